// Commands to a running host: looking at it, and acting on it.
import { type Command, Option } from 'commander'
import type { Snapshot } from '#host/engine/delta.ts'
import { HostError } from '#host/errors.ts'
import type { Playback } from '../../http/shapes/board.ts'
import type { ScriptVersion } from '../../http/shapes/scripts.ts'
import * as read from '../arguments.ts'
import { findClient, type HostClient } from '../host-client.ts'

interface Options {
  readonly config?: string
  readonly json?: boolean
  readonly flatten?: boolean
  readonly why?: string
  readonly to?: string
  readonly pause?: boolean
  readonly resume?: boolean
  readonly speed?: number | 'max'
  readonly until?: number
}

interface Control {
  readonly description: string
  readonly argument?: readonly [name: string, description: string]
  readonly options?: readonly Option[]
  readonly run: (host: HostClient, name: string, options: Options) => Promise<string>
}

const JSON_OPTION = new Option('--json', 'as JSON')
const slot = (key: string) => `/slots/${encodeURIComponent(key)}`
const SLOT = ['slot', 'its key, such as ema-cross.ts/BTCUSDT'] as const
const FILE = ['script', 'its file, such as ema-cross.ts'] as const
const SHADOW = [
  'strategy',
  'the strategy or one of its slots, such as ema-cross.ts~shadow/BTCUSDT',
] as const
const WHY = new Option('--why <text>', 'for the journal').default('by hand')

const CONTROLS: Readonly<Record<string, Control>> = {
  status: look('How the running session is doing.', 'statusText'),
  slots: look('List the slots of the running session.', 'slotsText'),
  positions: look('List open positions.', 'positionsText'),
  orders: look('List what became of orders lately.', 'ordersText'),
  trades: look('List trades that have ended lately.', 'tradesText'),
  kill: {
    description: 'The kill switch: cancel every entry order and let no other in.',
    options: [new Option('--flatten', 'also close every position at the next price'), WHY],
    run: async (host, _, { flatten = false, why }) => {
      await host.post('/kill', { flatten, why })
      return 'entries are blocked until `watchfire unblock`\n'
    },
  },
  unblock: {
    description: 'Let entries in again after the kill switch.',
    run: (host) => told(host.post('/unblock'), 'entries are let in again'),
  },
  pause: {
    description: "Refuse a slot's entries; its position is managed as before.",
    argument: SLOT,
    run: (host, key) => told(host.post(`${slot(key)}/pause`), `${key} is paused`),
  },
  unpause: {
    description: "Let a slot's entries in again.",
    argument: SLOT,
    run: (host, key) => told(host.post(`${slot(key)}/unpause`), `${key} may enter again`),
  },
  flatten: {
    description: 'Close what a slot holds at the next price, and cancel its entry order.',
    argument: SLOT,
    run: (host, key) =>
      told(
        host.post(`${slot(key)}/flatten`),
        `${key} is closed at the next price; its script goes on: \`watchfire pause\` keeps it out`,
      ),
  },
  release: {
    description: 'Take a slot out of quarantine.',
    argument: SLOT,
    run: (host, key) => told(host.post(`${slot(key)}/release`), `${key} is asked again`),
  },
  rollback: {
    description:
      'Run the version of a script that ran before, the file staying as it is; or put any earlier text in its place.',
    argument: FILE,
    options: [WHY, new Option('--to <version>', 'which text, as `watchfire versions` names it')],
    run: (host, file, { why, to }) =>
      to !== undefined
        ? putBack(host, file, to)
        : told(
            host.post(`/running/${encodeURIComponent(file)}/rollback`, { why }),
            `the version of ${file} before this one runs; the file stays as it is`,
          ),
  },
  versions: {
    description: 'List the texts that a script has had here.',
    argument: FILE,
    options: [JSON_OPTION],
    run: async (host, file, { json }) => {
      const [{ versionsText }, versions] = await Promise.all([
        import('../text/versions.ts'),
        host.get<readonly ScriptVersion[]>(versionsOf(file)),
      ])
      return json ? `${JSON.stringify(versions, null, 2)}\n` : versionsText(versions)
    },
  },
  reload: {
    description:
      'Read a script as if it had been saved, such as on a folder that tells no changes.',
    argument: FILE,
    run: (host, file) =>
      told(
        host.post(`/running/${encodeURIComponent(file)}/reload`),
        `${file} is read; \`watchfire status\` tells of what is refused`,
      ),
  },
  promote: {
    description: "Let a shadow's version drive the live slots; its virtual positions go.",
    argument: SHADOW,
    run: async (host, name) => {
      const path = `/shadows/${encodeURIComponent(name)}/promote`
      const { notes } = await host.post<{ readonly notes: readonly string[] }>(path)
      const done = `${name} trades on the account of the session from now on`
      return `${[done, ...notes].join('\n')}\n`
    },
  },
  drop: {
    description: 'End a shadow; the live version runs on.',
    argument: SHADOW,
    run: (host, name) =>
      told(host.post(`/shadows/${encodeURIComponent(name)}/drop`), `the shadow ${name} is gone`),
  },
  playback: {
    description: 'Pause the recording that the host plays, go on, at another speed, or to a time.',
    options: [
      new Option('--pause', 'stand still after the instant at hand').conflicts('resume'),
      new Option('--resume', 'go on'),
      new Option('--speed <factor>', 'market time per real time, or "max"').argParser(read.speed),
      new Option('--until <time>', 'play at full speed until then (UTC)').argParser(read.instant),
    ],
    run: async (host, _, { pause, resume, speed, until }) => {
      const isPaused = pause === true ? true : resume === true ? false : undefined
      const isAsked = isPaused === undefined && speed === undefined && until === undefined
      if (!isAsked) await host.post('/playback', { isPaused, speed, until })
      const [{ playbackText }, state] = await Promise.all([
        import('../text/session.ts'),
        host.get<Playback>('/playback'),
      ])
      return `${playbackText(state)}\n`
    },
  },
  stop: {
    description: 'End the running host in order; the session can be gone on with.',
    run: (host) => told(host.post('/stop'), 'the host is stopping'),
  },
}

export function register(program: Command, name: string): void {
  const { description, argument, options = [], run } = CONTROLS[name]!
  const command = program.command(name).description(description)
  if (argument !== undefined) command.argument(`<${argument[0]}>`, argument[1])
  for (const option of options) command.addOption(option)
  command.option('--config <file>', 'configuration of the host (default: watchfire.toml)')
  command.action(async (...given: unknown[]) => {
    const [first, second] = given
    const [named, chosen] = argument === undefined ? ['', first] : [first, second]
    const host = await findClient((chosen as Options).config)
    process.stdout.write(await run(host, named as string, chosen as Options))
  })
}

type TextName = 'statusText' | 'slotsText' | 'positionsText' | 'ordersText' | 'tradesText'

function look(description: string, text: TextName): Control {
  return {
    description,
    options: [JSON_OPTION],
    run: async (host, _, { json }) => {
      const [texts, board] = await Promise.all([
        import('../text/session.ts'),
        host.get<Snapshot>('/state'),
      ])
      return json ? texts.sessionJson(text, board) : texts[text](board)
    },
  }
}

const versionsOf = (file: string) => `/scripts/${encodeURIComponent(file)}/versions`

/** The file gets the text back that begins with these characters of its hash. */
async function putBack(host: HostClient, file: string, to: string): Promise<string> {
  const versions = await host.get<readonly ScriptVersion[]>(versionsOf(file))
  const meant = new Set(versions.map(({ sha256 }) => sha256).filter((one) => one.startsWith(to)))
  const [sha256] = meant
  if (sha256 === undefined || meant.size > 1) {
    const what = sha256 === undefined ? 'no version' : `${meant.size} versions`
    throw new HostError('not-found', `${what} of ${file} begins with "${to}"`, {
      hint: `\`watchfire versions ${file}\` lists them`,
    })
  }
  await host.post(`/scripts/${encodeURIComponent(file)}/rollback`, { sha256 })
  const { shortName } = await import('../text/versions.ts')
  return `${file} has its text ${shortName(sha256)} again, and runs it once it is checked\n`
}

async function told(task: Promise<unknown>, text: string): Promise<string> {
  await task
  return `${text}\n`
}
