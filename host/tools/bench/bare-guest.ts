// The guest without its guards, for the benchmark alone: bundled from the same sources, with what
// guards it taken out of their text. An edit that no longer fits its source stops the benchmark.
import { readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { FENGARI_DEFINE, fengariPlugin } from '#host/runner/bundle-fengari.ts'
import type { BenchLanguage } from './runner-figures.ts'

const ROOT = join(import.meta.dirname, '../../..')
const RUNTIME = 'sdk/runtime/'

/** `edits` by file of the guest; `define` for esbuild. */
interface Removal {
  readonly edits: Readonly<Record<string, readonly Edit[]>>
  readonly define?: Readonly<Record<string, string>>
}

/** A function, and what it does instead. */
type Edit = readonly [name: string, body: string]

const REMOVALS = {
  'frozen intrinsics': {
    edits: { 'lockdown.ts': [['lockdown', 'globalThis.log = substitutes.log']] },
  },
  copies: {
    edits: {
      'tree.ts': [
        ['copyTree', 'return value'],
        ['sameTree', 'return false'],
        ['checkTreeSize', ''],
        ['freezeTree', 'return tree'],
      ],
      // Tables become trees, of which the kernel reads the opportunity; data stays a table.
      'lua/table-tree.ts': [['sameTree', 'return true']],
    },
    define: { 'Object.freeze': 'leaveAsItIs' },
  },
  watches: {
    edits: {
      'guest.ts': [
        ['enter', ''],
        ['leave', ''],
      ],
    },
  },
} as const satisfies Record<string, Removal>

export type Guard = keyof typeof REMOVALS

export const GUARDS = Object.keys(REMOVALS) as Guard[]

/** The text of the guest's bundle without the guards named. */
export async function bareGuest(
  language: BenchLanguage,
  without: readonly Guard[],
): Promise<string> {
  const removals: Removal[] = without.map((guard) => REMOVALS[guard])
  const result = await build({
    entryPoints: [join(ROOT, `${RUNTIME}${language}.isolate.ts`)],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2024',
    legalComments: 'none',
    minify: true,
    banner: { js: 'var leaveAsItIs = (value) => value;' },
    define: Object.assign({}, ...removals.map(({ define }) => define), FENGARI_DEFINE),
    plugins: [removing(removals), fengariPlugin],
    logLevel: 'silent',
  })
  return result.outputFiles[0]!.text
}

function removing(removals: readonly Removal[]): Plugin {
  return {
    name: 'removing',
    setup(build) {
      build.onLoad({ filter: /\/sdk\/runtime\/.*\.ts$/ }, async ({ path }) => {
        const name = relative(join(ROOT, RUNTIME), path)
        const edits = removals.flatMap((removal) => removal.edits[name] ?? [])
        if (edits.length === 0) return undefined
        const source = await readFile(path, 'utf8')
        return { contents: edits.reduce(withBody, source), loader: 'ts' }
      })
    },
  }
}

/** From the function's head to the brace that ends it, at the same depth. */
function withBody(source: string, [name, replacement]: Edit): string {
  const pattern = new RegExp(`^( *)((?:export )?function ${name}\\b.*\\{)$[^]*?^\\1\\}$`, 'm')
  if (!pattern.test(source)) throw new Error(`the guest has no function ${name} any more`)
  return source.replace(pattern, (_whole, indent, head) => `${indent}${head} ${replacement} }`)
}
