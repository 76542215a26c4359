// `watchfire backtest`: options to request, report to terminal, file or pipe.
import { once } from 'node:events'
import { type Command, Option } from 'commander'
import type { BacktestRequest, Logs } from '#host/app/backtest.ts'
import type { RunReport } from '#host/app/report.ts'
import { CALENDAR_IDS, type CalendarId } from '#host/calendar/market-calendar.ts'
import { isoTime } from '#host/data/series.ts'
import { HostError } from '#host/errors.ts'
import * as read from '../arguments.ts'
import { interruptible } from '../interrupt.ts'
import { createProgress } from '../progress.ts'
import { paint, widthOf } from '../terminal.ts'

interface Options {
  readonly data?: readonly string[]
  readonly symbol?: readonly string[]
  readonly timeframe?: string
  readonly from?: number
  readonly to?: number
  readonly params?: Readonly<Record<string, string>>
  readonly calendar?: CalendarId
  readonly cash: number
  readonly leverage: number
  readonly commissionBps: number
  readonly makerBps?: number
  readonly takerBps?: number
  readonly slippageBps: number
  readonly spreadBps: number
  readonly impact: number
  readonly latencyMs: number
  readonly participation?: number
  readonly fillAt: 'next_open' | 'close'
  readonly seed: number
  readonly lotStep?: number
  readonly tickSize?: number
  readonly periodsPerYear?: number
  readonly keepGoing?: boolean
  readonly portfolio?: boolean
  readonly json?: string
  readonly trades?: number
  readonly logs: number
}

const EXAMPLES = `
Examples:
  watchfire backtest scripts/ema.lua --data bundled --symbol BTCUSDT
  watchfire backtest scripts/ema.ts --data bars.parquet --symbol BTCUSDT --from 2025-01-01 \\
    --commission-bps 5 --slippage-bps 1 --params fast=9,slow=21 --json result.json
  watchfire backtest a.lua b.js --data bundled --symbol BTCUSDT --symbol ETHUSDT --portfolio
  watchfire backtest scripts/ema.lua --data bundled --symbol BTCUSDT --json - | jq .summary

Exit codes: 0 done, 1 an error in script, data or files (then no JSON is written), 2 bad usage.
The JSON is described by docs/backtest.schema.json.`

export function register(program: Command): void {
  const command = program
    .command('backtest')
    .description('Run scripts over recorded bars and print what they would have earned.')
    .argument('<script...>', 'strategies: .lua, .js or .ts files')
    .option(
      '--data <path>',
      'bar file, folder, recorded session or "bundled"; repeat per symbol',
      read.collect,
    )
    .option('--symbol <name>', 'symbol of the data; may repeat', read.collect)
    .option('--timeframe <name>', "instead of the script's own", read.timeframe)
    .option('--from <date>', 'first bar to use, by its open time (UTC)', read.instant)
    .option('--to <date>', 'where to stop; not included', read.instant)
    .option('--params <k=v,...>', "values for the script's params", read.params)
  addBrokerOptions(command)
    .addOption(
      new Option(
        '--calendar <name>',
        'when the market is open (default: by the data, or always)',
      ).choices(CALENDAR_IDS),
    )
    .option('--seed <number>', "seed of the scripts' random numbers", read.wholeNumber, 1)
    .option('--periods-per-year <n>', 'trading days in a year', read.positiveNumber)
    .option('--keep-going', 'list script errors instead of stopping at the first')
    .option('--portfolio', 'let all runs share one account')
    .option('--json <file>', 'write the result as JSON; - for stdout')
    .option('--trades <n>', 'trades to print, or "all" (default: 10)', read.countOrAll)
    .option('--logs <n>', 'log lines to print per run, or "all"', read.countOrAll, 5)
    .addHelpText('after', EXAMPLES)
    .action(async (scripts: string[], options: Options) => {
      await interruptible((signal) => backtest(scripts, options, signal))
    })
}

function addBrokerOptions(command: Command): Command {
  const commission = new Option('--commission-bps <n>', 'commission per fill, in 1/100 %')
    .argParser(read.basisPoints)
    .default(0)
    .conflicts(['makerBps', 'takerBps'])
  const fillAt = new Option('--fill-at <when>', 'where market orders fill')
    .choices(['next_open', 'close'])
    .default('next_open')
  return command
    .option('--cash <amount>', 'initial cash, in the quote currency', read.positiveNumber, 10_000)
    .option('--leverage <factor>', 'notional per equity', read.positiveNumber, 1)
    .addOption(commission)
    .option('--maker-bps <n>', 'commission of limit orders and targets', read.basisPoints)
    .option('--taker-bps <n>', 'commission of all other fills', read.basisPoints)
    .option('--slippage-bps <n>', 'slippage of market and stop fills', read.basisPoints, 0)
    .option('--spread-bps <n>', 'spread that these fills cross by half', read.basisPoints, 0)
    .option(
      '--impact <n>',
      'times their square-root impact on the price',
      read.nonNegativeNumber,
      0,
    )
    .option('--latency-ms <n>', 'until an order can fill', read.nonNegativeNumber, 0)
    .option('--participation <share>', "of a bar's volume that fills may take", read.share)
    .addOption(fillAt)
    .option('--lot-step <n>', 'smallest step of a quantity', read.positiveNumber)
    .option('--tick-size <n>', 'smallest step of a price', read.positiveNumber)
}

async function backtest(
  scripts: readonly string[],
  options: Options,
  signal: AbortSignal,
): Promise<void> {
  const request = createRequest(scripts, options)
  const [{ runBacktest }, output] = await Promise.all([
    import('#host/app/backtest.ts'),
    import('#host/app/write-json.ts'),
  ])
  const { json } = options
  if (json !== undefined && json !== '-') output.checkWritable(json)
  const progress = createProgress(process.stderr)
  const onLogs = (logs: Logs, run: { script: string; symbol: string }) => {
    progress.clear()
    printLogs(logs, `${run.script} ${run.symbol}`, options.logs)
  }
  const onNote = (note: string) => {
    progress.clear()
    process.stderr.write(paint('dim', `${note}\n`, process.stderr))
  }
  const [outcome, { createReport }] = await Promise.all([
    runBacktest(request, { signal, onProgress: progress.show, onLogs, onNote }).finally(
      progress.clear,
    ),
    import('#host/app/report.ts'),
  ])
  const report = createReport(outcome)
  printErrors('results' in report ? report.results : [report])
  if (json === '-') {
    await writeToStdout(output.jsonChunks(report))
    return
  }
  if (json !== undefined) output.writeJson(json, report)
  const { backtestText } = await import('../text/backtest.ts')
  const width = widthOf(process.stdout)
  await writeToStdout([backtestText(report, { width, trades: options.trades ?? null })])
}

function createRequest(scripts: readonly string[], options: Options): BacktestRequest {
  const { data, symbol, from, to, makerBps, takerBps, commissionBps } = options
  // Not commander's own check: it would come before that for misspelt options.
  if (data === undefined) throw missing('--data FILE', 'a bar file, a folder of them, or "bundled"')
  if (symbol === undefined) throw missing('--symbol NAME', 'the symbol of the data: BTCUSDT')
  if ((makerBps === undefined) !== (takerBps === undefined)) {
    throw new HostError('usage', '--maker-bps and --taker-bps go together', {
      hint: '--commission-bps sets both to the same',
    })
  }
  if (from !== undefined && to !== undefined && from >= to) {
    throw new HostError('usage', `--from ${isoTime(from)} is not before --to ${isoTime(to)}`)
  }
  return {
    scripts,
    data,
    symbols: symbol,
    timeframe: options.timeframe ?? null,
    range: { from, to },
    calendar: options.calendar,
    params: options.params ?? {},
    cash: options.cash,
    broker: {
      fillAt: options.fillAt,
      slippage: options.slippageBps,
      spread: options.spreadBps,
      impact: options.impact,
      latencyMs: options.latencyMs,
      participation: options.participation ?? null,
      makerFee: makerBps ?? commissionBps,
      takerFee: takerBps ?? commissionBps,
      leverage: options.leverage,
      lotStep: options.lotStep ?? null,
      tickSize: options.tickSize ?? null,
    },
    seed: options.seed,
    periodsPerYear: options.periodsPerYear ?? null,
    keepGoing: options.keepGoing ?? false,
    isPortfolio: options.portfolio ?? false,
  }
}

const missing = (option: string, meaning: string) =>
  new HostError('usage', `${option} is missing`, { hint: meaning })

/** The last lines: where a script failed, they are the ones that tell. */
function printLogs({ lines, dropped }: Logs, run: string, most: number): void {
  const shown = most === 0 ? [] : lines.slice(-most)
  const hidden = lines.length - shown.length + dropped
  const text = shown.map((line) => `${isoTime(line.time)} ${line.text}\n`)
  if (hidden > 0)
    text.unshift(`${run}: ${hidden} log lines not shown (--logs all shows those kept)\n`)
  process.stderr.write(paint('dim', text.join(''), process.stderr))
}

const ERRORS_SHOWN = 3

/** What `--keep-going` went on after. */
function printErrors(runs: readonly RunReport[]): void {
  for (const { script, symbol, errors } of runs) {
    const shown = errors.slice(0, ERRORS_SHOWN).map(({ file, line, callback, message, time }) => {
      const place = line === null ? script.path : `${file ?? script.path}:${line}`
      return `${place}: ${callback}${time === null ? '' : ` (${isoTime(time)})`}: ${message}\n`
    })
    if (errors.length > ERRORS_SHOWN) {
      shown.push(`${script.path} on ${symbol}: ${errors.length} errors in all; --json lists them\n`)
    }
    process.stderr.write(paint('yellow', shown.join(''), process.stderr))
  }
}

async function writeToStdout(chunks: Iterable<string>): Promise<void> {
  for (const chunk of chunks) {
    if (!process.stdout.write(chunk)) await once(process.stdout, 'drain')
  }
}
