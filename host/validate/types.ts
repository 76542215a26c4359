// The type check of a JavaScript or TypeScript script, by TypeScript's own compiler as a child
// process. It reads the files and runs nothing of them.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ScriptSources } from '#host/catalog/sources.ts'
import { HostError } from '#host/errors.ts'
import type { DiagnosticList } from './diagnostic-list.ts'
import { jsCustomNames } from './js/custom-names.ts'
import { readJsScript } from './js/script.ts'
import { parseTypeFindings, type TypeFinding } from './type-findings.ts'

/** A script's check takes a tenth of this; a type that never ends is cut off. */
const CHECK_MS_MAX = 20_000
const OUTPUT_CHARS_MAX = 4 * 1024 * 1024

const API_TYPES = fileURLToPath(new URL('../../sdk/watchfire.d.ts', import.meta.url))

export async function checkTypes(sources: ScriptSources, list: DiagnosticList): Promise<void> {
  const output = await runCompiler(sources)
  const paths = new Set(sources.files.map(({ path }) => path))
  // What is wrong in files that the script does not run is no concern of its author.
  for (const finding of parseTypeFindings(output).filter(({ file }) => paths.has(file))) {
    addFinding(finding, sources.entry, list)
  }
}

/** "Cannot find name", in its several wordings. */
const UNKNOWN_NAMES = new Set([2304, 2552, 2580, 2581, 2582, 2583, 2584, 2585, 2591, 2592, 2593])
/** "… implicitly has type any": plain JavaScript has no other way to say it. */
const isImplicitAny = ({ number }: TypeFinding): boolean => number >= 7000 && number < 7100

function addFinding(finding: TypeFinding, entry: string, list: DiagnosticList): void {
  const { file, line, column, number, message } = finding
  const place = { ...(file === entry ? {} : { file }), line, column }
  const isPlain = file.endsWith('.js')
  const isUnknownName = UNKNOWN_NAMES.has(number)
  // Without types, the scope analysis has found every unknown name already.
  if (isPlain && (isImplicitAny(finding) || isUnknownName)) return
  if (list.covers(place)) return
  if (isUnknownName) {
    list.add({ severity: 'error', code: 'unknown-global', message, ...place })
  } else {
    // Without annotations the checker guesses: in JavaScript it advises.
    const severity = isPlain ? 'warning' : 'error'
    list.add({ severity, code: 'type', message: `${message} (TS${number})`, ...place })
  }
}

async function runCompiler(sources: ScriptSources): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'watchfire-types-'))
  try {
    const config = join(folder, 'tsconfig.json')
    const own = ownIndicators(sources)
    const types = join(folder, 'own-indicators.d.ts')
    if (own !== null) await writeFile(types, own)
    const files = [API_TYPES, ...(own === null ? [] : [types]), join(sources.root, sources.entry)]
    await writeFile(config, JSON.stringify(configFor(files)))
    return await run(compilerPath(), ['--project', config, '--pretty', 'false'], sources.root)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** `indicators.<name>` of what the script defines; its arguments are checked on trial. */
function ownIndicators(sources: ScriptSources): string | null {
  if (!sources.files.some(({ code }) => code.includes('defineIndicator'))) return null
  const { indicators } = jsCustomNames(readJsScript(sources))
  if (indicators.length === 0) return null
  const members = indicators.map(({ name, outputs }) => {
    const fields = outputs?.map((output) => `readonly ${output}: number`).join('; ')
    const value = outputs === null ? 'any' : outputs.length < 2 ? 'number' : `{ ${fields} }`
    return `    ${name}(...settings: (number | string | IndicatorOptions)[]): ${value}`
  })
  const body = `  interface Indicators {\n${members.join('\n')}\n  }`
  return `declare module 'watchfire' {\n${body}\n}\n`
}

function configFor(files: readonly string[]): object {
  return {
    compilerOptions: {
      strict: true,
      noEmit: true,
      target: 'es2024',
      lib: ['es2024'],
      types: [],
      module: 'esnext',
      moduleResolution: 'bundler',
      moduleDetection: 'force',
      allowImportingTsExtensions: true,
      allowJs: true,
      checkJs: true,
    },
    files,
  }
}

/** Without the JavaScript launcher, which would cost a start of Node. */
function compilerPath(): string {
  const name = `@typescript/typescript-${process.platform}-${process.arch}/package.json`
  const launcher = import.meta.resolve('typescript/package.json')
  const lib = join(dirname(fileURLToPath(import.meta.resolve(name, launcher))), 'lib')
  const path = join(lib, process.platform === 'win32' ? 'tsc.exe' : 'tsc')
  if (!existsSync(path)) {
    throw new HostError('unavailable', `the type checker is not installed: ${path}`, {
      hint: 'run `npm ci` again, with optional dependencies',
    })
  }
  return path
}

function run(path: string, args: readonly string[], cwd: string): Promise<string> {
  const options = { cwd, timeout: CHECK_MS_MAX, maxBuffer: OUTPUT_CHARS_MAX, env: {} }
  return new Promise((resolve, reject) => {
    execFile(path, args, options, (error, stdout) => {
      // 0: no findings; 1 and 2: findings. Anything else is a failure of the compiler.
      if (error === null || error.code === 1 || error.code === 2) resolve(stdout)
      else {
        const reason = error.killed === true ? 'it did not finish in time' : error.message
        const cause = { cause: error }
        reject(new HostError('unavailable', `the type checker failed: ${reason}`, cause))
      }
    })
  })
}
