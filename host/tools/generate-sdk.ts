// Writes what is generated from sdk/api: the types of the editors, the reference of the
// script API and that of the indicators. `node host/tools/generate-sdk.ts`; with --check it writes nothing and exits 1 where the
// files on disk differ.
import { readFileSync, writeFileSync } from 'node:fs'
import { indicatorsText } from './sdk-text/indicators-page.ts'
import { luaText } from './sdk-text/lua.ts'
import { referenceText } from './sdk-text/reference.ts'
import { typescriptText } from './sdk-text/typescript.ts'

const ROOT = new URL('../../', import.meta.url)

const FILES: Readonly<Record<string, () => string>> = {
  'sdk/watchfire.d.ts': typescriptText,
  'sdk/watchfire.lua': luaText,
  'docs/script-api.md': referenceText,
  'docs/indicators.md': indicatorsText,
}

/** The generated files that are missing or differ from what the description says. */
export function staleFiles(): string[] {
  return Object.keys(FILES).filter((path) => read(path) !== FILES[path]!())
}

function read(path: string): string | null {
  try {
    return readFileSync(new URL(path, ROOT), 'utf8')
  } catch {
    return null
  }
}

function main(isCheck: boolean): void {
  const stale = staleFiles()
  if (!isCheck) for (const path of stale) writeFileSync(new URL(path, ROOT), FILES[path]!())
  for (const path of stale) console.log(`${isCheck ? 'stale' : 'written'}: ${path}`)
  if (isCheck && stale.length > 0) process.exitCode = 1
}

if (import.meta.main) main(process.argv.includes('--check'))
