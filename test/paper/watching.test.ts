// How changes on the disk are heard: by the system's events, or by looking where those do not come.
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { watchScripts } from '#host/engine/script-folder.ts'
import { watchPath } from '#host/engine/watching.ts'

const NFS = 0x6969
const EXT4 = 0xef53

const count = (resource: string) =>
  process.getActiveResourcesInfo().filter((one) => one === resource).length

it.each([
  ['on this machine', EXT4, { events: true, looks: false }],
  ['on another machine, which sends no events,', NFS, { events: false, looks: true }],
])('a change in a folder %s is heard', async (_where, fileSystem, expected) => {
  const folder = mkdtempSync(join(tmpdir(), 'watchfire-watching-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, 'old.js'), '1')
  const before = { events: count('FSEventWrap'), looks: count('StatWatcher') }
  const heard: string[] = []
  let wake = () => {}
  const onEvent = (event: string, path: string) => {
    heard.push(`${event} ${path}`)
    wake()
  }
  const watching = await watchPath(
    folder,
    {},
    { onEvent, onReopened: () => {}, onTrouble: (message) => expect.fail(message) },
    () => fileSystem,
  )
  onTestFinished(() => watching.close())
  expect({
    events: count('FSEventWrap') > before.events,
    looks: count('StatWatcher') > before.looks,
  }).toEqual(expected)
  const next = (what: string) =>
    new Promise<void>((resolve) => {
      wake = () => heard.includes(what) && resolve()
      wake()
    })
  writeFileSync(join(folder, 'new.js'), '1')
  await next(`add ${join(folder, 'new.js')}`)
  writeFileSync(join(folder, 'old.js'), 'longer')
  await next(`change ${join(folder, 'old.js')}`)
  rmSync(join(folder, 'new.js'))
  await next(`unlink ${join(folder, 'new.js')}`)
})

it('a folder that went away and came back is watched until it is closed, and no longer', {
  timeout: 120_000,
}, async () => {
  const root = mkdtempSync(join(tmpdir(), 'watchfire-watching-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  const [folder, away] = [join(root, 'scripts'), join(root, 'away')]
  mkdirSync(folder)
  writeFileSync(join(folder, 'old.js'), '1')
  const before = count('FSEventWrap')
  const heard: string[] = []
  const watching = await watchScripts(folder, {
    onChange: (paths) => heard.push(...paths),
    onTrouble: (message) => expect.fail(message),
  })
  expect(count('FSEventWrap')).toBeGreaterThan(before)
  renameSync(folder, away)
  await expect.poll(() => count('FSEventWrap'), { timeout: 30_000 }).toBe(before)
  writeFileSync(join(away, 'new.js'), '1')
  renameSync(away, folder)
  await expect.poll(() => heard, { timeout: 30_000 }).toContain(join(folder, 'new.js'))
  await watching.close()
  await expect.poll(() => count('FSEventWrap'), { timeout: 30_000 }).toBe(before)
})
