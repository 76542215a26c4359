import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listDataset, resolveData } from '#host/data/dataset.ts'
import { loadBars } from '#host/data/load.ts'
import { hostErrorOf, sharedData, temporaryFiles } from './files.ts'

const { folder, write } = temporaryFiles()
for (const name of [
  'BTCUSDT-1M.csv.gz',
  'BTCUSDT-15m.csv',
  'BTCUSDT-3m.csv.zst',
  'BTCUSDT-1h.parquet',
  'BTC-PERP-1d.csv.gz',
  'ETHUSDT-1h.csv',
  'ETHUSDT-1h.csv.gz',
  'ETHUSDT-1h.parquet',
  'SPY-1s.csv.gz',
  'SPY-1m.csv',
  'USDJPY-1m-ask.csv.gz',
  'README.md',
  'notes-1m.txt',
])
  write(name, '')

describe('a folder of bar files', () => {
  it('is listed by symbol, the finest interval first, other files left out', () => {
    expect(
      listDataset(folder).map(
        ({ symbol, interval, path }) => `${symbol} ${interval} ${basename(path)}`,
      ),
    ).toEqual([
      'BTC-PERP 1d BTC-PERP-1d.csv.gz',
      'BTCUSDT 3m BTCUSDT-3m.csv.zst',
      'BTCUSDT 15m BTCUSDT-15m.csv',
      'BTCUSDT 1h BTCUSDT-1h.parquet',
      'BTCUSDT 1M BTCUSDT-1M.csv.gz',
      'ETHUSDT 1h ETHUSDT-1h.parquet',
      'ETHUSDT 1h ETHUSDT-1h.csv',
      'ETHUSDT 1h ETHUSDT-1h.csv.gz',
      'SPY 1s SPY-1s.csv.gz',
      'SPY 1m SPY-1m.csv',
    ])
  })

  it('gives the finest interval of a symbol, of one interval the form that loads fastest', () => {
    expect(resolveData(folder, 'BTCUSDT')).toBe(join(folder, 'BTCUSDT-3m.csv.zst'))
    expect(resolveData(folder, 'BTC-PERP')).toBe(join(folder, 'BTC-PERP-1d.csv.gz'))
    expect(resolveData(folder, 'ETHUSDT')).toBe(join(folder, 'ETHUSDT-1h.parquet'))
    expect(resolveData(folder, 'SPY')).toBe(join(folder, 'SPY-1s.csv.gz'))
  })

  it('names its symbols when it lacks the one asked for', async () => {
    const error = await hostErrorOf(() => resolveData(folder, 'BTCUSD'))
    expect(error).toMatchObject({
      code: 'not-found',
      message: `no bars of "BTCUSD" in "${folder}"`,
      hint: 'did you mean "BTCUSDT"? there: BTC-PERP, BTCUSDT, ETHUSDT, SPY',
    })
    expect((await hostErrorOf(() => resolveData(folder, 'GOLD'))).hint).toBe(
      'there: BTC-PERP, BTCUSDT, ETHUSDT, SPY',
    )
  })

  it('without any bar file says how they are named', async () => {
    const empty = join(folder, 'empty')
    mkdirSync(empty)
    const error = await hostErrorOf(() => resolveData(empty, 'BTCUSDT'))
    expect(error.message).toBe(`no bar file in "${empty}"`)
    expect(error.hint).toContain('<SYMBOL>-<interval>')
  })
})

describe('--data', () => {
  it('takes a file as it is, whatever the symbol', () => {
    const path = join(folder, 'README.md')
    expect(resolveData(path, 'BTCUSDT')).toBe(path)
  })

  it('knows the bundled dataset by its name', async () => {
    for (const symbol of ['BTCUSDT', 'ETHUSDT']) {
      const { count } = await loadBars(resolveData('bundled', symbol))
      expect(count).toBe(72_000)
    }
    expect((await hostErrorOf(() => resolveData('bundled', 'SOLUSDT'))).hint).toContain(
      'BTCUSDT, ETHUSDT',
    )
  })

  it('suggests a dataset or a neighbouring file for a name that is not there', async () => {
    const error = await hostErrorOf(() => resolveData('bundeld', 'BTCUSDT'))
    expect(error).toMatchObject({
      code: 'not-found',
      message: 'no file, folder or dataset "bundeld"',
    })
    expect(error.hint).toMatch(/^did you mean "bundled"\? /)
    writeFileSync(join(folder, 'empty', 'prices.csv'), '')
    const typo = await hostErrorOf(() => resolveData(join(folder, 'empty', 'pirces.csv'), 'X'))
    expect(typo.hint).toMatch(/^did you mean "prices\.csv"\? /)
    expect((await hostErrorOf(() => resolveData('constructor', 'X'))).code).toBe('not-found')
  })

  it.skipIf(sharedData === null)('takes a folder of recorded bars', () => {
    const path = join(sharedData!, 'bars/lean-equity-usa')
    expect(basename(resolveData(path, 'SPY'))).toBe('SPY-1s.csv.gz')
    expect(basename(resolveData(path, 'WM'))).toBe('WM-1d.csv.gz')
  })
})
