// Whatever is wrong is said with its place and a way out, on stderr, with the right exit code, and
// no result is left behind.
import { describe, expect, it } from 'vitest'
import { csv, fixture, flat, workplace } from './watchfire.ts'

const place = workplace()

/** Runs a backtest that must fail, and holds that it left nothing. */
async function failing(...args: string[]) {
  const outcome = await place.watchfire('backtest', ...args, '--json', 'result.json')
  expect(outcome.stdout).toBe('')
  expect(place.list().filter((name) => name === 'result.json' || name.endsWith('.tmp'))).toEqual([])
  return outcome
}

const onFlatBars = (script: string) => {
  place.write('flat.csv', flat(20))
  return failing(fixture(script), '--data', 'flat.csv', '--symbol', 'ABC')
}

const HEADER = 'timestamp,open,high,low,close,volume'
const FIRST = '2025-01-01T00:00Z,100,101,99,100,1'

describe('a bar file that is', () => {
  const cases: [what: string, content: string | null, ...says: string[]][] = [
    ['not there', null, 'no file, folder or dataset "bars.csv"'],
    ['empty', '', 'bars.csv'],
    ['without a column', 'timestamp,open,high,low,volume\n1,1,1,1,1\n', 'no column close'],
    [
      'unsorted',
      `${HEADER}\n${FIRST}\n2025-01-01T00:02Z,100,101,99,100,1\n2025-01-01T00:01Z,100,101,99,100,1\n`,
      'bars.csv:4: ',
      "timestamp 2025-01-01T00:01Z is before line 3's",
      'sort the rows',
    ],
    [
      'with a time twice',
      `${HEADER}\n${FIRST}\n${FIRST}\n`,
      'bars.csv:3: ',
      'the same as that of line 2',
    ],
    [
      'with a hole',
      `${HEADER}\n${FIRST}\n2025-01-01T00:01Z,100,101,99,NaN,1\n`,
      'bars.csv:3: ',
      'expected close to be a decimal number, received "NaN"',
    ],
    [
      'with a negative price',
      `${HEADER}\n${FIRST}\n2025-01-01T00:01Z,100,101,-99,100,1\n`,
      'bars.csv:3: ',
      'low must be above 0, received -99',
    ],
    [
      'with its high below its low',
      `${HEADER}\n${FIRST}\n2025-01-01T00:01Z,100,98,99,100,1\n`,
      'bars.csv:3: ',
      'high 98 is below low 99',
    ],
  ]
  it.each(cases)('%s is refused', async (what, content, ...says) => {
    if (content !== null) place.write('bars.csv', content)
    const { code, stderr } = await failing(
      ...[fixture('jump.js'), '--data', 'bars.csv', '--symbol', 'ABC'],
    )
    expect(code, what).toBe(1)
    for (const words of says) expect(stderr).toContain(words)
    expect(stderr).not.toContain('    at ')
  })

  it('coarser than the timeframe is refused', async () => {
    place.write(
      'hours.csv',
      `${HEADER}\n${[0, 1, 2].map((h) => `2025-01-01T0${h}:00Z,100,101,99,100,1`).join('\n')}\n`,
    )
    const { code, stderr } = await failing(
      ...[fixture('jump.js'), '--data', 'hours.csv', '--symbol', 'ABC'],
    )
    expect(code).toBe(1)
    expect(stderr).toContain('the timeframe 1m')
    expect(stderr).toContain('is finer than the 1h bars of ABC')
  })

  it('without a bar in the range is refused, with the range that it has', async () => {
    place.write('flat.csv', flat(20))
    const { code, stderr } = await failing(
      ...[fixture('jump.js'), '--data', 'flat.csv', '--symbol', 'ABC', '--from', '2026-01-01'],
    )
    expect(code).toBe(1)
    expect(stderr).toContain('from 2025-01-01T00:00Z to 2025-01-01T00:19Z')
  })
})

describe('a script that', () => {
  it('throws is named with file, line, callback, bar, time and trace', async () => {
    const { code, stderr } = await onFlatBars('throws.js')
    expect(code).toBe(1)
    const at = 'managePosition failed at bar 5 of ABC (2025-01-01T00:06Z)'
    expect(stderr).toContain(`${fixture('throws.js')}:4:19: ${at}: Cannot read properties`)
    expect(stderr).toContain('    at throws.js:4:19 in levelOf\n    at throws.js:17:12 in')
  })

  it('loops for ever is stopped and named', async () => {
    const { code, stderr } = await onFlatBars('endless.js')
    expect(code).toBe(1)
    expect(stderr).toContain(`${fixture('endless.js')}:10:3: filterCommitment did not end within`)
    expect(stderr).toContain('at bar 4 of ABC (2025-01-01T00:05Z)')
  })

  it('loops for ever while it loads is stopped and named', async () => {
    const { code, stderr } = await onFlatBars('loads-forever.js')
    expect(code).toBe(1)
    expect(stderr).toMatch(/loads-forever\.js.*the top level of the script did not end/)
  })

  it.each(['hoards.js', 'explodes.js'])(
    'allocates without end is stopped and named: %s',
    async (script) => {
      const { code, stderr } = await onFlatBars(script)
      expect(code).toBe(1)
      // Which limit it meets first depends on how fast the machine allocates.
      expect(stderr).toMatch(/:8:3: detectOpportunity (took|did not end|was running)/)
      expect(stderr).toContain('at bar 3 of ABC')
    },
  )

  it('returns nonsense is told what was expected', async () => {
    const { code, stderr } = await onFlatBars('nonsense.js')
    expect(code).toBe(1)
    expect(stderr).toMatch(
      /nonsense\.js:7: detectOpportunity failed at bar 3 .*returned "buy!"; expected/,
    )
  })

  it('asks for an impossible order is told the offending value', async () => {
    const { code, stderr } = await onFlatBars('sizeless.js')
    expect(code).toBe(1)
    expect(stderr).toMatch(/sizeless\.js:11:19: filterCommitment .* quantity .*received 0/)
  })

  it.each([
    ['is not there', 'jumpp.js', /no script .*\n.*did you mean ".*jump\.js"/],
    ['does not parse', 'half.js', /half\.js:4:16: Unexpected token/],
    ['lacks a callback', 'incomplete.js', /incomplete\.js:3:1: the strategy has no managePosition/],
    [
      'has wrong metadata',
      'wrong-metadata.js',
      /wrong-metadata\.js:6:3: warmup: .*received "long"/,
    ],
    ['needs a symbol that is not in the run', 'leader.js', /leader\.js:\d+.*"ETHUSDT"/],
  ])('%s is refused', async (_, script, says) => {
    place.write('bars.csv', flat(15 * 25))
    const { code, stderr } = await failing(
      ...[fixture(script), '--data', 'bars.csv', '--symbol', 'ABC'],
    )
    expect([code, stderr]).toEqual([1, expect.stringMatching(says)])
  })

  it('fails under --keep-going is listed, and quarantined after five errors', async () => {
    place.write('bars.csv', flat(60))
    const report = await place.backtest(
      ...[fixture('sizeless.js'), '--data', 'bars.csv', '--symbol', 'ABC', '--keep-going'],
    )
    expect(report.errors).toHaveLength(5)
    expect(report.errors[0]).toMatchObject({
      code: 'bad-action',
      callback: 'filterCommitment',
      file: 'sizeless.js',
      line: 11,
      bar_index: 1,
    })
    expect(report.bars).toBe(60)
  })
})

describe('bad usage', () => {
  const good = [fixture('jump.js'), '--data', 'bars.csv', '--symbol', 'ABC']
  it.each<[string, string[], RegExp]>([
    ['an unknown option', [...good, '--comission-bps', '1'], /Did you mean --commission-bps\?/],
    ['an unknown timeframe', [...good, '--timeframe', '7m'], /'7m' is invalid.*1m 3m 5m/],
    ['a missing value', [...good, '--cash'], /'--cash <amount>' argument '--json' is invalid/],
    ['a value of the wrong kind', [...good, '--cash', 'lots'], /'lots' is invalid.*above 0/],
    ['a date that no calendar has', [...good, '--from', '2025-02-30'], /'2025-02-30' is invalid/],
    [
      'an empty range',
      [...good, '--from', '2025-02-02', '--to', '2025-02-02'],
      /is not before --to/,
    ],
    ['no script', ['--data', 'bars.csv'], /missing required argument 'script'/],
    ['no data', [fixture('jump.js')], /--data FILE is missing/],
    ['no symbol', [fixture('jump.js'), '--data', 'bars.csv'], /--symbol NAME is missing/],
    [
      'data and symbols that do not pair up',
      [...good, '--symbol', 'B', '--symbol', 'C', '--data', 'x'],
      /do not pair up/,
    ],
    ['one file for two symbols', [...good, '--symbol', 'B'], /cannot hold the bars of several/],
    ['a symbol given twice', [...good, '--symbol', 'ABC'], /--symbol ABC is given twice/],
    [
      'a param that is not there',
      [...good, '--params', 'rize=1'],
      /no such param\n.*did you mean "rise"/,
    ],
    [
      'a param of the wrong kind',
      [...good, '--params', 'rise=high'],
      /rise=high: expected a number/,
    ],
    ['a param out of its bounds', [...good, '--params', 'rise=-1'], /rise=-1: expected at least 0/],
    ['params without a value', [...good, '--params', 'rise'], /Expected name=value/],
    [
      'two ways to say the commission',
      [...good, '--commission-bps', '1', '--maker-bps', '1'],
      /cannot be used with/,
    ],
    ['half of a commission', [...good, '--maker-bps', '1'], /go together/],
  ])('%s ends with exit code 2', async (_, args, says) => {
    place.write(
      'bars.csv',
      csv([
        [100, 101, 99, 100],
        [100, 101, 99, 100],
      ]),
    )
    const { code, stderr } = await failing(...args)
    expect([code, stderr]).toEqual([2, expect.stringMatching(says)])
  })

  it('an unknown command is answered with the nearest one', async () => {
    const { code, stderr } = await place.watchfire('backtset')
    expect([code, stderr]).toEqual([2, expect.stringContaining('Did you mean backtest?')])
  })

  it('a result that cannot be written is refused before the work', async () => {
    const args = [fixture('endless.js'), '--data', 'bars.csv', '--symbol', 'ABC']
    const missing = await place.watchfire('backtest', ...args, '--json', 'nowhere/result.json')
    expect([missing.code, missing.stderr]).toEqual([
      1,
      expect.stringContaining('no folder "nowhere"'),
    ])
    const folder = await place.watchfire('backtest', ...args, '--json', '.')
    expect([folder.code, folder.stderr]).toEqual([1, expect.stringContaining('is a folder')])
  })
})
