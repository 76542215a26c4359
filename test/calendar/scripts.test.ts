// What scripts see of sessions: the time since the open, and averages that begin anew with it.
import { describe, expect, it } from 'vitest'
import { vwap } from '#sdk/indicators/volume/vwap.ts'
import { sessionsOf } from '#sdk/runtime/sessions.ts'
import { workplace } from '../cli/watchfire.ts'

const HALF_HOUR = 1_800_000

describe('the sessions that the host tells of', () => {
  const sessions = sessionsOf(Float64Array.of(100, 200, 300))

  it('are found in any order of times', () => {
    const times = [100, 199, 250, 150, 300, 99, 1000]
    expect(times.map((time) => sessions.openAt(time))).toEqual([100, 100, 200, 100, 300, NaN, 300])
    expect(times.map((time) => sessions.nextOpen(time))).toEqual([
      200,
      200,
      300,
      200,
      Infinity,
      100,
      Infinity,
    ])
  })

  it('begin a vwap anew; the bar in which one opens is the first of it', () => {
    const average = vwap.create()
    average.follow!({ nextOpen: sessions.nextOpen, barMs: 60 })
    const values = [40, 100, 160, 220].map((openTime) => {
      // Of a bar at one price: that price.
      average.update(openTime, openTime, openTime, openTime, 1, openTime)
      return average.out[0]
    })
    // 40–100 before the first open; 100–160; 160–220 holds the open at 200; 220–280 follows it.
    expect(values).toEqual([40, 100, 160, 190])
  })
})

describe('a backtest on US equities', () => {
  const place = workplace()
  /** 2025-01-15 and 16, 9:30 to 16:00 in New York. */
  const opens = ['2025-01-15T14:30Z', '2025-01-16T14:30Z'].map((text) => Date.parse(text))
  const rows = opens.flatMap((open, day) =>
    Array.from({ length: 13 }, (_, i) => {
      const price = 100 + 10 * day + i
      return [open + i * HALF_HOUR, price, price, price, price, 1].join(',')
    }),
  )
  const lua = `strategy = { name = "clock", timeframe = "30m" }
function detect_opportunity(market, context, indicators)
  log(string.format("%d %.4f", market.time_since_open(), indicators.vwap()))
end
function filter_commitment() end
function manage_position() end
`
  const js = `import { defineStrategy } from 'watchfire'
export default defineStrategy({ name: 'clock', timeframe: '30m',
  detectOpportunity(market, context, indicators) {
    console.log(market.timeSinceOpen() + ' ' + indicators.vwap().toFixed(4))
  },
  filterCommitment() {}, managePosition() {} })
`
  const run = async (name: string, text: string, ...more: string[]) => {
    place.write('bars.csv', `timestamp,open,high,low,close,volume\n${rows.join('\n')}\n`)
    const script = place.write(name, text)
    const args = ['backtest', script, '--data', 'bars.csv', '--symbol', 'SPY', '--logs', 'all']
    const { code, stderr } = await place.watchfire(...args, ...more)
    expect(code, stderr).toBe(0)
    return stderr.match(/\d+ [\d.]+$/gm)
  }

  it.each([
    ['clock.lua', lua],
    ['clock.js', js],
  ])('tells the time since the open and resets vwap there: %s', async (name, text) => {
    // Prices of equal volume 100, 101 … : the mean of the first n is 100 + (n − 1) / 2.
    const day = (price: number) =>
      Array.from({ length: 13 }, (_, i) => `${1800 * (i + 1)} ${(price + i / 2).toFixed(4)}`)
    expect(await run(name, text, '--calendar', 'us')).toEqual([...day(100), ...day(110)])
  })

  it('takes the sessions of the venue that its dataset is of', async () => {
    place.write('bars.csv', `timestamp,open,high,low,close,volume\n${rows.join('\n')}\n`)
    await place.watchfire('data', 'import', 'bars.csv', '--venue', 'nasdaq', '--symbol', 'SPY')
    const script = place.write('clock.js', js)
    const data = ['--data', 'nasdaq/SPY/30m', '--symbol', 'SPY', '--logs', 'all']
    const { code, stderr } = await place.watchfire('backtest', script, ...data)
    expect(code, stderr).toBe(0)
    expect(stderr.match(/\d+ [\d.]+$/gm)?.[0]).toBe('1800 100.0000')
  })

  it('counts from 00:00 UTC where nothing says when the market is open', async () => {
    // The first bar ends at 15:00 UTC.
    expect((await run('clock.js', js))![0]).toBe(`${15 * 3600} 100.0000`)
  })
})
