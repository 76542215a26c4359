// The scripts folder behind the editor: nothing outside it is read or written, nobody's change lost.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ScriptConflict, ScriptStore } from '#host/app/script-store.ts'

let dir: string
let folder: string
let store: ScriptStore

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'watchfire-store-'))
  folder = join(dir, 'scripts')
  mkdirSync(folder)
  writeFileSync(join(dir, 'secret.js'), 'outside')
  store = new ScriptStore(folder)
})
afterEach(() => rmSync(dir, { recursive: true }))

describe('paths', () => {
  it.each([
    '../secret.js',
    '/etc/passwd.js',
    'a/../../secret.js',
    './a.js',
    'a//b.js',
    '.hidden.js',
    'lib/.git/x.js',
    'a.txt',
    'a.js.bak',
    'types.d.ts',
    'a b.js',
    'a\\b.js',
    'a\0.js',
    `${'x'.repeat(130)}.js`,
    '',
  ])('%j is refused for reading, writing, renaming and removing', (path) => {
    const refusal = expect.objectContaining({ code: 'usage' })
    expect(() => store.read(path)).toThrow(refusal)
    expect(() => store.write(path, 'x', 'nothing')).toThrow(refusal)
    expect(() => store.remove(path, 'anything')).toThrow(refusal)
    store.write('ok.js', 'x', 'nothing')
    expect(() => store.rename('ok.js', path, 'anything')).toThrow(refusal)
    expect(readdirSync(folder)).toEqual(['ok.js'])
  })

  it('that lead out over a link are refused, and links are not listed', () => {
    symlinkSync(dir, join(folder, 'out'))
    symlinkSync(join(dir, 'secret.js'), join(folder, 'link.js'))
    expect(() => store.read('out/secret.js')).toThrow(/out of the scripts folder/)
    expect(() => store.write('out/new.js', 'x', 'nothing')).toThrow(/out of the scripts folder/)
    expect(() => store.read('link.js')).toThrow(/not a plain file/)
    expect(() => store.write('link.js', 'x', 'anything')).toThrow(/not a plain file/)
    expect(store.list()).toEqual([])
    expect(readFileSync(join(dir, 'secret.js'), 'utf8')).toBe('outside')
  })
})

describe('writing', () => {
  it('replaces the version it names and no other', () => {
    const first = store.write('a.lua', 'one', 'nothing')
    const second = store.write('a.lua', 'two', { sha256: first.sha256 })
    expect(store.read('a.lua')).toMatchObject({ source: 'two', sha256: second.sha256 })
    writeFileSync(join(folder, 'a.lua'), 'by another editor')
    const late = () => store.write('a.lua', 'three', { sha256: second.sha256 })
    expect(late).toThrow(ScriptConflict)
    try {
      late()
    } catch (conflict) {
      expect((conflict as ScriptConflict).current?.source).toBe('by another editor')
    }
    expect(readFileSync(join(folder, 'a.lua'), 'utf8')).toBe('by another editor')
  })

  it('creates only what is not there, with its folders, and leaves no other file', () => {
    store.write('lib/math/x.js', 'export {}', 'nothing')
    expect(() => store.write('lib/math/x.js', 'y', 'nothing')).toThrow(ScriptConflict)
    expect(readdirSync(join(folder, 'lib/math'))).toEqual(['x.js'])
    expect(store.list().map(({ path }) => path)).toEqual(['lib/math/x.js'])
  })

  it('refuses what is not text, and what is too much of it', () => {
    expect(() => store.write('a.js', 'a\0b', 'nothing')).toThrow(/is text/)
    expect(() => store.write('a.js', '\ud800', 'nothing')).toThrow(/is text/)
    expect(() => store.write('a.js', 'x'.repeat(513 * 1024), 'nothing')).toThrow(/at most 512 KB/)
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('removing and renaming', () => {
  it('ask for the version, too', () => {
    const { sha256 } = store.write('a.js', 'one', 'nothing')
    expect(() => store.remove('a.js', { sha256: '0'.repeat(64) })).toThrow(ScriptConflict)
    store.write('b.js', 'other', 'nothing')
    expect(() => store.rename('a.js', 'b.js', { sha256 })).toThrow(ScriptConflict)
    expect(store.rename('a.js', 'c/d.js', { sha256 }).source).toBe('one')
    expect(existsSync(join(folder, 'a.js'))).toBe(false)
    store.remove('b.js', 'anything')
    expect(store.list().map(({ path }) => path)).toEqual(['c/d.js'])
    expect(() => store.remove('b.js', 'anything')).toThrow(/no script "b.js"/)
  })
})
