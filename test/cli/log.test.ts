// The host's log: what goes where, by component and level; files that begin anew; disks that are full.
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { loadConfig } from '#host/config/load.ts'
import { logStatus } from '#host/faces/cli/status/log-status.ts'
import { RotatingFile } from '#host/faces/cli/status/rotating-file.ts'

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'watchfire-log-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

const text = (path: string) => readFileSync(path, 'utf8')

describe('a log file', () => {
  it('begins anew before a line that would take it beyond its size, and keeps some before it', () => {
    const at = folder()
    const path = join(at, 'logs/host.log')
    const file = new RotatingFile({ path, bytes: 10, kept: 2 })
    for (const line of ['one\n', 'two\n', 'three\n', 'four four four\n', 'five\n', 'six\n']) {
      file.write(line)
    }
    file.close()
    // "one two" and "three" would be 14 bytes; a line that is longer than the file has one to itself.
    expect(readdirSync(join(at, 'logs')).sort()).toEqual(['host.log', 'host.log.1', 'host.log.2'])
    expect(text(path)).toBe('five\nsix\n')
    expect(text(`${path}.1`)).toBe('four four four\n')
    expect(text(`${path}.2`)).toBe('three\n')
  })

  it('goes on with the one that is there', () => {
    const path = join(folder(), 'host.log')
    writeFileSync(path, 'before\n')
    const file = new RotatingFile({ path, bytes: 12, kept: 0 })
    file.write('a\n')
    expect(text(path)).toBe('before\na\n')
    file.write('bcde\n')
    expect(text(path)).toBe('bcde\n')
    expect(existsSync(`${path}.1`)).toBe(false)
  })

  it.skipIf(!existsSync('/dev/full'))('outlives a full disk, and says how much it lost', () => {
    const path = join(folder(), 'host.log')
    symlinkSync('/dev/full', path)
    const told: string[] = []
    const file = new RotatingFile({
      path,
      bytes: 1000,
      kept: 1,
      onTrouble: (one) => told.push(one),
    })
    for (const line of ['one\n', 'two\n', 'three\n']) file.write(line)
    expect(told).toEqual([expect.stringMatching(/host\.log cannot be written: ENOSPC/)])
    rmSync(path)
    file.write('four\n')
    const [lost, ...rest] = text(path).trimEnd().split('\n')
    expect(JSON.parse(lost!)).toMatchObject({
      level: 40,
      msg: '3 lines before this one could not be written',
    })
    expect(rest).toEqual(['four'])
  })
})

describe('the log', () => {
  const entries = [
    { type: 'log', slot: 'a.js/X', time: 0, text: 'said by the script' },
    { type: 'killed', why: 'enough', flatten: false, time: 0 },
    { type: 'unblocked', time: 0 },
  ] as const

  function logged(toml: string): { level: number; component: string; msg: string }[] {
    const at = folder()
    writeFileSync(join(at, 'watchfire.toml'), toml)
    const config = loadConfig(join(at, 'watchfire.toml'))
    const status = logStatus(config, false)
    for (const entry of entries) status.entry(entry)
    status.close()
    const path = join(at, '.watchfire/watchfire.log')
    const lines = existsSync(path) ? text(path).trimEnd().split('\n') : []
    return lines.map((line) => JSON.parse(line))
  }

  it('says at which level and about what it speaks, info and above unless told otherwise', () => {
    expect(logged('')).toMatchObject([
      { level: 40, component: 'risk', msg: 'kill switch', why: 'enough' },
      { level: 30, component: 'risk', msg: 'entries are let in again' },
    ])
  })

  it('has a level for each component', () => {
    const said = logged('[log]\nlevel = "silent"\nlevels = { scripts = "debug", risk = "warn" }\n')
    expect(said.map(({ msg }) => msg)).toEqual(['said by the script', 'kill switch'])
    expect(logged('[log]\nlevel = "silent"\n')).toEqual([])
  })

  it('takes other levels while it is written', () => {
    const at = folder()
    const [quiet, wordy] = ['level = "warn"', 'level = "warn"\nlevels = { scripts = "debug" }'].map(
      (lines, i) => {
        const path = join(at, `${i}.toml`)
        writeFileSync(path, `[log]\n${lines}\n`)
        return loadConfig(path)
      },
    )
    const status = logStatus(quiet!, false)
    for (const log of [quiet!.log, wordy!.log, quiet!.log]) {
      status.levels(log)
      for (const entry of entries) status.entry(entry)
    }
    status.close()
    const lines = text(join(at, '.watchfire/watchfire.log')).trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line).msg)).toEqual([
      ...['kill switch', 'said by the script', 'kill switch', 'kill switch'],
    ])
  })

  it('is refused a level and a component that there are not', () => {
    expect(() => logged('[log]\nlevel = "loud"\n')).toThrow(/log\.level: expected one of "trace"/)
    expect(() => logged('[log]\nlevels = { broker = "info" }\n')).toThrow(
      /log\.levels: expected a table of host, market, scripts/,
    )
  })
})
