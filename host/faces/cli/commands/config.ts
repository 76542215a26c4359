// `watchfire config`: whether the configuration is sound, and what it comes to.
import type { Command } from 'commander'
import { alignTable } from '../text/table.ts'

const EXAMPLES = `
Keys come from watchfire.toml; a variable such as WATCHFIRE_DATA_SPEED=60 (of the environment, or of
.env beside the file) goes before it. docs/configuration.md lists all keys.

Examples:
  watchfire config check
  watchfire config show
  WATCHFIRE_ACCOUNT_CASH=5000 watchfire config show --json`

interface Options {
  readonly config?: string
  readonly json?: boolean
}

export function register(program: Command): void {
  const config = program
    .command('config')
    .description('Check and show the configuration.')
    .helpCommand(false)
    .addHelpText('after', EXAMPLES)
  const command = (name: string, description: string) =>
    config
      .command(name)
      .description(description)
      .option('--config <file>', 'configuration (default: watchfire.toml, where there is one)')
  command('check', 'Say whether it is sound; exit code 1 where it is not.').action(check)
  command('show', 'Print every key, its value, and who says so.')
    .option('--json', 'as JSON')
    .action(show)
}

async function check(options: Options): Promise<void> {
  const { describeConfig } = await import('#host/config/describe.ts')
  const { loadConfig } = await import('#host/config/load.ts')
  const { checkConfig } = await import('#host/app/check-config.ts')
  const config = loadConfig(options.config)
  await checkConfig(config)
  const { file } = config
  const said = describeConfig(options.config).filter(({ origin }) => origin !== 'default')
  const count = said.length === 1 ? '1 key' : `${said.length} keys`
  const where = file === null ? 'there is no watchfire.toml here; ' : ''
  process.stdout.write(
    `${where}the configuration is sound: ${count} set, the others at their defaults\n`,
  )
}

async function show({ config, json }: Options): Promise<void> {
  const { describeConfig } = await import('#host/config/describe.ts')
  const rows = describeConfig(config)
  if (json) {
    process.stdout.write(`${JSON.stringify(rows)}\n`)
    return
  }
  const lines = rows.map(({ key, value, origin }) => [
    key,
    value === null ? '–' : JSON.stringify(value),
    origin === 'default' ? '' : origin,
  ])
  process.stdout.write(`${alignTable(lines, 'lll').join('\n')}\n`)
}
