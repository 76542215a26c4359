// The Lua guest as isolates run it: bundled by the same plugin, evaluated in a context that has
// ECMAScript's globals and nothing of Node's.
import { createContext, runInContext } from 'node:vm'
import { build } from 'esbuild'
import { FENGARI_DEFINE, fengariPlugin } from '#host/runner/bundle-fengari.ts'

export type GuestBuild = typeof import('./guest-entry.ts')

export async function buildGuest(): Promise<GuestBuild> {
  return runInContext(`${await bundle()};guest`, createContext({})) as GuestBuild
}

export async function bundle(): Promise<string> {
  const result = await build({
    entryPoints: ['test/lua/guest-entry.ts'],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'guest',
    platform: 'browser',
    target: 'es2024',
    define: FENGARI_DEFINE,
    plugins: [fengariPlugin],
    logLevel: 'silent',
  })
  return result.outputFiles[0]!.text
}
