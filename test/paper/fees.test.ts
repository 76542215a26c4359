// What fills cost: what the configuration says, else what the venue charges, else nothing.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openPaper } from '#host/engine/paper.ts'
import type { OrderRules } from '#host/feeds/feed.ts'
import { holder } from './support/scripts.ts'
import { configIn, Ear, ManualMarket, makeFolder } from './support/session.ts'

const VENUE = { tickSize: null, lotStep: null, minNotional: 0, makerFee: 0.001, takerFee: 0.002 }

/** The fees of one unit bought at 100 and sold by a stop at 90; `meanwhile` comes between the two. */
async function feesOf(
  rules: OrderRules | undefined,
  fees: { readonly makerFee: number | null; readonly takerFee: number | null },
  meanwhile?: { readonly toml: string },
): Promise<readonly number[]> {
  const folder = makeFolder({ 'holder.js': holder('1') })
  const ear = new Ear()
  const market = new ManualMarket()
  const asked = market.feeds.map((feed) => (rules === undefined ? feed : { ...feed, rules }))
  const base = configIn(folder)
  const config = { ...base, broker: { ...base.broker, ...fees } }
  const session = await openPaper(config, {
    market: Object.assign(market, { feeds: asked }),
    onEntry: ear.hear,
  })
  const played = session.play()
  onTestFinished(async () => {
    session.stop()
    await played
    await session.close()
  })
  await market.calm(3)
  if (meanwhile !== undefined) {
    const taken = ear.next(({ type }) => type === 'config')
    writeFileSync(join(folder, 'watchfire.toml'), meanwhile.toml)
    await taken
  }
  await market.minutes([100, 100, 85, 95])
  return ear
    .facts('holder.js/BTCUSDT')
    .flatMap((fact) => (fact.type === 'filled' ? [fact.fill.fee] : []))
}

const UNSAID = { makerFee: null, takerFee: null }

it('A venue’s own fees are charged where the configuration says nothing', async () => {
  // 100 · 0.002, then 90 · 0.002: market orders and stops take.
  expect(await feesOf(VENUE, UNSAID)).toEqual([expect.closeTo(0.2, 12), expect.closeTo(0.18, 12)])
})

it('What the configuration says goes before them, zero too', async () => {
  expect(await feesOf(VENUE, { makerFee: null, takerFee: 0 })).toEqual([0, 0])
  expect(await feesOf(VENUE, { makerFee: 0, takerFee: 0.01 })).toEqual([
    expect.closeTo(1, 12),
    expect.closeTo(0.9, 12),
  ])
})

it('Nothing is charged where neither says anything', async () => {
  expect(await feesOf(undefined, UNSAID)).toEqual([0, 0])
  expect(await feesOf({ ...VENUE, takerFee: null }, UNSAID)).toEqual([0, 0])
})

it('A fee that is written down while the session runs holds from then on, over the venue’s', async () => {
  const toml = 'symbols = ["BTCUSDT"]\n[broker]\ntaker_bps = 100\n'
  expect(await feesOf(VENUE, UNSAID, { toml })).toEqual([
    expect.closeTo(0.2, 12),
    expect.closeTo(0.9, 12),
  ])
})
