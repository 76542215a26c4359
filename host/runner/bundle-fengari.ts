// How esbuild bundles Fengari for an isolate: without Node, with our edits.
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Plugin } from 'esbuild'
import { type Edit, FENGARI_EDITS } from './fengari-edits.ts'
import { toModule } from './fengari-modules.ts'

/** For esbuild's `define`: there is no process; paths in messages stay whole; a runaway recursion ends early. */
export const FENGARI_DEFINE: Readonly<Record<string, string>> = {
  process: 'undefined',
  'process.env.FENGARICONF': JSON.stringify('{"LUA_IDSIZE":1024,"LUAI_MAXSTACK":200000}'),
}

/** For esbuild's `plugins`; throws where Fengari's sources are not those that the edits were written for. */
export const fengariPlugin: Plugin = {
  name: 'fengari',
  setup(build) {
    build.onLoad({ filter: /[\\/](fengari|sprintf-js)[\\/]src[\\/]\w+\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8')
      const name = basename(path)
      const edited = applyEdits(name, source, FENGARI_EDITS[name] ?? [])
      const contents = path.includes('sprintf') ? edited : toModule(name, edited)
      return { contents, loader: 'js' }
    })
  },
}

export function applyEdits(name: string, source: string, edits: readonly Edit[]): string {
  return edits.reduce((text, { find, replace, times }) => {
    const parts = typeof find === 'string' ? text.split(find).length - 1 : countMatches(text, find)
    if (parts !== times) {
      const expected = `expected ${times} × ${String(find)}, found ${parts}`
      throw new Error(`fengari/src/${name}: ${expected}; see host/runner/fengari-edits.ts`)
    }
    return typeof find === 'string'
      ? text.replaceAll(find, () => replace)
      : text.replace(find, replace)
  }, source)
}

const countMatches = (text: string, pattern: RegExp): number =>
  [...text.matchAll(new RegExp(pattern, 'g'))].length
