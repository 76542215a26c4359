import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import luaparse from 'luaparse'
import { describe, expect, it } from 'vitest'
import { staleFiles } from '../../host/tools/generate-sdk.ts'

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url))

describe('generated files', () => {
  it('say what the description says (else: node host/tools/generate-sdk.ts)', () => {
    expect(staleFiles()).toEqual([])
  })

  it('are Lua that parses, where they are Lua', () => {
    const source = readFileSync(path('../../sdk/watchfire.lua'), 'utf8')
    expect(() => luaparse.parse(source, { luaVersion: '5.3' })).not.toThrow()
  })

  it('spell names in the docs as their language does', () => {
    const typescript = readFileSync(path('../../sdk/watchfire.d.ts'), 'utf8')
    const prose = typescript.match(/\b(?!stop_limit|end_of_data)[a-z]+_[a-z_]+\b/g)
    expect(prose).toBeNull()
    expect(typescript).not.toMatch(/\bnil\b/i)
    const lua = readFileSync(path('../../sdk/watchfire.lua'), 'utf8')
    expect(lua).not.toMatch(/\bnull\b/i)
  })
})

describe('the types for TypeScript and JavaScript', () => {
  it('accept the good scripts beside this test and mark every mistake in them', () => {
    const tsc = path('../../node_modules/typescript/bin/tsc')
    expect(run(tsc, ['-p', path('types/tsconfig.json'), '--pretty', 'false'])).toBe('')
  })
})

/** What the compiler printed; it prints nothing when all is well. */
function run(tool: string, args: readonly string[]): string {
  try {
    return execFileSync(process.execPath, [tool, ...args], { encoding: 'utf8' })
  } catch (error) {
    return String((error as { stdout?: unknown }).stdout)
  }
}
