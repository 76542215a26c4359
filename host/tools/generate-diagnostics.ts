// Writes docs/diagnostics.md from the table of codes. `node host/tools/generate-diagnostics.ts`;
// with --check it writes nothing and exits 1 where the page on disk differs.
import { readFileSync, writeFileSync } from 'node:fs'
import type { CodeEntry } from '#host/validate/codes/entry.ts'
import { CODE_GROUPS } from '#host/validate/codes.ts'

const PAGE = new URL('../../docs/diagnostics.md', import.meta.url)

const INTRODUCTION = `# Diagnostics

What \`watchfire validate-script\` and the editor report. An **error** makes a script invalid; a **warning** does not. Each finding has a place (line and column from 1), a code from this page, a message and often a hint.

This page is generated from \`host/validate/codes/\` by \`node host/tools/generate-diagnostics.ts\`.
`

export function diagnosticsText(): string {
  const groups = CODE_GROUPS.map(({ title, codes }) => {
    const entries = Object.entries<CodeEntry>(codes).map(entryText)
    return `## ${title}\n\n${entries.join('\n')}`
  })
  return [INTRODUCTION, ...groups].join('\n')
}

function entryText([code, entry]: [string, CodeEntry]): string {
  const { language, wrong, right } = entry.example
  return `### ${code}

*${entry.severity}* — ${entry.meaning}

${entry.explanation}

\`\`\`${language}
${comment(language)} wrong
${wrong}
${comment(language)} right
${right}
\`\`\`
`
}

const comment = (language: CodeEntry['example']['language']): string =>
  language === 'lua' ? '--' : '//'

/** Whether the page on disk is missing or differs from the table. */
export function isStale(): boolean {
  try {
    return readFileSync(PAGE, 'utf8') !== diagnosticsText()
  } catch {
    return true
  }
}

function main(isCheck: boolean): void {
  if (!isStale()) return
  if (!isCheck) writeFileSync(PAGE, diagnosticsText())
  console.log(`${isCheck ? 'stale' : 'written'}: docs/diagnostics.md`)
  if (isCheck) process.exitCode = 1
}

if (import.meta.main) main(process.argv.includes('--check'))
