// The rules of the house as tests, each tried on a small bad sample first.
import { describe, expect, it } from 'vitest'
import { bannedNames, idleExceptions } from './banned-names.ts'
import { wrongImports } from './imports.ts'
import { deadFiles } from './reach.ts'
import { LINES_MAX, shapeless } from './shape.ts'
import { importsOf, readSources, type Source } from './sources.ts'

const sources = readSources()
const sample = (path: string, ...lines: string[]): Source => ({ path, text: lines.join('\n') })

describe('imports', () => {
  it('are found in every form', () => {
    const text = [
      "import { a,\n  b } from './a.ts'",
      "import type { C } from '#sdk/c.ts'",
      "import './d.ts'",
      "export * from '#kernel/e.ts'",
      "import f from 'f'",
      "const g = await import('../g.ts')",
      "new Worker(new URL('./h.ts', import.meta.url))",
      "// import { no } from './no.ts'",
    ]
    expect(
      importsOf(sample('host/app/x.ts', ...text))
        .map(({ target }) => target)
        .sort(),
    ).toEqual([
      'f',
      'host/app/a.ts',
      'host/app/d.ts',
      'host/app/h.ts',
      'host/g.ts',
      'host/kernel/e.ts',
      'sdk/c.ts',
    ])
  })

  it.each([
    ['sdk/frame.ts', "import { x } from '../host/limits.ts'"],
    ['sdk/frame.ts', "import { x } from './runtime/guest.ts'"],
    ['sdk/runtime/guest.ts', "import type { X } from '#host/runner/job.ts'"],
    ['sdk/runtime/guest.ts', "import { x } from 'node:fs'"],
    ['host/kernel/run.ts', "import { x } from '#sdk/runtime/session.ts'"],
    ['host/kernel/run.ts', "import { x } from '../limits.ts'"],
    ['host/kernel/run.ts', "import x from 'zod'"],
    ['host/engine/engine.ts', "import { x } from '../faces/cli/main.ts'"],
    ['host/engine/engine.ts', "import x from 'isolated-vm'"],
    ['host/faces/cli/main.ts', "import { x } from '#kernel/state.ts'"],
    ['host/faces/cli/main.ts', "const x = await import('../../runner/client.ts')"],
    ['host/tools/bench.ts', "import { x } from '../../test/support/kernel.ts'"],
  ])('of %s may not be: %s', (path, line) => {
    expect(wrongImports([sample(path, line)])).toHaveLength(1)
  })

  it.each([
    ['sdk/runtime/guest.ts', "import type { X } from '#kernel/answer.ts'"],
    ['host/faces/cli/main.ts', "import type { X } from '#kernel/state.ts'"],
    ['host/kernel/run.ts', "import { x } from '#sdk/frame.ts'"],
  ])('of %s may be: %s', (path, line) => {
    expect(wrongImports([sample(path, line)])).toEqual([])
  })

  it('point the way that the table of ARCHITECTURE.md says', () => {
    expect(wrongImports(sources)).toEqual([])
  })
})

describe('names of the world outside', () => {
  it.each([
    ['const t = Date.now()', 'Date.now'],
    ['const t = new Date()', 'new Date'],
    ['const r = Math.random()', 'Math.random'],
    ['setTimeout(f, 1)', 'timers'],
    ['if (process.env.X) f()', 'process'],
    ["console.log('x')", 'console'],
    ['names.sort((a, b) => a.localeCompare(b))', 'locale'],
    ['async function f() {}', 'async'],
  ])('are found: %s', (line, name) => {
    expect(bannedNames([sample('host/kernel/x.ts', line)])).toEqual([
      `host/kernel/x.ts says ${name}`,
    ])
    expect(bannedNames([sample('host/engine/x.ts', line)])).toEqual([])
  })

  it('may stand in comments and text', () => {
    const text = ['// Date.now() is not for us', "const word = 'process'", 'const s = `console`']
    expect(bannedNames([sample('sdk/x.ts', ...text)])).toEqual([])
  })

  it('are not in the kernel or in what runs beside scripts', () => {
    expect(bannedNames(sources)).toEqual([])
    expect(idleExceptions(sources)).toEqual([])
  })
})

describe('files', () => {
  it('that are too long or do not say what they are, are found', () => {
    const long = sample('host/x.ts', '// Long.', ...Array(LINES_MAX).fill('f()'))
    const silent = sample('host/y.ts', "import x from 'x'")
    expect(shapeless([long, silent])).toEqual([
      `host/x.ts has ${LINES_MAX + 1} lines, more than ${LINES_MAX}`,
      'host/y.ts does not open with a comment',
    ])
  })

  it('open with a comment and are short enough to read', () => {
    expect(shapeless(sources)).toEqual([])
  })

  it('that nothing leads to are found', () => {
    const samples = [
      sample('host/main.ts', "import './a.ts'"),
      sample('host/a.ts', "new Worker(new URL('./b.ts', import.meta.url))"),
      sample('host/b.ts', ''),
      sample('host/c.ts', "import './d.ts'"),
      sample('host/d.ts', "import './c.ts'"),
    ]
    expect(deadFiles(samples)).toEqual(['host/c.ts', 'host/d.ts'])
  })

  it('are all reached from an entry', () => {
    expect(deadFiles(sources)).toEqual([])
  })
})
