// JavaScript (or type-stripped TypeScript) → acorn's syntax tree of an ES module.
import { type Program, parse } from 'acorn'
import type { SyntaxFailure } from './syntax-failure.ts'

export function parseJs(code: string): Program | SyntaxFailure {
  try {
    return parse(code, {
      ecmaVersion: 2024,
      sourceType: 'module',
      allowHashBang: true,
      locations: true,
      ranges: true,
    })
  } catch (error) {
    const failure = error as { message: string; loc?: { line: number; column: number } }
    if (failure.loc === undefined) {
      return { message: 'the source is nested too deeply to be parsed', line: 1, column: 1 }
    }
    const message = failure.message.replace(/ \(\d+:\d+\)$/, '')
    return { message, line: failure.loc.line, column: failure.loc.column + 1 }
  }
}
