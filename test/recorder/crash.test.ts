// What a crash, a full disk and a damaged file do to a recording: what was written stays, the host
// goes on, and damage is told.
import { spawn, spawnSync } from 'node:child_process'
import { cpSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it } from 'vitest'
import { readFrames } from '#host/recorder/file-reader.ts'
import { HEAD_BYTES } from '#host/recorder/frame.ts'
import { summariesOf } from '#host/recorder/read.ts'
import { openRecorder } from '#host/recorder/recorder.ts'
import { hostErrorOf, temporaryFiles } from '../data/files.ts'
import { trade } from '../feeds/support.ts'
import { all, crashed, HOUR, mixedEvents, names, record, recordings } from './support.ts'

const folder = recordings()
const { write } = temporaryFiles()
const RECORDER = new URL('../../host/recorder/recorder.ts', import.meta.url).href

describe('after a crash', () => {
  it('everything up to the last flush is there, and what was in it is known', async () => {
    const at = folder()
    const events = mixedEvents(9000)
    await crashed(at, [events.slice(0, 8980), events.slice(8980, 8990), events.slice(8990)])
    expect(names(at)).toEqual(['000001-20250101T000000Z.wfr', '000001-20250101T000000Z.wfr-tail'])
    expect(all(at)).toStrictEqual(events)
    const [file] = [...summariesOf(at)]
    expect(file!.isClosed).toBe(false)
    expect(file!.streams.reduce((sum, { count }) => sum + count, 0)).toBe(9000)
    await record(at, mixedEvents(10))
    expect(all(at)).toStrictEqual([...events, ...mixedEvents(10)])
  })

  it('in the middle of a write to the tail, all before that write is there', async () => {
    const at = folder()
    const events = mixedEvents(30)
    await crashed(at, [events.slice(0, 10), events.slice(10, 20), events.slice(20)])
    const path = join(at, names(at).find((name) => name.endsWith('-tail'))!)
    const counts = new Set<number>()
    for (let cut = readFileSync(path).length; cut >= 0; cut--) {
      truncateSync(path, cut)
      const read = all(at)
      expect(read).toStrictEqual(events.slice(0, read.length))
      counts.add(read.length)
    }
    expect([...counts]).toEqual([30, 20, 10, 0])
  })

  it('in the middle of a write to the file, all before that write is there', async () => {
    const at = folder()
    const events = mixedEvents(15_000)
    await crashed(at, [events])
    const path = join(at, names(at)[0]!)
    const { length } = readFileSync(path)
    const frames = [...readFrames(path)].map(({ head }) => HEAD_BYTES + head.length)
    expect(frames.length).toBeGreaterThan(1)
    const last = length - frames.at(-1)!
    for (let cut = length - 1; cut >= last; cut--) {
      truncateSync(path, cut)
      expect([...readFrames(path)]).toHaveLength(frames.length - 1)
    }
    const kept = [...readFrames(path)].reduce((sum, { head }) => sum + head.count, 0)
    expect(all(at).slice(0, kept)).toStrictEqual(events.slice(0, kept))
  })

  it('of a process that is killed while it writes, what it had flushed is there', async () => {
    const at = folder()
    const script = write(
      'endless.ts',
      `import { openRecorder } from ${JSON.stringify(RECORDER)}
      const recorder = await openRecorder(${JSON.stringify(at)}, { onStop: console.error })
      for (let i = 0; ; i++) {
        recorder.hear({ type: 'trade', symbol: 'BTCUSDT', exchangeTime: i, receiveTime: i, price: 1 + i / 100,
          quantity: 1, aggressor: null, id: i })
        if (i % 500 !== 499) continue
        await recorder.flush()
        console.log(i + 1)
      }`,
    )
    const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] })
    let flushed = 0
    for await (const line of createInterface({ input: child.stdout })) {
      flushed = Number(line)
      if (flushed >= 30_000) child.kill('SIGKILL')
    }
    const ids = all(at).map((event) => (event.type === 'trade' ? event.id : -1))
    expect(flushed).toBeGreaterThanOrEqual(30_000)
    expect(ids.length).toBeGreaterThanOrEqual(flushed)
    expect(ids).toEqual(ids.map((_, i) => i))
  })
})

describe('a damaged file', () => {
  it('is an error that names the byte, where more follows', async () => {
    const at = folder()
    await record(at, mixedEvents(20_000))
    const path = join(at, names(at)[0]!)
    const bytes = readFileSync(path)
    bytes[100]! ^= 1
    writeFileSync(path, bytes)
    const error = await hostErrorOf(() => all(at))
    // The first frame begins after the 8 bytes that every file begins with.
    expect(error).toMatchObject({ code: 'bad-data', file: path })
    expect(error.message).toContain('damaged at byte 8')
  })

  it('that is none of ours is refused', async () => {
    const at = folder()
    await record(at, mixedEvents(5))
    writeFileSync(join(at, names(at)[0]!), 'timestamp,open,high,low,close,volume\n')
    expect(await hostErrorOf(() => all(at))).toMatchObject({ code: 'bad-format' })
  })

  it('of zeros at its end, as a power failure leaves it, is read up to there', async () => {
    const at = folder()
    const events = mixedEvents(100)
    await record(at, events)
    const path = join(at, names(at)[0]!)
    writeFileSync(path, Buffer.concat([readFileSync(path), Buffer.alloc(5000)]))
    expect(all(at)).toStrictEqual(events)
  })
})

describe('when the disk fails', () => {
  it('the recording ends with one line; nothing is thrown, what was written stays', async () => {
    const at = folder()
    const lines: string[] = []
    const recorder = await openRecorder(at, { onStop: (line) => lines.push(line) })
    recorder.hear(trade(0, 1))
    await recorder.flush()
    cpSync(at, `${at}-kept`, { recursive: true })
    rmSync(at, { recursive: true })
    // The next hour wants a new file, in a folder that is gone.
    recorder.hear(trade(HOUR, 2))
    recorder.hear(trade(2 * HOUR, 3))
    await recorder.flush()
    recorder.hear(trade(3 * HOUR, 4))
    await recorder.close()
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain(at)
    expect(lines[0]).toContain('ENOENT')
    expect(lines[0]).not.toContain('\n')
    expect(all(`${at}-kept`)).toStrictEqual([trade(0, 1)])
  })

  it.skipIf(process.platform === 'win32')(
    'also where it is full: what was written before is there',
    () => {
      const at = folder()
      const script = write(
        'full.ts',
        `import { openRecorder } from ${JSON.stringify(RECORDER)}
        const recorder = await openRecorder(${JSON.stringify(at)}, { onStop: (line) => console.log(line) })
        for (let i = 0; i < 200_000; i++) {
          recorder.hear({ type: 'trade', symbol: 'BTCUSDT', exchangeTime: i, receiveTime: i,
            price: Math.sqrt(i + 2), quantity: 1, aggressor: null, id: i })
          if (i % 10_000 === 0) await recorder.flush()
        }
        await recorder.close()
        console.log('went on')`,
      )
      // No file may become larger than 256 KiB: that is all the room there is.
      const limited = `ulimit -f 256; exec "$0" "$1"`
      const { stdout } = spawnSync('bash', ['-c', limited, process.execPath, script], {
        encoding: 'utf8',
      })
      const lines = stdout.trim().split('\n')
      expect(lines).toHaveLength(2)
      expect(lines[0]).toMatch(/has ended: E(FBIG|NOSPC)/)
      expect(lines[1]).toBe('went on')
      const ids = all(at).map((event) => (event.type === 'trade' ? event.id : -1))
      expect(ids.length).toBeGreaterThan(8192)
      expect(ids).toEqual(ids.map((_, i) => i))
    },
  )

  it('a folder that cannot be written to is refused at once', async () => {
    const path = write('a-file', '')
    const error = await hostErrorOf(() => openRecorder(path, { onStop: () => {} }))
    expect(error.code).toBe('unwritable')
    expect(error.message).toContain(path)
  })
})
