// Commands to a running host, as its operator types them.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { pageFiles } from '#host/faces/http/page-files.ts'
import { finished, isRunning, startWatchfire, workplace } from './watchfire.ts'

const place = workplace()

beforeAll(async () => {
  await pageFiles(() => {})
  place.write('watchfire.toml', 'scripts = "."\nsymbols = ["BTCUSDT"]\n')
  place.write('ema-cross.ts', readFileSync('scripts/ema-cross.ts', 'utf8'))
})

async function running() {
  const child = startWatchfire(['run', '--port', '0', '--speed', '3600', '--fresh'], place.folder)
  onTestFinished(() => void child.kill('SIGKILL'))
  const ended = finished(child)
  await isRunning(child)
  return { ended }
}

const json = async (...args: string[]) =>
  JSON.parse((await place.watchfire(...args, '--json')).stdout)

const SLOT = 'ema-cross.ts/BTCUSDT'

describe('a running host', () => {
  it('lists the texts of a script, whoever saved them, and puts any of them back', async () => {
    await running()
    const versions = () => json('versions', 'ema-cross.ts')
    const [first] = await versions()
    const source = readFileSync('scripts/ema-cross.ts', 'utf8')
    for (const length of [7, 8]) {
      const before = (await versions()).length
      place.write('ema-cross.ts', source.replace('default: 12', `default: ${length}`))
      await vi.waitFor(async () => expect(await versions()).toHaveLength(before + 1), {
        timeout: 60_000,
        interval: 200,
      })
    }
    const listed = (await place.watchfire('versions', 'ema-cross.ts')).stdout.split('\n')
    expect(listed[0]).toMatch(/^[0-9a-f]{8} .* bytes +the latest$/)
    expect(listed[2]).toMatch(new RegExp(`^${first.sha256.slice(0, 8)} `))
    const back = await place.watchfire('rollback', 'ema-cross.ts', '--to', first.sha256.slice(0, 8))
    expect(back).toMatchObject({ code: 0, stderr: '' })
    expect(readFileSync(join(place.folder, 'ema-cross.ts'), 'utf8')).toBe(source)
    const none = await place.watchfire('rollback', 'ema-cross.ts', '--to', 'xyz')
    expect(none.stderr).toContain('no version of ema-cross.ts begins with "xyz"')
    expect(none.stderr).toContain('`watchfire versions ema-cross.ts` lists them')
    expect(await place.watchfire('stop')).toMatchObject({ code: 0 })
  })

  it('is looked at, killed, let go on, paused, and ended from another terminal', async () => {
    const { ended } = await running()
    expect(await json('status')).toMatchObject({
      session: { mode: 'paper', status: 'playing', blocked: null },
      account: { initialCash: 100_000 },
    })
    expect((await place.watchfire('status')).stdout).toMatch(/entries +let in/)
    expect((await json('slots')).map(({ key }: { key: string }) => key)).toEqual([SLOT])
    const began = await place.watchfire('journal', 'show', '--type', 'slot')
    expect(began.stdout).toMatch(/^\d+ {2}before first bar {2}slot +ema-cross\.ts\/BTCUSDT /)
    const killed = await place.watchfire('kill', '--flatten', '--why', 'too hot')
    expect(killed).toMatchObject({ code: 0, stderr: '' })
    expect((await json('status')).session.blocked).toBe('too hot')
    expect((await place.watchfire('status')).stdout).toMatch(/entries +blocked: too hot/)
    expect(await place.watchfire('unblock')).toMatchObject({ code: 0 })
    expect((await json('status')).session.blocked).toBeNull()
    expect(await place.watchfire('pause', SLOT)).toMatchObject({ code: 0 })
    expect(await json('slots')).toMatchObject([{ key: SLOT, isPaused: true }])
    expect(await place.watchfire('unpause', SLOT)).toMatchObject({ code: 0 })
    const wrong = await place.watchfire('pause', 'nobody/BTCUSDT')
    expect(wrong.code).toBe(1)
    expect(wrong.stderr).toContain('there is no slot "nobody/BTCUSDT"')
    expect(wrong.stderr).toContain('`watchfire slots` lists them')
    const short = await place.watchfire('flatten', 'ema-cross.ts')
    expect(short.stderr).toContain(`there is no slot "ema-cross.ts"; did you mean "${SLOT}"?`)
    const unheard = await place.watchfire('journal', 'show', '--slot', 'ema-cros.ts/BTCUSDT')
    expect(unheard).toMatchObject({ code: 1, stdout: '' })
    expect(unheard.stderr).toContain(`did you mean "${SLOT}"?`)
    const early = await place.watchfire('rollback', 'ema-cross.ts')
    expect(early.stderr).toContain('no earlier version of ema-cross.ts has run')
    expect(await place.watchfire('reload', 'ema-cross.ts')).toMatchObject({ code: 0, stderr: '' })
    const misspelt = await place.watchfire('reload', 'ema-cros.ts')
    expect(misspelt.stderr).toContain('did you mean "ema-cross.ts"?')
    const alone = await place.watchfire('promote', 'ema-cross.ts')
    expect(alone.stderr).toContain('there is no shadow of "ema-cross.ts"')
    for (const name of ['positions', 'orders', 'trades']) {
      expect(await place.watchfire(name)).toMatchObject({ code: 0, stderr: '' })
    }
    expect(await place.watchfire('stop')).toMatchObject({ code: 0 })
    expect(await ended).toMatchObject({ code: 0, stderr: '' })
    const kept = await place.watchfire('journal', 'export')
    const commands = kept.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .filter(({ type }) => type === 'command')
    expect(commands.map(({ by, what }) => [by, what])).toEqual([
      ['cli', 'killSession'],
      ['cli', 'unblockSession'],
      ['cli', 'pauseSlot'],
      ['cli', 'unpauseSlot'],
      ['cli', 'reloadRunning'],
      ['cli', 'stopSession'],
    ])
  })

  it('is missed with a word on how to start one', async () => {
    const { code, stderr } = await place.watchfire('status')
    expect(code).toBe(1)
    expect(stderr).toContain('no host is running here')
    expect(stderr).toContain('`watchfire run` starts one')
  })

  it('is looked for without leaving anything behind', async () => {
    place.write('elsewhere.toml', 'sessions = "nowhere/sessions"\n')
    const { stderr } = await place.watchfire('status', '--config', 'elsewhere.toml')
    expect(stderr).toContain('no host is running here')
    expect(place.exists('nowhere')).toBe(false)
  })
})
