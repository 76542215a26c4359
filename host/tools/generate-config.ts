// Writes docs/configuration.md from the schema of watchfire.toml and the comments of the one that is
// shipped. `node host/tools/generate-config.ts`; with --check it writes nothing and exits 1 where the
// page on disk differs.
import { readFileSync, writeFileSync } from 'node:fs'
import { describeKeys, describeStrategyKeys, type KeyRow } from '#host/config/describe.ts'
import { variableOf } from '#host/config/environment.ts'

const PAGE = new URL('../../docs/configuration.md', import.meta.url)
const SHIPPED = new URL('../../watchfire.toml', import.meta.url)

const INTRODUCTION = `# Configuration

\`watchfire run\` reads \`watchfire.toml\` of the working folder, or the file that \`--config\` names. Every
key may be left out. Paths are relative to the file. \`watchfire config check\` says whether it is sound, also
for the recording and the scripts that it names, \`watchfire config show\` what it comes to and who says so.

The environment goes before the file: \`${variableOf(['data', 'speed'])}=60\` stands for \`speed\` of \`[data]\`,
\`${variableOf(['seed'])}=7\` for \`seed\`. Values are written as in TOML; quotes around text may be left out.
Variables may also stand in a file \`.env\` beside \`watchfire.toml\`; those of the environment go first. One
that begins with \`WATCHFIRE_\` and names no key is refused, by \`run\` as by \`config check\`.

While a host runs it follows the file: \`[broker]\`, \`[risk]\`, \`[policy]\`, \`[attach]\`, \`[[strategies]]\` and \`level\` and
\`levels\` of \`[log]\` take effect at once, between two instants of the market, and so do the
\`symbols\` of a live market; of any other key that changed the host says that it takes
effect at the next start. A file that is not sound changes nothing, and the host says why.

This page is generated from the schema by \`node host/tools/generate-config.ts\`.
`

const STRATEGIES = `## [[strategies]]

A strategy is a script with symbols and params of its own; one script may be several of them. Scripts that no
strategy names go where \`dropped\` of \`[attach]\` says. Slots are called \`name/SYMBOL\`.

`

export function configText(): string {
  const meanings = meaningsIn(readFileSync(SHIPPED, 'utf8'))
  const rows = describeKeys().filter(({ key }) => key !== 'strategies')
  const tableOf = (key: string) => (key.includes('.') ? key.split('.')[0]! : '')
  const tables = [...Map.groupBy(rows, ({ key }) => tableOf(key))].map(([table, own]) =>
    section(table === '' ? '## Before the first table' : `## [${table}]`, own, meanings),
  )
  const strategies = describeStrategyKeys().map((row) => ({ ...row, key: `strategies.${row.key}` }))
  return [INTRODUCTION, ...tables, STRATEGIES + section('', strategies, meanings)].join('\n')
}

function section(
  title: string,
  rows: readonly KeyRow[],
  meanings: ReadonlyMap<string, string>,
): string {
  const lines = rows.map(({ key, allowed, fallback }) => {
    const value = fallback === null ? '' : `\`${JSON.stringify(fallback)}\``
    const name = key.split('.').at(-1)!
    return `| \`${name}\` | ${value} | ${allowed} | ${meanings.get(key) ?? ''} |`
  })
  const head = ['| key | default | allowed | meaning |', '| --- | --- | --- | --- |']
  return [...(title === '' ? [] : [title, '']), ...head, ...lines, ''].join('\n')
}

/** The comment behind each key, commented-out keys included. */
function meaningsIn(toml: string): Map<string, string> {
  const meanings = new Map<string, string>()
  let table = ''
  for (const line of toml.split('\n')) {
    table = /^(?:# )?\[+(\w+)\]/.exec(line)?.[1] ?? table
    const [, key, comment] = /^(?:# )?(\w+) = .*?\s# (.+)$/.exec(line) ?? []
    if (key !== undefined) meanings.set(table === '' ? key : `${table}.${key}`, comment!)
  }
  return meanings
}

/** Whether the page on disk is missing or differs from the schema. */
export function isStale(): boolean {
  try {
    return readFileSync(PAGE, 'utf8') !== configText()
  } catch {
    return true
  }
}

function main(isCheck: boolean): void {
  if (!isStale()) return
  if (!isCheck) writeFileSync(PAGE, configText())
  console.log(`${isCheck ? 'stale' : 'written'}: docs/configuration.md`)
  if (isCheck) process.exitCode = 1
}

if (import.meta.main) main(process.argv.includes('--check'))
