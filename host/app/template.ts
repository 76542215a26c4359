// The script that `watchfire new` and the editor begin with: a complete strategy to change.
import { readFileSync } from 'node:fs'
import type { Language } from '#sdk/domain.ts'

/** `path` is what the template's own comments call the file. */
export function templateSource(name: string, language: Language, path: string): string {
  const template = new URL(`../../sdk/templates/strategy.${language}`, import.meta.url)
  return readFileSync(template, 'utf8')
    .replaceAll(`scripts/__NAME__.${language}`, path)
    .replaceAll('__NAME__', name)
}
