// What runs in runner processes and in their isolates, bundled from the sources on first use and kept
// until one of them changes: nobody has to remember a build.
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Language } from '#sdk/domain.ts'
import { cachePath, OWN_CACHE } from '../cache-folder.ts'

export interface Bundle {
  readonly code: string
  /** Where V8's compiled form of it may be kept. */
  readonly compiledPath: string
}

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const SOURCES = ['sdk', 'host/kernel', 'host/runner', 'host/limits.ts', 'package-lock.json']

const bundles = new Map<string, Promise<Bundle>>()

/** The runtime for scripts of a language. */
export function guestBundle(language: Language): Promise<Bundle> {
  const name = language === 'lua' ? 'lua' : 'js'
  let bundle = bundles.get(name)
  if (bundle === undefined) {
    bundle = loadOrBuild(name)
    bundles.set(name, bundle)
  }
  return bundle
}

async function loadOrBuild(name: 'lua' | 'js'): Promise<Bundle> {
  const path = cachePath(`guest-${name}-${sourcesHash()}.js`)
  const compiledPath = `${path}.v8-${process.versions.v8}`
  try {
    return { code: readFileSync(path, 'utf8'), compiledPath }
  } catch {
    const code = await build(name)
    writeAtomically(path, code)
    return { code, compiledPath }
  }
}

async function build(name: 'lua' | 'js'): Promise<string> {
  const { build: esbuild } = await import('esbuild')
  const { FENGARI_DEFINE, fengariPlugin } = await import('./bundle-fengari.ts')
  const { cataloguePlugin, lighten } = await import('./bundle-catalogue.ts')
  const result = await esbuild({
    entryPoints: [join(ROOT, `sdk/runtime/${name}.isolate.ts`)],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2024',
    legalComments: 'none',
    // Every isolate holds the text as well as what V8 makes of it.
    minify: true,
    define: name === 'lua' ? FENGARI_DEFINE : {},
    plugins: name === 'lua' ? [cataloguePlugin, fengariPlugin] : [cataloguePlugin],
    logLevel: 'silent',
  })
  return lighten(result.outputFiles[0]!.text)
}

/**
 * The runner's program as one file, with its watchdog beside it: it starts three times as fast as
 * from its sources. Where nothing can be kept beside the packages that it needs, the sources themselves.
 */
export async function runnerProgram(): Promise<string> {
  const folder = join(OWN_CACHE, `runner-${sourcesHash()}`)
  const program = join(folder, 'main.mjs')
  if (existsSync(program)) return program
  try {
    await buildRunner(folder)
    return program
  } catch {
    return join(ROOT, 'host/runner/main.ts')
  }
}

async function buildRunner(folder: string): Promise<void> {
  const { build: esbuild } = await import('esbuild')
  const { outputFiles } = await esbuild({
    entryPoints: ['main', 'watchdog'].map((name) => join(ROOT, `host/runner/${name}.ts`)),
    bundle: true,
    write: false,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    format: 'esm',
    platform: 'node',
    target: 'node24',
    external: ['isolated-vm'],
    legalComments: 'none',
    logLevel: 'silent',
  })
  mkdirSync(folder, { recursive: true })
  // The program last: where it is, its watchdog is.
  for (const { path, contents } of outputFiles.toReversed())
    writeFileSync(`${path}.${process.pid}`, contents)
  for (const { path } of outputFiles.toReversed()) renameSync(`${path}.${process.pid}`, path)
}

/** Also used for V8's compiled form; a cache that cannot be written is only slower. */
export function writeAtomically(path: string, content: string | Uint8Array): void {
  try {
    mkdirSync(dirname(path), { recursive: true })
    const temporary = `${path}.${process.pid}`
    writeFileSync(temporary, content)
    renameSync(temporary, path)
  } catch {
    return
  }
}

let knownHash: string | null = null

function sourcesHash(): string {
  knownHash ??= hashSources()
  return knownHash
}

function hashSources(): string {
  const hash = createHash('sha256')
  for (const source of SOURCES) {
    for (const file of filesUnder(join(ROOT, source))) hash.update(file).update(readFileSync(file))
  }
  return hash.digest('hex').slice(0, 16)
}

function filesUnder(path: string): string[] {
  if (/\.\w+$/.test(path)) return [path]
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}
