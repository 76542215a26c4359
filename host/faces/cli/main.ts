// The command line: picks the command, and turns whatever goes wrong into a message and an exit code
// (1 for errors, 2 for bad usage).
import { Command, CommanderError } from 'commander'
import { formatError, HostError } from '#host/errors.ts'
import packageJson from '../../../package.json' with { type: 'json' }
import { COMMANDS, loadCommand } from './commands.ts'
import { paint } from './terminal.ts'

const EXAMPLES = `
Examples:
  watchfire new my-idea --lang lua
  watchfire validate-script scripts/my-idea.lua
  watchfire backtest scripts/my-idea.lua --data bundled --symbol BTCUSDT
  watchfire run

watchfire <command> --help tells more. From a checkout: npx watchfire …`

export async function main(argv: readonly string[]): Promise<void> {
  // Whoever read our output may have left (… | head): that is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit(0)
  })
  try {
    const program = await createProgram(argv)
    await program.parseAsync(argv, { from: 'user' })
  } catch (error) {
    process.exitCode = tell(error)
  }
}

async function createProgram(argv: readonly string[]): Promise<Command> {
  const program = new Command('watchfire')
    .description(
      'A self-hosted host for trading strategy scripts in Lua, JavaScript and TypeScript.',
    )
    .version(packageJson.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .addHelpText('after', EXAMPLES)
    .configureHelp({ helpWidth: Math.min(process.stdout.columns ?? 100, 100) })
    .showHelpAfterError('(--help lists what there is)')
    .exitOverride()
  // Only the command that is called is loaded; of the others the list needs one line.
  const words = argv.filter((word) => !word.startsWith('-'))
  const called = words[0] === 'help' ? words[1] : words[0]
  for (const { name, summary } of COMMANDS) {
    if (name === called) await loadCommand(name, program)
    else program.command(name).description(summary)
  }
  if (called === undefined) program.action(() => program.help({ error: argv.length === 0 }))
  return program
}

/** Prints what went wrong; returns the exit code. */
function tell(error: unknown): number {
  // Commander has printed its own message already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  const isExpected = error instanceof HostError
  const text = isExpected ? formatError(error) : ((error as Error).stack ?? String(error))
  process.stderr.write(`${paint('red', 'error:', process.stderr)} ${text}\n`)
  return isExpected ? error.exitCode : 1
}
