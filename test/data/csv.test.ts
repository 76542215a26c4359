import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync, zstdCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDecimal } from '#host/data/decimal.ts'
import { loadBars } from '#host/data/load.ts'
import { parseTimestamp } from '#host/data/timestamp.ts'
import { BAR_COLUMNS } from '#sdk/domain.ts'
import { HEADER, minuteRows, sharedData, temporaryFiles } from './files.ts'

const { write } = temporaryFiles()
const bytesOf = (text: string) => new TextEncoder().encode(text)
const decimal = (text: string) => parseDecimal(bytesOf(text), 0, bytesOf(text).length)
const time = (text: string) => parseTimestamp(bytesOf(text), 0, bytesOf(text).length)

const loaded = async (name: string, content: string | Uint8Array) => {
  const { columns, ...rest } = await loadBars(write(name, content))
  return { ...rest, rows: rowsOf(columns) }
}
const rowsOf = (columns: Awaited<ReturnType<typeof loadBars>>['columns']) =>
  Array.from(columns.openTime, (_, row) => BAR_COLUMNS.map((name) => columns[name][row]))

const TWO_ROWS = [
  [1735689600000, 1, 3, 0.5, 2, 10],
  [1735689660000, 2, 4, 1.5, 3, 0],
]

describe('numbers in CSV', () => {
  it('are the doubles that Number() gives, for every way to write a double', () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true })
    const text = fc.oneof(
      finite.map(String),
      fc.tuple(finite, fc.integer({ min: 0, max: 30 })).map(([n, k]) => n.toExponential(k)),
      fc
        .tuple(fc.double({ min: 0, max: 1e7, noNaN: true }), fc.integer({ min: 0, max: 20 }))
        .map(([n, k]) => n.toFixed(k)),
      fc.stringMatching(/^[+-]?\d{1,25}(\.\d{0,30})?$/),
      fc.stringMatching(/^\.\d{1,25}([eE][+-]?\d{1,3})?$/),
    )
    fc.assert(
      fc.property(text, (t) => {
        expect(decimal(t)).toBe(Number(t))
      }),
      { numRuns: 20_000 },
    )
  })

  it('are exact where a sum of digits would round', () => {
    for (const t of [
      '0.1',
      '9007199254740993',
      '90071992547409.93',
      '5e-324',
      '0.30000000000000004',
      '123456789012345678',
      '1.7976931348623157e308',
      '0.000000000000000000000001',
      '-0',
    ]) {
      expect(decimal(t)).toBe(Number(t))
    }
  })

  it('are not what only JavaScript calls a number', () => {
    for (const t of [
      '',
      ' ',
      '.',
      '-',
      '+',
      'e5',
      '1e',
      '0x10',
      '1_000',
      'Infinity',
      'nan',
      '1.2.3',
      '1,5',
      '--1',
      '1 2',
    ]) {
      expect(decimal(t)).toBeNaN()
    }
  })

  it('are the same on every field of a year of recorded prices', {
    skip: sharedData === null,
  }, async () => {
    const path = join(sharedData!, 'bars/bitfinex-2018/BTCUSD-1m.csv.gz')
    const lines = gunzipSync(readFileSync(path)).toString().trimEnd().split('\n').slice(1)
    const { columns, count } = await loadBars(path)
    expect(count).toBe(lines.length)
    let different = 0
    for (const [row, line] of lines.entries()) {
      const fields = line.split(',')
      BAR_COLUMNS.forEach((name, i) => {
        if (!Object.is(columns[name][row], Number(fields[i]))) different++
      })
    }
    expect(different).toBe(0)
  })
})

describe('timestamps in CSV', () => {
  it('are seconds, milliseconds or microseconds by their size', () => {
    expect(time('1735689600')).toBe(1735689600000)
    expect(time('1735689600.5')).toBe(1735689600500)
    expect(time('1735689600000')).toBe(1735689600000)
    expect(time('1735689600000000')).toBe(1735689600000)
    expect(time('99999999999')).toBe(99999999999000)
    expect(time('100000000000')).toBe(100000000000)
    expect(time('99999999999999')).toBe(99999999999999)
    expect(time('100000000000000')).toBe(100000000000)
    expect(time('-1325635200')).toBe(Date.UTC(1927, 11, 30))
  })

  it('are UTC in ISO 8601 unless an offset says otherwise', () => {
    const cases: [string, number][] = [
      ['2025-01-01', Date.UTC(2025, 0, 1)],
      ['2025-01-01 09:30', Date.UTC(2025, 0, 1, 9, 30)],
      ['2025-01-01T09:30:15', Date.UTC(2025, 0, 1, 9, 30, 15)],
      ['2025-01-01T09:30:15Z', Date.UTC(2025, 0, 1, 9, 30, 15)],
      ['2025-01-01T09:30:15.25Z', Date.UTC(2025, 0, 1, 9, 30, 15, 250)],
      ['2025-01-01T09:30:15.123456789z', Date.UTC(2025, 0, 1, 9, 30, 15, 123)],
      ['2025-05-27 04:36:00-04:00', Date.UTC(2025, 4, 27, 8, 36)],
      ['2025-01-01T00:15+0530', Date.UTC(2024, 11, 31, 18, 45)],
      ['2025-01-01T09:30+01', Date.UTC(2025, 0, 1, 8, 30)],
      ['2024-02-29', Date.UTC(2024, 1, 29)],
    ]
    for (const [text, ms] of cases) expect([text, time(text)]).toEqual([text, ms])
  })

  it('agree with the calendar on every day from 1900 to 2100', () => {
    for (let day = Date.UTC(1900, 0, 1); day < Date.UTC(2101, 0, 1); day += 86_400_000) {
      const text = new Date(day).toISOString().slice(0, 10)
      if (time(text) !== day) expect([text, time(text)]).toEqual([text, day])
    }
  })

  it('are refused where no clock or calendar shows them', () => {
    for (const t of [
      '2025-02-29',
      '1900-02-29',
      '2025-13-01',
      '2025-00-10',
      '2025-04-31',
      '2025-1-1',
      '2025-01-01T24:00',
      '2025-01-01T10:60',
      '2025-01-01T10:00:60',
      '2025-01-01T10',
      '2025-01-01T1:00',
      '2025-01-01T10:00:00.',
      '2025-01-01T10:00+1',
      '2025-01-01T10:00 UTC',
      '2025-01-01X10:00',
      '01/03/2017',
      '1735689600000000000',
      'today',
      '',
    ]) {
      expect([t, time(t)]).toEqual([t, Number.NaN])
    }
  })
})

describe('a CSV file', () => {
  it('may have its columns in any order and letter case, and further ones', async () => {
    const text = [
      'Symbol,VOLUME,Close,note, Low ,HIGH,open,Timestamp,trades',
      'X,10,2,,0.5,3,1,1735689600000,7',
      'X,0,3,"a ""b"", c",1.5,4,2,1735689660000,',
    ].join('\n')
    expect((await loaded('order.csv', text)).rows).toEqual(TWO_ROWS)
  })

  it('reads the same with a byte-order mark, CRLF, blank lines, quotes, spaces or a last newline', async () => {
    const rows = TWO_ROWS.map((row) => row.join(','))
    const plain = [HEADER, ...rows].join('\n')
    const forms = {
      newline: `${plain}\n`,
      crlf: plain.replaceAll('\n', '\r\n'),
      crlfAtEnd: `${plain.replaceAll('\n', '\r\n')}\r\n`,
      mark: `\ufeff${plain}`,
      blank: `\n${HEADER}\n\n${rows.join('\n\r\n')}\n \n`,
      quotes: plain.replace(/[^,\n]+/g, '"$&"'),
      spaces: plain.replaceAll(',', ' ,\t'),
    }
    for (const [name, text] of Object.entries(forms)) {
      const { rows: read } = await loaded(`${name}.csv`, text)
      expect([name, read]).toEqual([name, TWO_ROWS])
    }
  })

  it('reads the same packed by gzip or Zstandard, also in several parts', async () => {
    const text = [HEADER, ...minuteRows(500)].join('\n')
    const plain = await loaded('whole.csv', text)
    expect(plain.count).toBe(500)
    const half = text.length >> 1
    const inTwo = (pack: (part: string) => Uint8Array) =>
      Buffer.concat([pack(text.slice(0, half)), pack(text.slice(half))])
    const forms: [string, Uint8Array][] = [
      ['whole.csv.gz', gzipSync(text)],
      ['two.CSV.GZ', inTwo(gzipSync)],
      ['whole.csv.zst', zstdCompressSync(text)],
      ['two.csv.zst', inTwo(zstdCompressSync)],
    ]
    for (const [name, bytes] of forms) expect((await loaded(name, bytes)).rows).toEqual(plain.rows)
  })

  it('may hold many more rows than its size suggests', async () => {
    const rows = Array.from({ length: 5000 }, (_, i) => `${i},1,1,1,1,0`)
    const { count, rows: read } = await loaded('short.csv', [HEADER, ...rows].join('\n'))
    expect(count).toBe(5000)
    expect(read.at(-1)).toEqual([4_999_000, 1, 1, 1, 1, 0])
  })
})
