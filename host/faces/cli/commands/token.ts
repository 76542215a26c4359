// `watchfire token`: a signed token for a program or a person, with a role and an end.
import { dirname } from 'node:path'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { ROLES, type Role } from '../../http/roles.ts'

interface Options {
  readonly role: Role
  readonly days: number
  readonly name: string
  readonly config?: string
  readonly revoke?: string
}

const EXAMPLES = `
Examples:
  watchfire token --role viewer --days 30 --name grafana
  watchfire token --revoke grafana
  curl -H "Authorization: Bearer $(watchfire token)" http://localhost:7070/api/v1/slots

A viewer looks, an author writes scripts and tries them, an operator also acts on the session. Who
revokes a name ends all tokens that it has, at once; new ones may be made. Who removes the file
.watchfire/secret ends every token; the host must be started anew.`

const DAYS_MAX = 3650

export function register(program: Command): void {
  program
    .command('token')
    .description('Print a token for the API.')
    .addOption(new Option('--role <role>', 'what it allows').choices(ROLES).default('viewer'))
    .option('--days <number>', 'how long it holds', days, 30)
    .option('--name <name>', 'who it is for; the journal names them', name, 'token')
    .option('--revoke <name>', 'end every token of that name instead', name)
    .option('--config <file>', 'configuration of the host that it is for')
    .addHelpText('after', EXAMPLES)
    .action(run)
}

async function run({ config, revoke: revoked, ...grant }: Options): Promise<void> {
  const [{ loadConfig }, { openAccess }, { revoke }] = await Promise.all([
    import('#host/config/load.ts'),
    import('../../http/access.ts'),
    import('../../http/revoked-file.ts'),
  ])
  const { sessions } = loadConfig(config)
  if (revoked !== undefined) {
    revoke(dirname(sessions), revoked)
    process.stdout.write(`the tokens of ${revoked} have ended\n`)
    return
  }
  process.stdout.write(`${await openAccess(dirname(sessions)).sign(grant)}\n`)
}

function days(text: string): number {
  const given = Number(text)
  if (given > 0 && given <= DAYS_MAX) return given
  throw new InvalidArgumentError(`Expected a number of days from above 0 to ${DAYS_MAX}.`)
}

function name(text: string): string {
  if (/^[\w.@-]{1,60}$/.test(text) && text !== 'owner') return text
  throw new InvalidArgumentError('Expected up to 60 letters, digits, _, ., @ or -.')
}
