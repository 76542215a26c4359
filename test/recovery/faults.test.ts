// What an editor, and a folder that is closed, do to a host that trades.
import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { NumberedEntry } from '#host/journal/entry.ts'
import { finished, isRunning, said, startWatchfire } from '../cli/watchfire.ts'
import { makePlace, runToEnd, story, theJournal } from './host.ts'

const SAVES = 200

/** Says which version it is, and holds a position from its first bar on. */
const BUSY = (version: number) => `import { action } from 'watchfire'
export default {
  name: 'Busy', timeframe: '1m', symbols: ['BTCUSDT'],
  detectOpportunity: () => ({ reason: 'now' }),
  filterCommitment: () => action.enter({ side: 'long', quantity: 0.001, stop: 1 }),
  managePosition: (market, context) => {
    context.data.bars = (context.data.bars ?? 0) + 1
    console.log(${version}, context.data.bars)
  },
}
`

const isBusy = (entry: NumberedEntry) => JSON.stringify(entry).includes('busy.js')
const isAboutAccount = ({ type }: NumberedEntry) => type === 'session' || type === 'end'

it(`${SAVES} saves in a second end with the last one; no bar, position or word of a script is lost`, async () => {
  const calm = makePlace(1)
  writeFileSync(join(calm.folder, 'scripts/busy.js'), BUSY(SAVES))
  expect(await runToEnd(calm, '--speed', 'max')).toMatchObject({ code: 0 })

  const place = makePlace(1)
  const path = join(place.folder, 'scripts/busy.js')
  writeFileSync(path, BUSY(0))
  // A day in twelve seconds.
  const child = startWatchfire(['run', '--port', '0', '--once', '--speed', '7200'], place.folder)
  onTestFinished(() => void child.kill('SIGKILL'))
  const ended = finished(child)
  await isRunning(child)
  for (let version = 1; version <= SAVES; version++) {
    // As editors do it: in place, or beside it and moved over it.
    const inPlace = version % 2 === 0
    writeFileSync(inPlace ? path : `${path}.new`, BUSY(version))
    if (!inPlace) renameSync(`${path}.new`, path)
    await sleep(4)
  }
  expect(await ended).toMatchObject({ code: 0, stderr: '' })

  const [entries, expected] = [theJournal(place), theJournal(calm)]
  const others = (all: NumberedEntry[]) =>
    story(all.filter((entry) => !isBusy(entry) && !isAboutAccount(entry)))
  expect(others(entries)).toEqual(others(expected))
  const logged = (all: NumberedEntry[]) =>
    all.flatMap((entry) => (entry.type === 'log' ? [entry.text.split(' ').map(Number)] : []))
  const lines = logged(entries)
  expect(lines.at(-1)![0]).toBe(SAVES)
  const versions = lines.map(([version]) => version!)
  expect(versions).toEqual(versions.toSorted((a, b) => a - b))
  // It counts its bars through all of its versions.
  expect(lines.map(([, bars]) => bars)).toEqual(logged(expected).map(([, bars]) => bars))
  const filled = entries.filter(
    (one) => one.type === 'fact' && isBusy(one) && one.fact.type === 'filled',
  )
  // Bought once, and never sold.
  expect(filled).toHaveLength(1)
}, 120_000)

/** Root may write everywhere, until this is taken from it. */
const AS_ANYBODY =
  process.getuid?.() === 0 ? ['setpriv', '--bounding-set', '-dac_override', '--'] : []

const canBeAnybody = (() => {
  if (process.platform === 'win32') return false
  if (AS_ANYBODY.length === 0) return true
  try {
    execFileSync(AS_ANYBODY[0]!, [...AS_ANYBODY.slice(1), 'true'])
    return true
  } catch {
    return false
  }
})()

const NODE = fileURLToPath(new URL('../../node_modules/.bin/node', import.meta.url))
const HOST = fileURLToPath(new URL('../../host/watchfire.js', import.meta.url))

describe('a folder that may not be written', () => {
  it.skipIf(!canBeAnybody)(
    'is named, with the setting that would help; nothing is begun',
    async () => {
      const { folder } = makePlace(1)
      chmodSync(folder, 0o555)
      onTestFinished(() => chmodSync(folder, 0o755))
      const [command, ...args] = [...AS_ANYBODY, NODE, HOST, 'run', '--once', '--port', '0']
      const child = spawn(command!, args, { cwd: folder })
      onTestFinished(() => void child.kill('SIGKILL'))
      const { code, stdout, stderr } = await finished(child)
      expect(code).toBe(1)
      expect(stderr).toContain(join(folder, '.watchfire/sessions'))
      expect(stderr).toContain('permission denied')
      expect(stderr).toMatch(/hint: `sessions` in watchfire.toml/)
      expect(stdout).not.toContain('trade')
    },
  )
})

/** A namespace of users has its own limit on watched files, which its root may lower. */
const WITHOUT_WATCHES = [
  '-Ur',
  'sh',
  '-c',
  'echo 0 > /proc/sys/user/max_inotify_watches && exec "$@"',
  '-',
]

const canLackWatches = (() => {
  try {
    execFileSync('unshare', [...WITHOUT_WATCHES, 'true'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

describe('a system that watches no more files', () => {
  it.skipIf(!canLackWatches)('is told of, and scripts are looked at instead', async () => {
    const { folder } = makePlace(1)
    const path = join(folder, 'scripts/busy.js')
    writeFileSync(path, BUSY(1))
    const args = [...WITHOUT_WATCHES, NODE, HOST, 'run', '--port', '0', '--speed', '60']
    const child = spawn('unshare', args, { cwd: folder })
    onTestFinished(() => void child.kill('SIGKILL'))
    const ended = finished(child)
    const told = said(child, /the system does not tell of changes/)
    await Promise.all([isRunning(child), told])
    const reloaded = said(child, /script reloaded/)
    writeFileSync(path, BUSY(2))
    await reloaded
    child.kill('SIGTERM')
    expect(await ended).toMatchObject({ code: 0, stderr: '' })
  })
})
