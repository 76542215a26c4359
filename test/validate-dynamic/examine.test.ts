// The proof of no look-ahead can fail: scripts that see the future, which no isolate lets them, are
// found out; honest ones are not.
import { expect, test } from 'vitest'
import { type ExamineOptions, examine } from '#host/validate/dynamic/examine.ts'
import { EXIT, enterWith, type HostScript, hostRuns, OPPORTUNITY, swings } from './host-run.ts'

const SAMPLE = swings(600)
const MINUTE = 60_000

const options = (more: Partial<ExamineOptions> = {}): ExamineOptions => {
  return { sample: SAMPLE, warmup: 20, sha256: 'a', onStep: () => {}, ...more }
}
const examined = (script: HostScript, more: Partial<ExamineOptions> = {}) =>
  examine(
    hostRuns(() => script),
    options(more),
  )

const HONEST: HostScript = (callback, i, { close }) => {
  if (callback === 'detectOpportunity') return close[i]! > close[i - 1]! ? OPPORTUNITY : null
  if (callback === 'filterCommitment') return enterWith(close[i]! / 100)
  return close[i]! < close[i - 1]! ? EXIT : null
}

test('a script that looks at the past only is proven', async () => {
  const { run, betweenRuns, lookAhead, proof } = await examined(HONEST)
  expect(run.trades.length).toBeGreaterThan(50)
  expect({ betweenRuns, lookAhead }).toEqual({ betweenRuns: null, lookAhead: null })
  const { cuts, decisions, sha256 } = proof!
  expect(sha256).toMatch(/^[0-9a-f]{64}$/)
  expect(decisions).toBe(run.decisions.filter(([time]) => time <= cuts.at(-1)!).length)
  // Four cuts in four quarters, the last one bar from the end; three of them where it decides.
  expect(cuts.map((cut) => Math.floor(cut / MINUTE / 150))).toEqual([1, 2, 3, 3])
  expect(cuts.at(-1)).toBe(599 * MINUTE)
  const decided = new Set(run.decisions.map(([time]) => time))
  expect(cuts.slice(0, 3).filter((cut) => !decided.has(cut))).toEqual([])
})

test('the proof is the same for the same script, and another for another', async () => {
  const { proof } = await examined(HONEST)
  expect((await examined(HONEST)).proof).toEqual(proof)
  expect((await examined(HONEST, { sha256: 'b' })).proof!.sha256).not.toBe(proof!.sha256)
  const other: HostScript = (callback, i, bars) =>
    callback === 'filterCommitment' ? enterWith(1) : HONEST(callback, i, bars)
  expect((await examined(other)).proof!.sha256).not.toBe(proof!.sha256)
})

const PEEKERS: Readonly<Record<string, HostScript>> = {
  'the next bar’s close, to detect': (callback, i, bars) =>
    callback === 'detectOpportunity'
      ? bars.close[i + 1]! > bars.close[i]!
        ? OPPORTUNITY
        : null
      : HONEST(callback, i, bars),
  'the next bar’s low, to exit': (callback, i, bars) =>
    callback === 'managePosition'
      ? bars.low[i + 1]! < bars.low[i]!
        ? EXIT
        : null
      : HONEST(callback, i, bars),
  'the next bar’s close, as a size': (callback, i, bars) =>
    callback === 'filterCommitment'
      ? enterWith((bars.close[i + 1] ?? 100) / 100)
      : HONEST(callback, i, bars),
  'the highest high to come': (callback, i, bars) =>
    callback === 'detectOpportunity'
      ? Math.max(...bars.high.subarray(i + 1)) > 1.05 * bars.close[i]!
        ? OPPORTUNITY
        : null
      : HONEST(callback, i, bars),
  'a bar two hundred bars ahead': (callback, i, bars) =>
    callback === 'detectOpportunity'
      ? bars.close[i + 200]! > bars.close[i]!
        ? OPPORTUNITY
        : null
      : HONEST(callback, i, bars),
  'how many bars there are': (callback, i, bars) =>
    i > bars.close.length - 100 ? null : HONEST(callback, i, bars),
}

test.each(Object.entries(PEEKERS))(
  'a script that looks at %s is found out',
  async (_at, script) => {
    const { betweenRuns, lookAhead, proof } = await examined(script)
    expect(betweenRuns).toBeNull()
    expect(proof).toBeNull()
    expect(lookAhead!.time).toBeLessThanOrEqual(lookAhead!.cut)
    expect(lookAhead!.first).not.toBe(lookAhead!.second)
  },
)

test('the difference names the callback that saw ahead, at the instant at which it did', async () => {
  const { run, lookAhead } = await examined(PEEKERS['the next bar’s close, as a size']!)
  const { callback, time, cut, future } = lookAhead!
  expect({ callback, future }).toEqual({ callback: 'filterCommitment', future: 'truncated' })
  expect(time).toBe(cut)
  expect(run.decisions.some(([at, who]) => at === time && who === callback)).toBe(true)
})

test('a script that remembers earlier runs differs between two runs', async () => {
  let runs = 0
  const create = (): HostScript => {
    const size = ++runs
    return (callback, i, bars) =>
      callback === 'filterCommitment' ? enterWith(size) : HONEST(callback, i, bars)
  }
  const { betweenRuns, lookAhead, proof } = await examine(hostRuns(create), options())
  expect(betweenRuns).toMatchObject({ callback: 'filterCommitment' })
  expect(betweenRuns!.first).toContain('"value":1}')
  expect(betweenRuns!.second).toContain('"value":2}')
  expect({ lookAhead, proof }).toEqual({ lookAhead: null, proof: null })
})

test('nothing is proven of a script that was never asked', async () => {
  const never = hostRuns(() => HONEST)
  const unasked: typeof never = async (feeds) => {
    const asked = { detectOpportunity: 0, filterCommitment: 0, managePosition: 0 }
    return { ...(await never(feeds)), asked, decisions: [] }
  }
  expect((await examine(unasked, options())).proof).toBeNull()
})
