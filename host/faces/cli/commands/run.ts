// `watchfire run`: a session of paper trading with its page, until it is over or Ctrl-C.
import { dirname, join } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import type { PaperSession } from '#host/engine/paper-session.ts'
import type { Access } from '../../http/access.ts'
import type { WaitingRoom } from '../../http/waiting-room.ts'
import * as read from '../arguments.ts'
import { followKeys } from '../status/keys.ts'
import { createStatus, type Status } from '../status.ts'

interface Options {
  readonly config?: string
  readonly port?: number
  readonly speed?: number | 'max'
  readonly once?: boolean
  readonly fresh?: boolean
  readonly host?: string
  readonly tlsCert?: string
  readonly tlsKey?: string
  readonly insecureListen?: boolean
}

const EXAMPLES = `
Examples:
  watchfire run
  watchfire run --speed 60        a minute of the recording per second
  watchfire run --speed max --once

Scripts that are saved, added or removed meanwhile take effect at once. Every session keeps a journal
in .watchfire/sessions. One that was stopped, or whose host died, is gone on with at the next start:
same positions, orders and context.`

export function register(program: Command): void {
  program
    .command('run')
    .description('Start the host: trade on paper, and show it in the browser.')
    .option('--config <file>', 'configuration (default: watchfire.toml, where there is one)')
    .option('--port <number>', 'port of the page on this machine; 0 takes any', portNumber)
    .option('--speed <factor>', 'market time per real time, or "max"', read.speed)
    .option('--host <address>', 'listen there instead of on this machine only (needs TLS)')
    .option('--tls-cert <file>', 'certificate for HTTPS, PEM')
    .option('--tls-key <file>', 'its private key, PEM')
    .option('--insecure-listen', 'let other machines in without TLS')
    .option('--once', 'exit at the end of the recording')
    .option('--fresh', 'begin a new session, even if the last one could be gone on with')
    .addHelpText('after', EXAMPLES)
    .action(run)
}

async function run(options: Options): Promise<void> {
  const [
    { loadConfig },
    { createExaminer },
    { openPaper },
    { listStrategies },
    { openAccess, TOKEN_FILE },
    { assertFree },
    { assertKnownVariables },
    { listening },
    { pageFiles },
    { serveHttp },
    { openWaitingRoom },
  ] = await Promise.all([
    import('#host/config/load.ts'),
    import('#host/app/examiner.ts'),
    import('#host/engine/paper.ts'),
    import('#host/engine/script-folder.ts'),
    import('../../http/access.ts'),
    import('../../http/bind.ts'),
    import('#host/config/environment.ts'),
    import('../../http/listen.ts'),
    import('../../http/page-files.ts'),
    import('../../http/server.ts'),
    import('../../http/waiting-room.ts'),
  ])
  const written = loadConfig(options.config)
  assertKnownVariables(process.env)
  const config = {
    ...written,
    port: options.port ?? written.port,
    data: { ...written.data, speed: options.speed ?? written.data.speed },
  }
  const { host, tlsCert, tlsKey, insecureListen: isInsecure } = options
  const { port, publicUrl } = config
  const listen = listening({ host, port, tlsCert, tlsKey, isInsecure, publicUrl })
  const status = createStatus(process.stdout, config)
  // Says now, not after the page was built, that there is no such folder.
  listStrategies(config.scripts)
  const files = await pageFiles(() => {
    process.stderr.write('Building the editor page; it is kept for the next start.\n')
  })
  const interrupt = Promise.withResolvers<void>()
  const leaving = new AbortController()
  const leave = () => {
    leaving.abort()
    interrupt.resolve()
  }
  const release = onInterrupt(leave)
  const { signal } = leaving
  const own = dirname(config.sessions)
  const { live } = config
  // Made once the sessions' folder is known to be there, and nobody else's.
  let access = null as Access | null
  let room = null as WaitingRoom | null
  const beforeOpening = async () => {
    access = openAccess(own)
    const { token, ticket } = access
    if (live === null) return assertFree(listen)
    room = await openWaitingRoom(listen, live.source)
    const { url } = room
    const [shown, logged] = [token, ticket].map((one) => `${url}/?token=${one}`)
    status.waiting({ venue: live.source, url: shown!, loggedUrl: logged! })
  }
  const onTrouble = (message: string) => {
    room?.tell(message)
    status.trouble(message)
  }
  const ports = {
    ...{ isFresh: options.fresh === true, signal, examiner: createExaminer(config.limits) },
    ...{
      beforeOpening,
      onEntry: status.entry,
      onStuck: status.stuck,
      onTrouble,
      onLog: status.levels,
    },
  }
  const session = await openPaper(config, ports).catch(async (error) => {
    release()
    await room?.close()
    // Whoever does not want to wait for a venue any more has no error.
    if (signal.aborted) return null
    throw error
  })
  if (session === null) return
  signal.addEventListener('abort', () => session.stop())
  if (signal.aborted) session.stop()
  try {
    const { scripts, limits, sessions } = config
    const places = { configured: config.data.path, sessions }
    await room?.close()
    const face = await serveHttp({
      session: {
        board: session.board,
        commands: { ...session.commands, stop: leave },
        config,
        fleet: session.fleet,
        bars: session.bars,
        history: session.history,
        seatOf: session.seatOf,
        audit: session.audit,
      },
      workshop: { scripts, versions: join(own, 'versions'), places, limits },
      access: access!,
      files,
      listen: { ...listen, port: room?.port ?? listen.port },
    })
    try {
      session.announce(face.url)
      // A log is read by others, and kept: the owner's token does not go there. Where the terminal
      // shows it, nothing that opens the page has to.
      const loggedUrl = process.stdout.isTTY ? face.url : face.passingAddress
      const { board, resumed, passedOver } = session
      const begun = { board, resumed, passedOver }
      const tokenFile = join(own, TOKEN_FILE)
      const letKeysGo = keysOf(session, status)
      const hasKeys = letKeysGo !== null
      status.open({ url: face.address, loggedUrl, tokenFile, ...begun, hasKeys })
      try {
        const outcome = await session.play()
        const staysOpen = outcome === 'finished' && options.once !== true
        if (outcome === 'finished') status.finished(staysOpen)
        if (staysOpen) await interrupt.promise
      } finally {
        letKeysGo?.()
      }
      status.close()
    } finally {
      await face.close()
    }
  } finally {
    await session.close()
    release()
  }
}

/** The kill switch under one key, where a terminal is at both ends. */
function keysOf({ commands, audit }: PaperSession, { trouble }: Status): (() => void) | null {
  if (!process.stdout.isTTY) return null
  const by = 'terminal'
  return followKeys(process.stdin, {
    async kill(flatten) {
      const why = flatten ? 'by key, with all positions' : 'by key'
      await commands.kill(why, flatten)
      audit({ by, what: 'killSession', detail: {} })
    },
    async unblock() {
      await commands.unblock()
      audit({ by, what: 'unblockSession', detail: {} })
    },
    onTrouble: trouble,
  })
}

/** The first signal asks to stop, the second does not ask; returns how to let go of them. */
function onInterrupt(stop: () => void): () => void {
  let isAsked = false
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  const onSignal = () => {
    if (isAsked) process.exit(130)
    isAsked = true
    stop()
  }
  for (const signal of signals) process.on(signal, onSignal)
  return () => {
    for (const signal of signals) process.removeListener(signal, onSignal)
  }
}

function portNumber(text: string): number {
  const port = Number(text)
  if (text !== '' && Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new InvalidArgumentError('Expected a port from 0 to 65535.')
}
