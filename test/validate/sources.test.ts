// What a script consists of: its files, found over their imports and only inside its own folder.
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { collectSources, type ScriptSources } from '#host/catalog/sources.ts'
import { stripTypes } from '#host/catalog/strip-types.ts'

let folder = ''

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'watchfire-sources-')))
  await mkdir(join(folder, 'scripts/lib'), { recursive: true })
})

afterEach(() => rm(folder, { recursive: true, force: true }))

const write = (path: string, content: string | Buffer) => writeFile(join(folder, path), content)
const collect = (name: string) => collectSources(join(folder, 'scripts', name))
const rows = ({ diagnostics }: ScriptSources) =>
  diagnostics.map(({ file, line, column, code }) => `${file ?? 'entry'} ${line}:${column} ${code}`)

test('all files that a module imports are read, once each, whatever the circle', async () => {
  await write('scripts/main.ts', "import { a } from './lib/a.js'\nexport const n: number = a\n")
  await write('scripts/lib/a.js', "export * from './b.ts'\nexport const a = 1\n")
  await write('scripts/lib/b.ts', "import '../main.ts'\nexport const b: string = 'b'\n")
  const sources = await collect('main.ts')
  expect(sources.diagnostics).toEqual([])
  expect(sources.language).toBe('ts')
  expect(sources.entry).toBe('main.ts')
  expect(sources.root).toBe(join(folder, 'scripts'))
  expect(sources.files.map(({ path, imports }) => ({ path, imports }))).toEqual([
    { path: 'main.ts', imports: { './lib/a.js': 'lib/a.js' } },
    { path: 'lib/a.js', imports: { './b.ts': 'lib/b.ts' } },
    { path: 'lib/b.ts', imports: { '../main.ts': 'main.ts' } },
  ])
  expect(sources.files[0]!.code).toBe(
    "import { a } from './lib/a.js'\nexport const n         = a\n",
  )
})

test('Lua modules are named with dots from the folder of the script', async () => {
  await write('scripts/main.lua', '#!/usr/bin/lua\nlocal m = require "lib.a"\n')
  await write('scripts/lib/a.lua', "return require('lib.b')")
  await write('scripts/lib/b.lua', 'return {}')
  const sources = await collect('main.lua')
  expect(sources.diagnostics).toEqual([])
  expect(sources.files.map(({ path }) => path)).toEqual(['main.lua', 'lib/a.lua', 'lib/b.lua'])
  expect(sources.files[0]!.code).toBe('--/usr/bin/lua\nlocal m = require "lib.a"\n')
})

test('the hash covers the paths and bytes of all files', async () => {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
  const main = "import './lib/a.js'"
  await write('scripts/main.js', main)
  await write('scripts/lib/a.js', 'export {}')
  const expected = sha256(`lib/a.js\0${sha256('export {}')}\nmain.js\0${sha256(main)}\n`)
  expect((await collect('main.js')).sha256).toBe(expected)
  await write('scripts/lib/a.js', 'export { }')
  expect((await collect('main.js')).sha256).not.toBe(expected)
})

test('a symbolic link does not lead out of the folder', async () => {
  await write('secret.js', 'export const secret = 1')
  await symlink(join(folder, 'secret.js'), join(folder, 'scripts/lib/link.js'))
  await write('scripts/main.js', "import { secret } from './lib/link.js'\n")
  const sources = await collect('main.js')
  expect(rows(sources)).toEqual(['entry 1:24 import-outside'])
  expect(sources.files.map(({ path }) => path)).toEqual(['main.js'])
})

test('a link inside the folder is the file that it leads to', async () => {
  await write('scripts/lib/a.js', 'export {}')
  await symlink(join(folder, 'scripts/lib/a.js'), join(folder, 'scripts/b.js'))
  await write('scripts/main.js', "import './lib/a.js'\nimport './b.js'\n")
  const sources = await collect('main.js')
  expect(rows(sources)).toEqual([])
  expect(sources.files.map(({ path }) => path)).toEqual(['main.js', 'lib/a.js'])
})

test('what cannot be read is reported where it is named', async () => {
  await mkdir(join(folder, 'scripts/lib/folder.js'))
  await write('scripts/main.js', "import './lib/folder.js'\n")
  expect(rows(await collect('main.js'))).toEqual(['entry 1:8 unreadable-file'])
  expect(rows(await collect('absent.js'))).toEqual(['entry 1:1 unreadable-file'])
  expect(rows(await collect('script.py'))).toEqual(['entry 1:1 unknown-language'])
})

test('a file that is not UTF-8 is reported at its first wrong byte', async () => {
  const latin1 = Buffer.concat([
    Buffer.from('-- ü\n-- caf'),
    Buffer.from([0xe9]),
    Buffer.from('\n'),
  ])
  await write('scripts/lib/a.lua', latin1)
  await write('scripts/main.lua', "require('lib.a')")
  expect(rows(await collect('main.lua'))).toEqual(['lib/a.lua 2:7 not-utf8'])
})

test('a byte order mark is not part of the source', async () => {
  await write('scripts/main.lua', '\ufeffreturn 1')
  const sources = await collect('main.lua')
  expect(rows(sources)).toEqual([])
  expect(sources.files[0]!.source).toBe('return 1')
})

test('a file of more than 1 MB is refused, one of 1 MB is not', async () => {
  await write('scripts/full.lua', `--${'x'.repeat(1_048_574)}`)
  await write('scripts/over.lua', `--${'x'.repeat(1_048_575)}`)
  expect(rows(await collect('full.lua'))).toEqual([])
  expect(rows(await collect('over.lua'))).toEqual(['entry 1:1 too-large'])
})

test('more than 200 files are refused', async () => {
  for (let i = 0; i < 201; i++) await write(`scripts/lib/f${i}.js`, '')
  const imports = Array.from({ length: 201 }, (_, i) => `import './lib/f${i}.js'\n`)
  await write('scripts/main.js', imports.join(''))
  // The script itself is the first of the 200: the 200th import is one too many.
  expect(rows(await collect('main.js'))).toEqual(['entry 200:8 too-large'])
})

test('types that are imported as types are not files of the running script', async () => {
  await write('scripts/main.ts', "import type { A } from './lib/nowhere.ts'\nexport {}\n")
  const sources = await collect('main.ts')
  expect(sources.diagnostics).toEqual([])
  expect(sources.files).toHaveLength(1)
})

test.each([
  ['export {}\n\tconst 你好 = (;', 2, 14],
  ["const e = 'é😀'; enum A { B }", 1, 18],
  ['let a = 1\nclass B { constructor(private x: number) {} }', 2, 31],
  ['let a = 1; enum A {\n  B,\n}', 1, 12],
  ['let a = 1\r\nlet b = ]', 2, 9],
  ['let a = 1\nlet b = (\n', 2, 10],
])('TypeScript %j fails at its place', async (source, line, column) => {
  await write('scripts/main.ts', source)
  expect(rows(await collect('main.ts'))).toEqual([`entry ${line}:${column} syntax`])
})

test('a source nested too deeply fails alone, and the next one is read', async () => {
  const deep = `let x: number = ${'('.repeat(200_000)}1${')'.repeat(200_000)}`
  const [first, second] = await Promise.all([stripTypes(deep), stripTypes('let y: number = 1')])
  expect(first).toMatchObject({ line: 1, column: 1 })
  expect(second).toEqual({ code: 'let y         = 1' })
  for (const name of ['deep.js', 'deep.lua']) {
    const [open, close] = name === 'deep.js' ? ['[', ']'] : ['{', '}']
    await write(`scripts/${name}`, `x = ${open.repeat(200_000)}${close.repeat(200_000)}`)
    expect(rows(await collect(name))).toEqual([expect.stringMatching(/^entry 1:\d+ syntax$/)])
    await write(`scripts/${name}`, `x = 1${' + 1'.repeat(200_000)}`)
    expect(rows(await collect(name))).toEqual([expect.stringMatching(/^entry 1:\d+ syntax$/)])
  }
})

test.each([
  ['a paragraph in a string before it', 'let s = "a\u2029b"\nimport', 3, 7],
  ['a line separator right before it', '\u2028 import', 2, 8],
  ['one in its line, and one before', 'let a = "\u2028"\n/*\u2029*/ enum E {}', 4, 4],
])(
  'a TypeScript error lies where JavaScript counts its lines: %s',
  async (_what, source, line, column) => {
    expect(await stripTypes(source)).toMatchObject({ line, column })
  },
)
