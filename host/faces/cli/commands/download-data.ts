// `watchfire download-data`: a venue's bars into the history store.
import type { Command } from 'commander'
import { isoTime } from '#host/data/series.ts'
import { DEFAULT_STORE } from '#host/data/store/place.ts'
import { HostError } from '#host/errors.ts'
import * as read from '../arguments.ts'
import { interruptible } from '../interrupt.ts'
import { createProgress } from '../progress.ts'

const EXAMPLES = `
Examples:
  watchfire download-data --source binance --symbol BTCUSDT --timeframe 1m --days 90
  watchfire download-data --source coinbase --symbol BTCUSD --timeframe 1h --from 2024-01-01
  watchfire backtest scripts/ema-cross.ts --data binance/BTCUSDT/1m --symbol BTCUSDT

Only what the store does not have is asked for: run it again to go on after an interruption, or to
bring the data up to date. It needs no account and no key.`

interface Options {
  readonly source?: string
  readonly symbol?: string
  readonly timeframe: string
  readonly days: number
  readonly from?: number
  readonly to?: number
  readonly store: string
}

export function register(program: Command): void {
  program
    .command('download-data')
    .description("Download a venue's bars into the history store.")
    .option('--source <venue>', 'binance, coinbase, okx, kraken, bybit, …')
    .option('--symbol <name>', 'what is traded: BTCUSDT, ETHUSD, …')
    .option('--timeframe <name>', 'length of a bar', read.timeframe, '1m')
    .option('--days <number>', 'how many days up to now, without --from', read.positiveNumber, 90)
    .option('--from <date>', 'first bar, by its open time (UTC)', read.instant)
    .option('--to <date>', 'where to stop; not included (default: now)', read.instant)
    .option('--store <folder>', 'where the history store is', DEFAULT_STORE)
    .addHelpText('after', EXAMPLES)
    .action((options: Options) => interruptible((signal) => download(options, signal)))
}

const DAY_MS = 86_400_000

async function download(options: Options, signal: AbortSignal): Promise<void> {
  const { source, symbol, timeframe, store, to = Date.now() } = options
  const { from = to - options.days * DAY_MS } = options
  if (source === undefined) throw missing('--source VENUE', 'such as --source binance')
  if (symbol === undefined) throw missing('--symbol NAME', 'such as --symbol BTCUSDT')
  if (from >= to) {
    throw new HostError('usage', `--from ${isoTime(from)} is not before --to ${isoTime(to)}`)
  }
  const [{ downloadBars }, { downloadText }] = await Promise.all([
    import('#host/app/data-download.ts'),
    import('../text/data-import.ts'),
  ])
  const progress = createProgress(process.stderr)
  const say = (message: string) => process.stderr.write(`${message}\n`)
  const ports = {
    signal,
    onTrouble: say,
    onWait: () => say('waiting for another program to finish writing here …'),
    onProgress: progress.show,
  }
  // A stand-in for the venue.
  const restUrl = process.env.WATCHFIRE_REST_URL
  const request = { store, source, symbol, timeframe, from, to, restUrl }
  const result = await downloadBars(request, ports).finally(progress.clear)
  process.stdout.write(downloadText(result))
}

function missing(what: string, hint: string): HostError {
  return new HostError('usage', `${what} is missing`, { hint })
}
