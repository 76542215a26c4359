// `watchfire why`: what a slot was asked and answered at a moment, and what came of it.
import { type Command, InvalidArgumentError } from 'commander'
import { interruptible } from '../interrupt.ts'
import { createProgress } from '../progress.ts'

const EXAMPLES = `
The session's journal is played again up to that time, with the scripts' answers as they were. Times
are UTC. A running host can be asked too.

Examples:
  watchfire why ema-cross.ts/BTCUSDT
  watchfire why ema-cross.ts/BTCUSDT --at 2025-05-06T12:15 --last 3
  watchfire why ema-cross.ts/BTCUSDT --session 2026-01-05T09-00-00.000Z --json`

interface Options {
  readonly at?: number
  readonly last: number
  readonly session?: string
  readonly config?: string
  readonly json?: boolean
}

export function register(program: Command): void {
  program
    .command('why')
    .description('Why a slot did, or did not, trade at a moment.')
    .argument('<slot>', 'its key, such as ema-cross.ts/BTCUSDT')
    .option('--at <time>', 'market time (default: now)', moment)
    .option('--last <n>', 'so many instants of the slot up to then', wholeNumber, 1)
    .option('--session <name>', 'a session (default: the latest)')
    .option('--config <file>', 'configuration (default: watchfire.toml, where there is one)')
    .option('--json', 'as JSON')
    .addHelpText('after', EXAMPLES)
    .action((slot: string, options: Options) =>
      interruptible((signal) => why(slot, options, signal)),
    )
}

async function why(slot: string, options: Options, signal: AbortSignal): Promise<void> {
  const [{ loadConfig }, { findSession }, { explainSlot }, { whyText }] = await Promise.all([
    import('#host/config/load.ts'),
    import('#host/journal/sessions.ts'),
    import('#host/app/why.ts'),
    import('../text/why.ts'),
  ])
  const { sessions, limits } = loadConfig(options.config)
  const progress = createProgress(process.stderr)
  const moments = await explainSlot(findSession(sessions, options.session), {
    ...{ slot, at: options.at ?? null, count: options.last, limits, signal },
    onProgress: progress.show,
  })
  progress.clear()
  if (signal.aborted) return
  process.stdout.write(options.json ? `${JSON.stringify(moments)}\n` : whyText(slot, moments))
}

/** A time without an offset is UTC. */
function moment(text: string): number {
  const hasOffset = !text.includes(':') || /(Z|[+-]\d\d:?\d\d)$/i.test(text)
  const ms = Date.parse(hasOffset ? text : `${text}Z`)
  if (!Number.isNaN(ms)) return ms
  throw new InvalidArgumentError('Expected a time such as 2025-05-06T12:15 (UTC).')
}

function wholeNumber(text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && number > 0) return number
  throw new InvalidArgumentError('Expected a whole number above 0.')
}
