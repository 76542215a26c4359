// `watchfire journal`: what a session has kept.

import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { type Command, InvalidArgumentError } from 'commander'
import { HostError } from '#host/errors.ts'
import type { NumberedEntry } from '#host/journal/entry.ts'
import { createProgress } from '../progress.ts'
import { paint } from '../terminal.ts'

const EXAMPLES = `
Examples:
  watchfire journal list
  watchfire journal show --slot ema-cross.ts/BTCUSDT --last 20
  watchfire journal verify
  watchfire journal export --to session.jsonl

watchfire journal <command> --help tells more. docs/journal.md explains the entries.`

export function register(program: Command): void {
  const journal = program
    .command('journal')
    .description('Show, verify and export the journals of sessions.')
    .helpCommand(false)
    .addHelpText('after', EXAMPLES)
  const command = (name: string, description: string) =>
    journal
      .command(name)
      .description(description)
      .option('--config <file>', 'configuration (default: watchfire.toml, where there is one)')
  command('list', 'List the sessions, the oldest first.').option('--json', 'as JSON').action(list)
  command('show', 'Print entries of a session in a line each.')
    .argument('[session]', 'a session; default: the latest')
    .option('--slot <key>', 'of one slot, such as ema-cross.ts/BTCUSDT')
    .option('--type <type>', 'of one type, such as fact')
    .option('--last <n>', 'so many, the latest', wholeNumber, 50)
    .option('--json', 'as JSON, one entry a line')
    .action(show)
  command('verify', 'Check the chain of hashes; exit code 1 where an entry was changed.')
    .argument('[session]', 'a session; default: the latest')
    .action(verify)
  command('export', 'Write all entries as JSON, one a line.')
    .argument('[session]', 'a session; default: the latest')
    .option('--to <file>', 'instead of standard output')
    .action(exportEntries)
}

interface Options {
  readonly config?: string
  readonly json?: boolean
}

async function list({ config, json }: Options): Promise<void> {
  const [{ listed }, { sessionsText }] = await Promise.all([
    sessionsOf(config),
    import('../text/journal.ts'),
  ])
  const rows = listed()
  process.stdout.write(json ? `${JSON.stringify(rows)}\n` : sessionsText(rows))
}

async function show(
  session: string | undefined,
  options: Options & { readonly slot?: string; readonly type?: string; readonly last: number },
): Promise<void> {
  const [{ open }, { entryText }] = await Promise.all([
    sessionsOf(options.config),
    import('../text/journal.ts'),
  ])
  const { slot, type, last, json } = options
  if (type !== undefined) await checkType(type)
  const kept: NumberedEntry[] = []
  const slots = new Set<string>()
  for (const entry of open(session).entries()) {
    if (slot !== undefined && 'slot' in entry && entry.slot !== null) slots.add(entry.slot)
    const isOther = slot !== undefined && (!('slot' in entry) || entry.slot !== slot)
    if (isOther || (type !== undefined && entry.type !== type)) continue
    kept.push(entry)
    if (kept.length > last) kept.shift()
  }
  if (slot !== undefined && !slots.has(slot)) throw await noSuchSlot(slot, [...slots])
  for (const entry of kept) {
    process.stdout.write(`${json ? JSON.stringify(entry) : entryText(entry)}\n`)
  }
}

async function noSuchSlot(slot: string, slots: readonly string[]): Promise<HostError> {
  const { didYouMean } = await import('#sdk/did-you-mean.ts')
  const nearest = didYouMean(slot, slots)
  const meant = nearest === null ? '' : `did you mean "${nearest}"? `
  return new HostError('not-found', `--slot ${slot}: the session has no entry of it`, {
    hint: slots.length === 0 ? 'it has no slot' : `${meant}it has ${slots.join(', ')}`,
  })
}

async function checkType(type: string): Promise<void> {
  const [{ ENTRY_TYPES }, { didYouMean }] = await Promise.all([
    import('#host/journal/entry-types.ts'),
    import('#sdk/did-you-mean.ts'),
  ])
  if (ENTRY_TYPES.includes(type)) return
  const nearest = didYouMean(type, ENTRY_TYPES)
  const meant = nearest === null ? '' : `did you mean "${nearest}"? `
  throw new HostError('usage', `--type ${type}: there are no such entries`, {
    hint: `${meant}there are ${ENTRY_TYPES.join(', ')}`,
  })
}

async function verify(session: string | undefined, { config }: Options): Promise<void> {
  const { open } = await sessionsOf(config)
  const reader = open(session)
  const progress = createProgress(process.stderr)
  const total = reader.length
  const { broken, checked, dropped } = reader.check({
    onProgress: (seq) => progress.show(seq, total),
  })
  progress.clear()
  if (broken === null) {
    const more = dropped === 0 ? '' : `; ${dropped} details were dropped (details_days)`
    process.stdout.write(`${reader.path}: ${checked} entries, each as it was written${more}\n`)
    return
  }
  const text = `entry ${broken} is not what was written there, or is missing`
  process.stdout.write(`${paint('red', 'broken', process.stdout)} ${reader.path}: ${text}\n`)
  process.exitCode = 1
}

async function exportEntries(
  session: string | undefined,
  { config, to }: Options & { readonly to?: string },
): Promise<void> {
  const { open } = await sessionsOf(config)
  const out = to === undefined ? process.stdout : createWriteStream(to, { flags: 'wx' })
  const failed = once(out, 'error').then(([cause]) => {
    throw new HostError('unwritable', `cannot write there: ${(cause as Error).message}`, {
      file: to,
      hint: 'name a file that is not there yet, in a folder that is',
      cause,
    })
  })
  const write = async () => {
    for (const entry of open(session).entries()) {
      if (!out.write(`${JSON.stringify(entry)}\n`)) await once(out, 'drain')
    }
    if (out !== process.stdout) {
      out.end()
      await once(out, 'finish')
    }
  }
  await Promise.race([write(), failed])
}

async function sessionsOf(config: string | undefined) {
  const [{ loadConfig }, { findSession }, { openReader }, { listJournals }] = await Promise.all([
    import('#host/config/load.ts'),
    import('#host/journal/sessions.ts'),
    import('#host/journal/sqlite-reader.ts'),
    import('#host/app/journals.ts'),
  ])
  const { sessions } = loadConfig(config)
  return {
    open: (name: string | undefined) => openReader(findSession(sessions, name)),
    listed: () => listJournals(sessions),
  }
}

function wholeNumber(text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && number > 0) return number
  throw new InvalidArgumentError('Expected a whole number above 0.')
}
