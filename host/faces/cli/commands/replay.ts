// `watchfire replay`: a session again, as proof, or with another script.
import type { Command } from 'commander'
import { interruptible } from '../interrupt.ts'
import { createProgress } from '../progress.ts'

const EXAMPLES = `
SESSION is a folder of .watchfire/sessions, by name or path; default: the latest. Every script is asked
again, and every answer, order, fill and trade is held against the journal. Exit codes: 0 the same,
1 not, 2 bad usage.

With --script, that file stands for the session's script of the same name (or for its only one): what
would have been otherwise is printed, and the exit code is 0.

Examples:
  watchfire replay
  watchfire replay 2026-01-05T09-00-00.000Z
  watchfire replay --script edited/ema-cross.ts --json`

interface Options {
  readonly script?: string
  readonly config?: string
  readonly json?: boolean
}

export function register(program: Command): void {
  program
    .command('replay')
    .description('Play a session again from its journal: the same decisions, or what if.')
    .argument('[session]', 'a session; default: the latest')
    .option('--script <file>', 'another script, to see what it would have done')
    .option('--config <file>', 'configuration (default: watchfire.toml, where there is one)')
    .option('--json', 'as JSON')
    .addHelpText('after', EXAMPLES)
    .action((session: string | undefined, options: Options) =>
      interruptible((signal) => replay(session, options, signal)),
    )
}

async function replay(
  name: string | undefined,
  { config, script, json }: Options,
  signal: AbortSignal,
): Promise<void> {
  const [{ loadConfig }, { findSession }, { replaySession }, { replayText }] = await Promise.all([
    import('#host/config/load.ts'),
    import('#host/journal/sessions.ts'),
    import('#host/app/replay.ts'),
    import('../text/replay.ts'),
  ])
  const { sessions, limits, runners } = loadConfig(config)
  const progress = createProgress(process.stderr)
  const folder = findSession(sessions, name)
  const outcome = await replaySession(folder, {
    ...{ limits, runners, script, signal },
    onProgress: progress.show,
  })
  progress.clear()
  if (signal.aborted) return
  process.stdout.write(json ? `${JSON.stringify(outcome)}\n` : replayText(outcome))
  if (outcome.difference !== null) process.exitCode = 1
}
