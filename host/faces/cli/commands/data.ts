// `watchfire data`: the history store from the command line.
import { type Command, InvalidArgumentError, Option } from 'commander'
import { ADJUSTS, type Adjust } from '#host/data/actions/adjust.ts'
import { isTimeZone } from '#host/data/actions/local-day.ts'
import { DEFAULT_ADJUST } from '#host/data/load.ts'
import { isoTime } from '#host/data/series.ts'
import { DEFAULT_STORE } from '#host/data/store/place.ts'
import { formatError, HostError } from '#host/errors.ts'
import { isRecording } from '#host/recorder/folder.ts'
import * as read from '../arguments.ts'
import { interruptible } from '../interrupt.ts'
import { createProgress } from '../progress.ts'
import { widthOf } from '../terminal.ts'

const EXAMPLES = `
Examples:
  watchfire data import BTCUSDT-1m-2024-*.zip --venue binance --symbol BTCUSDT
  watchfire data list
  watchfire data check binance/BTCUSDT/1m
  watchfire data export binance/BTCUSDT/1m --to btc.csv.gz --from 2024-10-01
  watchfire backtest scripts/ema-cross.ts --data binance/BTCUSDT/1m --symbol BTCUSDT

watchfire data <command> --help tells more. docs/data.md explains the store and the checks.`

const IMPORT_EXAMPLES = `
FILE is a bar file (.csv, .csv.gz, .csv.zst, .parquet), one of Binance's kline archives (.zip or
its .csv, checked against a .CHECKSUM beside it), or a folder of them. New bars join those that are
there; bars that differ are refused unless --replace. If anything is wrong, nothing is written.

Examples:
  watchfire data import BTCUSDT-1m-2024-10.zip --venue binance --symbol BTCUSDT
  watchfire data import archives/ --venue binance --symbol BTCUSDT --timeframe 1m
  watchfire data import aapl.csv.gz --venue usa --symbol AAPL \\
    --actions factor_files/aapl.csv --actions map_files/aapl.csv`

const CHECK_EXAMPLES = `
Without a name, all datasets of the store. Exit codes: 0 fit to trade on (perhaps with remarks),
1 not, 2 bad usage. docs/data.md says what each finding means.

Examples:
  watchfire data check binance/BTCUSDT/1m
  watchfire data check download.csv.gz
  watchfire data check --json | jq '.[] | select(.fit | not) | .name'`

export function register(program: Command): void {
  const data = program
    .command('data')
    .description('List, check, import and export recorded bars: the history store.')
    .helpCommand(false)
    .addHelpText('after', EXAMPLES)
  registerList(data)
  registerCheck(data)
  registerImport(data)
  registerExport(data)
}

const storeOption = () =>
  new Option('--store <folder>', 'where the history store is').default(DEFAULT_STORE)

interface ListOptions {
  readonly store: string
  readonly json?: boolean
}

function registerList(data: Command): void {
  data
    .command('list')
    .description('List the datasets of the store, or what a recording holds.')
    .argument('[recording]', 'the folder of a recording')
    .addOption(storeOption())
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExamples:\n  watchfire data list\n  watchfire data list recordings/')
    .action(async (folder: string | undefined, { store, json }: ListOptions) => {
      if (folder !== undefined) return listRecordingIn(folder, json ?? false)
      const [{ listData }, text] = await Promise.all([
        import('#host/app/data-list.ts'),
        import('../text/data-list.ts'),
      ])
      const rows = await listData(store)
      process.stdout.write(json ? text.listJson(rows) : text.listText(rows, store))
    })
}

function registerCheck(data: Command): void {
  data
    .command('check')
    .description('Look for gaps, impossible bars, outliers, splits and dead feeds.')
    .argument(
      '[dataset]',
      'venue/symbol/timeframe, a bar file or a recording; default: the whole store',
    )
    .addOption(storeOption())
    .option('--all', 'every finding, not the first few of a kind')
    .option('--json', 'as JSON, every finding')
    .addHelpText('after', CHECK_EXAMPLES)
    .action(check)
}

async function listRecordingIn(folder: string, isJson: boolean): Promise<void> {
  const [{ listRecording }, { listedRecording }] = await Promise.all([
    import('#host/app/data-recording.ts'),
    import('../text/recording.ts'),
  ])
  const listed = listRecording(folder)
  process.stdout.write(isJson ? `${JSON.stringify(listed, null, 2)}\n` : listedRecording(listed))
}

async function checkRecordingIn(folder: string, isJson: boolean): Promise<void> {
  const [{ checkRecording }, { checkedRecording }] = await Promise.all([
    import('#host/app/data-recording.ts'),
    import('../text/recording.ts'),
  ])
  const checked = checkRecording(folder)
  if (checked.damage !== null) process.exitCode = 1
  const { damage, ...rest } = checked
  const json = { ...rest, damage: damage === null ? null : formatError(damage) }
  process.stdout.write(isJson ? `${JSON.stringify(json, null, 2)}\n` : checkedRecording(checked))
}

async function check(
  target: string | undefined,
  { store, json, all }: { store: string; json?: boolean; all?: boolean },
): Promise<void> {
  if (target !== undefined && isRecording(target)) return checkRecordingIn(target, json ?? false)
  const [{ checkData }, { checkText }, { checkJson }] = await Promise.all([
    import('#host/app/data-check.ts'),
    import('../text/data-check.ts'),
    import('../text/data-check-json.ts'),
  ])
  const reports = []
  for await (const report of checkData(store, target ?? null)) {
    if (report.unfit.length > 0) process.exitCode = 1
    if (json) reports.push(checkJson(report))
    else
      process.stdout.write(
        checkText(report, { isAll: all ?? false, width: widthOf(process.stdout) }),
      )
  }
  if (!json) return
  process.stdout.write(`${JSON.stringify(target === undefined ? reports : reports[0], null, 2)}\n`)
}

interface ImportOptions {
  readonly store: string
  readonly venue?: string
  readonly symbol?: string
  readonly timeframe?: string
  readonly replace?: boolean
  readonly actions?: readonly string[]
  readonly timeZone: string
}

function registerImport(data: Command): void {
  data
    .command('import')
    .description("Take bar files, and a stock's splits and dividends, into the store.")
    .argument('[file...]', 'bar files, kline archives, or folders of them')
    .option('--venue <name>', 'where the bars come from: binance, usa, …')
    .option('--symbol <name>', 'the instrument: BTCUSDT, AAPL, …')
    .option('--timeframe <name>', 'length of a bar (default: as the bars lie)', read.timeframe)
    .option('--replace', 'let new bars win over stored ones that differ')
    .option('--actions <file>', 'LEAN factor or map file of the symbol; may repeat', read.collect)
    .option('--time-zone <zone>', "of the actions' dates", timeZone, 'America/New_York')
    .addOption(storeOption())
    .addHelpText('after', IMPORT_EXAMPLES)
    .action((files: string[], options: ImportOptions) =>
      interruptible((signal) => importData(files, options, signal)),
    )
}

async function importData(
  files: readonly string[],
  options: ImportOptions,
  signal: AbortSignal,
): Promise<void> {
  const { store, venue, symbol, timeZone, actions = [] } = options
  if (venue === undefined) throw missing('--venue NAME', 'where the bars come from: binance')
  if (symbol === undefined) throw missing('--symbol NAME', 'the symbol of the bars: BTCUSDT')
  if (files.length + actions.length === 0) {
    throw missing('FILE', 'a bar file, a kline archive or a folder of them; or --actions FILE')
  }
  const [app, text] = await Promise.all([
    import('#host/app/data-import.ts'),
    import('../text/data-import.ts'),
  ])
  const progress = createProgress(process.stderr)
  const onWait = () =>
    process.stderr.write(`waiting for another import into ${venue}/${symbol} to end …\n`)
  if (files.length > 0) {
    const isReplacing = options.replace ?? false
    const timeframe = options.timeframe ?? null
    const request = { store, venue, symbol, timeframe, isReplacing, paths: files }
    const ports = { signal, onWait, onProgress: progress.show }
    const result = await app.importBars(request, ports).finally(progress.clear)
    process.stdout.write(text.importText(result))
  }
  if (actions.length > 0) {
    const request = { store, venue, symbol, timeZone, paths: actions }
    const { importActions } = await import('#host/app/data-actions.ts')
    const result = await importActions(request, { signal, onWait })
    process.stdout.write(text.actionsText(`${venue}/${symbol}`, result))
  }
}

interface ExportOptions {
  readonly store: string
  readonly to?: string
  readonly from?: number
  readonly until?: number
  readonly adjust: Adjust
}

function registerExport(data: Command): void {
  data
    .command('export')
    .description('Write a dataset to one file that other tools can read.')
    .argument('<dataset>', 'venue/symbol/timeframe')
    .option('--to <file>', 'the file: .csv, .csv.gz or .parquet')
    .option('--from <date>', 'first bar, by its open time (UTC)', read.instant)
    .option('--until <date>', 'where to stop; not included', read.instant)
    .addOption(
      new Option('--adjust <actions>', 'what prices are adjusted for: all is splits and dividends')
        .choices(ADJUSTS)
        .default(DEFAULT_ADJUST),
    )
    .addOption(storeOption())
    .addHelpText(
      'after',
      '\nExamples:\n  watchfire data export usa/AAPL/1d --to aapl.csv --adjust none',
    )
    .action(exportDataset)
}

async function exportDataset(dataset: string, options: ExportOptions): Promise<void> {
  const { store, to, from, until, adjust } = options
  if (to === undefined) throw missing('--to FILE', 'a name that ends in .csv, .csv.gz or .parquet')
  if (from !== undefined && until !== undefined && from >= until) {
    throw new HostError('usage', `--from ${isoTime(from)} is not before --until ${isoTime(until)}`)
  }
  const { exportData } = await import('#host/app/data-export.ts')
  const range = { from, to: until }
  const { count, columns } = await exportData({ store, dataset, path: to, range, adjust })
  const span = `${isoTime(columns.openTime[0]!)} to ${isoTime(columns.openTime[count - 1]!)}`
  process.stdout.write(`Wrote ${to}: ${count} bars, ${span}\n`)
}

function timeZone(text: string): string {
  if (isTimeZone(text)) return text
  throw new InvalidArgumentError('Expected the name of a time zone, such as America/New_York.')
}

function missing(what: string, hint: string): HostError {
  return new HostError('usage', `${what} is missing`, { hint })
}
