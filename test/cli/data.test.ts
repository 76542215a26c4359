// The history store as a user meets it: import, list, check, backtest, export; and what goes wrong.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { contentOf } from '../data/store.ts'
import { finished, fixture, START, startWatchfire, workplace } from './watchfire.ts'

const HEADER = 'timestamp,open,high,low,close,volume'
const MINUTE = 60_000

/** Minutes [from, to) of the first of January 2025; the close tells the minute. */
const minutes = (from: number, to: number) =>
  `${[
    HEADER,
    ...Array.from({ length: to - from }, (_, i) => {
      const close = 100 + ((from + i) % 10)
      return [START + (from + i) * MINUTE, 100, 110, 99, close, 5].join(',')
    }),
  ].join('\n')}\n`

const importing = ['--venue', 'binance', '--symbol', 'BTCUSDT']

describe('watchfire data', () => {
  const place = workplace()

  it('shows its commands and examples on --help', async () => {
    const { code, stdout } = await place.watchfire('data', '--help')
    expect(code).toBe(0)
    for (const name of ['list', 'check', 'import', 'export']) {
      expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'))
      const help = await place.watchfire('data', name, '--help')
      expect(help.stdout).toContain(`Examples:\n  watchfire data ${name}`)
    }
  })

  it('says how to begin when nothing is there', async () => {
    const list = await place.watchfire('data', 'list')
    expect([list.code, list.stdout]).toEqual([
      0,
      'No dataset in "data" yet. watchfire data import --help tells how to get one in.\n',
    ])
    expect((await place.watchfire('data', 'list', '--json')).stdout).toBe('[]\n')
    expect((await place.watchfire('data', 'check')).code).toBe(1)
  })

  it('imports files of every form, joins them, and says what is there now', async () => {
    place.write('a.csv', minutes(0, 30))
    place.write('b.csv.gz', gzipSync(minutes(20, 40)))
    const first = await place.watchfire('data', 'import', 'a.csv', 'b.csv.gz', ...importing)
    expect(first).toEqual({
      code: 0,
      stderr: '',
      stdout: [
        'binance/BTCUSDT/1m: 40 bars added, from 2 files',
        '  now 40 bars, 2025-01-01 00:00 to 2025-01-01 00:39',
        '  no gap\n',
      ].join('\n'),
    })
    place.write('c.csv', minutes(35, 45).concat(minutes(50, 60).slice(HEADER.length + 1)))
    const second = await place.watchfire('data', 'import', 'c.csv', ...importing)
    expect(second.stdout).toBe(
      [
        'binance/BTCUSDT/1m: 15 bars added, 5 were there already, from 1 file',
        '  now 55 bars, 2025-01-01 00:00 to 2025-01-01 00:59',
        '  1 gap, 5 bars missing (91.66 % there), the longest 5 min from 2025-01-01 00:45; watchfire data check binance/BTCUSDT/1m lists them\n',
      ].join('\n'),
    )
  })

  it('lists them for people and as JSON', async () => {
    const { stdout } = await place.watchfire('data', 'list')
    expect(stdout.split('\n')[1]).toMatch(
      /^binance {2}BTCUSDT {2}1m {9}2025-01-01 00:00 {2}2025-01-01 00:59 {4}55 {5}1 {2}\d kB$/,
    )
    const list = JSON.parse((await place.watchfire('data', 'list', '--json')).stdout)
    expect(list).toMatchObject([
      { venue: 'binance', symbol: 'BTCUSDT', timeframe: '1m', bars: 55, gaps: 1, missing: 5 },
    ])
  })

  it('checks a dataset: fit, with the gap', async () => {
    const { code, stdout } = await place.watchfire('data', 'check', 'binance/BTCUSDT/1m')
    expect(code).toBe(0)
    expect(stdout).toContain('binance/BTCUSDT/1m: fit\n')
    expect(stdout).toMatch(/2025-01-01 00:45 to 2025-01-01 00:50 {2}5 bars {2}5 min/)
    const json = await place.watchfire('data', 'check', 'binance/BTCUSDT/1m', '--json')
    expect(JSON.parse(json.stdout)).toMatchObject({
      fit: true,
      bars: 55,
      missing: 5,
      gaps: [{ from: START + 45 * MINUTE, to: START + 50 * MINUTE, bars: 5 }],
    })
  })

  it('runs a backtest on a dataset as on the file it came from', async () => {
    place.write('whole.csv', minutes(0, 45).concat(minutes(50, 60).slice(HEADER.length + 1)))
    const run = async (data: string) => {
      const { timing: _, ...report } = await place.backtest(
        ...[fixture('jump.js'), '--data', data, '--symbol', 'BTCUSDT'],
      )
      return report
    }
    const stored = await run('binance/BTCUSDT/1m')
    expect(stored).toEqual(await run('whole.csv'))
    expect(stored.bars).toBe(55)
  })

  it('exports what it holds, whole or in part, in each form', async () => {
    const dataset = ['data', 'export', 'binance/BTCUSDT/1m', '--to']
    const whole = await place.watchfire(...dataset, 'out.csv.gz')
    expect(whole.stdout).toBe('Wrote out.csv.gz: 55 bars, 2025-01-01T00:00Z to 2025-01-01T00:59Z\n')
    expect(gunzipSync(readFileSync(join(place.folder, 'out.csv.gz'))).toString()).toBe(
      readFileSync(join(place.folder, 'whole.csv'), 'utf8'),
    )
    await place.watchfire(
      ...[...dataset, 'part.csv', '--from', '2025-01-01T00:10Z', '--until', '2025-01-01T00:20Z'],
    )
    expect(readFileSync(join(place.folder, 'part.csv'), 'utf8')).toBe(minutes(10, 20))
    await place.watchfire(...dataset, 'out.parquet')
    const again = await place.watchfire('data', 'import', 'out.parquet', ...importing)
    expect(again.stdout).toContain('0 bars added, 55 were there already')
  })
})

describe('an import that goes wrong', () => {
  const place = workplace()
  const store = join(place.folder, 'data')
  const good = place.write('good.csv', minutes(0, 30))
  const before = (async () => {
    await place.watchfire('data', 'import', good, ...importing)
    return contentOf(store)
  })()

  const cases: [what: string, code: number, args: readonly string[], ...says: string[]][] = [
    ['no venue', 2, ['good.csv', '--symbol', 'X'], '--venue NAME is missing'],
    ['no symbol', 2, ['good.csv', '--venue', 'x'], '--symbol NAME is missing'],
    ['no file', 2, importing, 'FILE is missing'],
    ['a symbol that is no name', 2, ['good.csv', '--venue', 'x', '--symbol', '../up'], '"../up"'],
    ['a file that is not there', 1, ['nothing.csv', ...importing], 'nothing.csv: no such file'],
    ['an empty folder', 1, ['empty', ...importing], 'empty: no bar file in this folder'],
    ['another kind of file', 1, ['notes.txt', ...importing], 'ends in .csv, .csv.gz'],
    ['a gzip file cut short', 1, ['cut.csv.gz', ...importing], 'not a whole gzip file'],
    ['a broken archive', 1, ['broken.zip', ...importing], 'not a whole zip archive'],
    ['a broken Parquet file', 1, ['broken.parquet', ...importing], 'cannot be read as Parquet'],
    ['only a header', 1, ['header.csv', ...importing], 'a header, but no row'],
    ['a bar that cannot be', 1, ['bad.csv', ...importing], 'bad.csv:32: low must be above 0'],
    ['a good and a bad file', 1, ['more.csv', 'bad.csv', ...importing], 'bad.csv:32: '],
    [
      'another timeframe',
      1,
      ['good.csv', '--timeframe', '1h', ...importing],
      'not 1h',
      '--timeframe 1m',
    ],
    ['another symbol', 1, ['ETHUSDT-1m.csv', ...importing], 'of ETHUSDT, not BTCUSDT'],
    ['bars that differ', 1, ['other.csv', ...importing], 'one bar differs', '--replace'],
    ['files that differ', 1, ['good.csv', 'other.csv', ...importing], 'differs between files'],
  ]
  it.each(cases)('by %s leaves the store as it was', async (_, code, args, ...says) => {
    place.write('notes.txt', 'x')
    place.write('cut.csv.gz', gzipSync(minutes(0, 300)).subarray(0, 500))
    place.write('broken.zip', 'PK\x03\x04 and nothing')
    place.write('broken.parquet', 'PAR1 and nothing')
    place.write('header.csv', `${HEADER}\n`)
    place.write('more.csv', minutes(30, 60))
    place.write('bad.csv', `${minutes(0, 30)}${START + 30 * MINUTE},100,110,-1,100,5\n`)
    place.write('ETHUSDT-1m.csv', minutes(30, 60))
    place.write('other.csv', minutes(0, 30).replace(',100,110,99,107,5', ',100,110,99,107,6'))
    mkdirSync(join(place.folder, 'empty'), { recursive: true })
    const kept = await before
    const outcome = await place.watchfire('data', 'import', ...args)
    expect([outcome.code, outcome.stdout]).toEqual([code, ''])
    for (const words of says) expect(outcome.stderr).toContain(words)
    expect(outcome.stderr).toMatch(/\n {2}hint: .+\n$/)
    expect(outcome.stderr).not.toContain('    at ')
    expect(contentOf(store)).toEqual(kept)
  })

  it('by a disk that takes no more leaves the store as it was', async () => {
    const kept = await before
    // To the program a limit on the size of files is a disk that is full after 4 KiB.
    const path = place.write('long.csv', minutes(30, 20_000))
    const host = fileURLToPath(new URL('../../host/watchfire.js', import.meta.url))
    const node = fileURLToPath(new URL('../../node_modules/.bin/node', import.meta.url))
    const command = `ulimit -f 4; exec "${node}" "${host}" data import "${path}" ${importing.join(' ')}`
    const options = { cwd: place.folder, encoding: 'utf8' } as const
    const { status, stderr } = spawnSync('bash', ['-c', command], options)
    expect([status, stderr]).toEqual([
      1,
      expect.stringContaining('1m: cannot be written\n  hint: '),
    ])
    expect(contentOf(store)).toEqual(kept)
  })

  it('by a crash in the middle of writing leaves the old bars whole', async () => {
    await before
    place.write('long.csv', minutes(30, 20_000))
    const child = startWatchfire(['data', 'import', 'long.csv', ...importing], place.folder)
    const watcher = watch(join(store, 'binance/BTCUSDT/1m'), () => child.kill('SIGKILL'))
    await finished(child)
    watcher.close()
    const { stdout } = await place.watchfire('data', 'list', '--json')
    // Old ones or, if the end came late, new ones: never something in between.
    expect([30, 20_000]).toContain(JSON.parse(stdout)[0].bars)
    const again = await place.watchfire('data', 'import', 'long.csv', ...importing)
    expect(again.stdout).toContain('now 20,000 bars')
    const names = readdirSync(join(store, 'binance/BTCUSDT/1m'))
    expect(names.filter((name) => name.endsWith('.tmp'))).toEqual([])
  })
})

describe('two imports at once', () => {
  const place = workplace()

  it('into one dataset both succeed, and lose nothing', async () => {
    const files = Array.from({ length: 3 }, (_, k) =>
      place.write(`part${k}.csv`, minutes(k * 100, k * 100 + 100)),
    )
    const outcomes = await Promise.all(
      files.map((file) =>
        finished(startWatchfire(['data', 'import', file, ...importing], place.folder)),
      ),
    )
    expect(outcomes.map(({ code }) => code)).toEqual([0, 0, 0])
    const list = JSON.parse((await place.watchfire('data', 'list', '--json')).stdout)
    expect(list).toMatchObject([{ bars: 300, gaps: 0 }])
  })
})

describe('data check of a file', () => {
  const place = workplace()

  it('that cannot be traded on lists why, by line, and exits with 1', async () => {
    const rows = minutes(0, 6).trimEnd().split('\n')
    rows[3] = rows[3]!.replace('110', '90')
    rows.push(rows[2]!)
    rows.push('2025-01-01T00:09Z,100,101,99')
    writeFileSync(join(place.folder, 'dirty.csv'), rows.join('\n'))
    const { code, stdout } = await place.watchfire('data', 'check', 'dirty.csv')
    expect(code).toBe(1)
    expect(stdout.split('\n')[0]).toBe(
      'dirty.csv: NOT FIT: 2 rows that no market can have made; 1 bar more than once; 1 row out of order',
    )
    expect(stdout).toContain('    line 4 (2025-01-01 00:02): high 90 is below low 99\n')
    expect(stdout).toContain('    line 9: expected 6 fields as in the header, received 4\n')
    const json = JSON.parse((await place.watchfire('data', 'check', 'dirty.csv', '--json')).stdout)
    expect([json.fit, json.rows.length, json.rows[0].line]).toEqual([false, 4, 4])
  })
})

describe('the actions of a stock', () => {
  const place = workplace()
  const DAY = 1440 * MINUTE
  const csv = [50, 48, 24, 25]
    .map((close, i) => [
      START + [1, 2, 5, 6][i]! * DAY + 5 * 60 * MINUTE,
      close,
      close,
      close,
      close,
      100,
    ])
    .join('\n')

  it('are imported, listed, and taken out of the prices on reading', async () => {
    place.write('abc-bars.csv', `${HEADER}\n${csv}\n`)
    place.write('abc.csv', '20240101,1,0.5,1\n20250103,1,0.5,48\n20501231,1,1,0\n')
    const stock = ['--venue', 'usa', '--symbol', 'ABC']
    const args = ['abc-bars.csv', '--timeframe', '1d', ...stock, '--actions', 'abc.csv']
    const { code, stdout } = await place.watchfire('data', 'import', ...args)
    expect(code).toBe(0)
    expect(stdout).toContain('usa/ABC: 1 split and 0 dividends\n')
    expect(stdout).toMatch(/2025-01-06 {2}split 2:1 {2}× 0\.5/)
    const check = await place.watchfire('data', 'check', 'usa/ABC/1d')
    expect(check.stdout).toMatch(/adjustments: 1\n {4}2025-01-06 {2}split 2:1/)
    const exported = async (...more: string[]) => {
      await place.watchfire('data', 'export', 'usa/ABC/1d', '--to', 'out.csv', ...more)
      const rows = readFileSync(join(place.folder, 'out.csv'), 'utf8').trimEnd().split('\n')
      return rows.slice(1).map((row) => Number(row.split(',')[4]))
    }
    expect(await exported()).toEqual([25, 24, 24, 25])
    expect(await exported('--adjust', 'none')).toEqual([50, 48, 24, 25])
  })

  it('of another stock are refused', async () => {
    place.write('xyz.csv', '20240101,1,0.5,1\n20250103,1,0.5,900\n20501231,1,1,0\n')
    const args = ['--venue', 'usa', '--symbol', 'ABC', '--actions', 'xyz.csv']
    const { code, stderr } = await place.watchfire('data', 'import', ...args)
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining('the close of 2025-01-03 is 900 there, but 48 in usa/ABC/1d'),
    ])
    expect(existsSync(join(place.folder, 'data/usa/ABC/actions.json'))).toBe(true)
  })
})
