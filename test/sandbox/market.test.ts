// The bars that all slots of a runner look at: whatever has moved in memory, a script reads the right
// symbol's, and no isolate is held to account for what others brought.
import { expect, onTestFinished, test } from 'vitest'
import { type Runner, startRunner } from '#host/runner/client.ts'
import type { TurnResult } from '#host/runner/protocol.ts'
import { FRAME, FRAME_LENGTH } from '#sdk/frame.ts'
import { LIMITS } from './ground.ts'

const MINUTE = 60_000
const SYMBOLS = ['A', 'B', 'C'] as const

/** Another price for each symbol and minute. */
const priceOf = (feed: number, minute: number) => 1 + feed * 1000 + (minute % 997)

async function liveRunner(limits = LIMITS): Promise<Runner> {
  const runner = await startRunner({ limits, languages: ['js', 'lua'] })
  onTestFinished(() => runner.end())
  const columns = new ArrayBuffer(0)
  const feeds = SYMBOLS.map((symbol) => ({ symbol, intervalMs: MINUTE, count: 0, columns }))
  await runner.request({ type: 'feeds', feeds })
  return runner
}

async function open(runner: Runner, id: number, own: number, body: string, language: 'js' | 'lua') {
  const symbol = SYMBOLS[own]!
  const path = `s.${language}`
  const code = language === 'js' ? inJs(body) : inLua(body)
  const script = { language, entry: path, files: [{ path, code }] } as const
  const of = { name: symbol, symbol, currency: 'USDT', seed: 1, params: {} }
  const report = await runner.request({ type: 'open', slot: { ...of, id, script } })
  expect(report).toMatchObject({ ok: true })
  const others = SYMBOLS.flatMap((_, feed) => (feed === own ? [] : [feed]))
  const start = { feeds: [own, ...others], timeframe: '1m', params: {}, memory: null }
  await runner.request({ type: 'start', slot: id, start })
}

const inJs = (body: string) => `
import { defineStrategy } from 'watchfire'
let kept
export default defineStrategy({
  name: 's', timeframe: '1m',
  detectOpportunity(market, context, indicators) { kept = { market, indicators }; ${body} },
  filterCommitment() {}, managePosition() {},
  onReload() { console.log(kept.market.bar(0).close, kept.indicators.sma(1, { symbol: 'C' })) },
})`

const inLua = (body: string) => `
strategy = { name = 's', timeframe = '1m' }
function detect_opportunity(market, context, indicators) ${body} end
function filter_commitment() end
function manage_position() end`

/** Minutes from–to of all symbols; symbol after symbol, as a session that catches up sends them. */
async function append(runner: Runner, from: number, to: number): Promise<void> {
  const rows = SYMBOLS.flatMap((_, feed) =>
    Array.from({ length: to - from }, (_, i) => {
      const price = priceOf(feed, from + i)
      return [feed, (from + i) * MINUTE, price, price, price, price, 1]
    }),
  )
  await runner.request({ type: 'append', bars: Float64Array.from(rows.flat()) })
}

/** At the close of that minute. */
function momentOf(minute: number): Float64Array {
  const frame = new Float64Array(FRAME_LENGTH)
  frame[FRAME.time] = (minute + 1) * MINUTE
  frame[FRAME.barIndex] = minute
  frame[FRAME.visible] = minute + 1
  frame[FRAME.isBarClose] = 1
  // No tick: bars have come until the event.
  frame[FRAME.barTime] = Number.NaN
  return frame
}

async function ask(runner: Runner, slot: number, minute: number): Promise<TurnResult> {
  const call = { callback: 'detectOpportunity', frame: momentOf(minute) } as const
  const [result] = await runner.request({
    type: 'ask',
    bars: new Float64Array(0),
    turns: [{ slot, calls: [call] }],
  })
  return result!
}

const said = ({ logs }: TurnResult) => logs.lines.map(({ text }) => text)

const OWN_AND_C = {
  js: "console.log(market.bar(0).close, market.highest(3), indicators.sma(2, { symbol: 'C' }))",
  lua: "print(market.bar(0).close, market.highest(3), indicators.sma(2, {symbol = 'C'}))",
}

test.each(['js', 'lua'] as const)('a %s slot outlives every move of the bars', async (language) => {
  const runner = await liveRunner()
  await open(runner, 0, 1, OWN_AND_C[language], language)
  await open(runner, 1, 0, OWN_AND_C[language], language)
  let minute = 0
  // Past the room of the first day and of five more; slot 1 is asked after the last of them for the first time.
  for (const next of [2, 900, 1100, 2000, 2100, 4000, 4200, 9000]) {
    await append(runner, minute, next)
    minute = next
    const last = minute - 1
    const high = Math.max(...[0, 1, 2].map((back) => (last < back ? 0 : priceOf(1, last - back))))
    const mean = (priceOf(2, last) + priceOf(2, last - 1)) / 2
    const [line] = said(await ask(runner, 0, last))
    const expected = [priceOf(1, last), last < 2 ? Number.NaN : high, mean]
    expect(
      line!.split(/\s+/).map((text) => (/nan/i.test(text) ? Number.NaN : Number(text))),
    ).toEqual(expected)
  }
  const [late] = said(await ask(runner, 1, minute - 1))
  const highest = Math.max(...[1, 2, 3].map((back) => priceOf(0, minute - back)))
  const mean = (priceOf(2, minute - 1) + priceOf(2, minute - 2)) / 2
  expect(late!.split(/\s+/).map(Number)).toEqual([priceOf(0, minute - 1), highest, mean])
})

test('a hook that looks at the market after a move sees what its last callback saw', async () => {
  const runner = await liveRunner()
  await open(runner, 0, 1, "indicators.sma(1, { symbol: 'C' })", 'js')
  await append(runner, 0, 1000)
  await ask(runner, 0, 999)
  await append(runner, 1000, 5000)
  const hook = { hook: 'onReload', payload: 'null', frame: momentOf(999) } as const
  const [result] = await runner.request({
    type: 'ask',
    bars: new Float64Array(0),
    turns: [{ slot: 0, calls: [hook] }],
  })
  expect(said(result!)).toEqual([`${priceOf(1, 999)} ${priceOf(2, 999)}`])
})

test('what an unknown symbol is told has the symbols of the run in it, its own first', async () => {
  const runner = await liveRunner()
  await open(runner, 0, 1, "indicators.sma(2, { symbol: 'D' })", 'js')
  await append(runner, 0, 1)
  const { answers } = await ask(runner, 0, 0)
  expect(answers[0]).toContain('symbol \\"D\\" is not part of this run; it has B, A, C')
})

test('bars that come after a slot was opened do not count to its memory', async () => {
  const runner = await liveRunner({ ...LIMITS, isolateMb: 12, callbackMs: 10_000 })
  // Makes enough garbage to be checked against its limit at every call.
  const busy = 'for (let i = 0; i < 40; i++) new Array(100_000).fill(i); console.log(market.close)'
  await open(runner, 0, 0, busy, 'js')
  // 3 symbols × 150,000 bars × 48 bytes are 21 MB, and the room for them still more.
  for (let from = 0; from < 150_000; from += 50_000) await append(runner, from, from + 50_000)
  for (const minute of [149_998, 149_999]) {
    const result = await ask(runner, 0, minute)
    expect(result.lost).toBeNull()
    expect(said(result)).toEqual([String(priceOf(0, minute))])
  }
})
