// What a fill costs: slippage, commission, and rounding to the symbol's lots and ticks.
import { describe, expect, it } from 'vitest'
import { decided, play, rows, type TableOptions } from '../support/kernel.ts'

const fills = (answer: string, bars: string, options: TableOptions) =>
  play(decided(answer, bars), options).log('fill')

describe('slippage', () => {
  const slippage = 0.01

  it('worsens market entries and exits', () => {
    const bars = `
      2 100 101 99 100 exit
      3 200 201 199 200`
    expect(fills('enter long quantity 1', bars, { slippage })).toEqual([
      '2 buy 1 at 101',
      '3 sell 1 at 198 (exit)',
    ])
    expect(fills('enter short quantity 1', bars, { slippage })).toEqual([
      '2 sell 1 at 99',
      '3 buy 1 at 202 (exit)',
    ])
  })

  it('worsens stop entries, stop exits and trailing stops', () => {
    expect(fills('enter long quantity 1 trigger 105', '2 100 106 99 100', { slippage })).toEqual([
      '2 buy 1 at 106.05',
    ])
    expect(fills('enter short quantity 1 stop 110', '2 100 111 99 100', { slippage }).at(-1)).toBe(
      '2 buy 1 at 111.1 (stop)',
    )
    const trail = `
      2 100 101 99 100 trail distance 5
      3 100 101 90 100`
    expect(fills('enter long quantity 1', trail, { slippage }).at(-1)).toBe(
      '3 sell 1 at 94.05 (trail)',
    )
  })

  it('spares limit entries, stop-limit entries, targets and limit exits', () => {
    const bars = `
      2 100 101 98 100
      3 100 111 99 100`
    expect(fills('enter long quantity 1 limit 99 target 110', bars, { slippage })).toEqual([
      '2 buy 1 at 99',
      '3 sell 1 at 110 (target)',
    ])
    const stopLimit = 'enter long quantity 1 trigger 105 limit 106'
    expect(fills(stopLimit, '2 105 107 104 106', { slippage })).toEqual(['2 buy 1 at 105'])
    const limitExit = `
      2 100 101 100 100 exit limit 105
      3 100 106 100 100`
    expect(fills('enter long quantity 1 limit 100', limitExit, { slippage }).at(-1)).toBe(
      '3 sell 1 at 105 (exit)',
    )
  })
})

describe('commission', () => {
  const fees = { makerFee: 0.001, takerFee: 0.002 }

  it('is the taker’s for market and stop orders', () => {
    const bars = `
      2 100 101 99 100
      3 100 101 94 100`
    const run = play(decided('enter long quantity 2 stop 95', bars), fees)
    // 200·0.002 + 190·0.002 = 0.78; the trade loses 10 and the fees.
    expect(run.log('fill', 'trade')).toEqual(
      rows(`
        2 buy 2 at 100 fee 0.4
        3 sell 2 at 95 fee 0.38 (stop)
        long 2 in 2 at 100 out 3 at 95 stop pnl -10.78`),
    )
    expect(run.closed[0]!.fees).toBeCloseTo(0.78, 12)
    expect(run.closed[0]!.return).toBeCloseTo(-10.78 / 200, 12)
    expect(run.slot.account.cash).toBeCloseTo(9989.22, 9)
  })

  it('is the taker’s for stop entries', () => {
    expect(fills('enter long quantity 2 trigger 105', '2 100 106 99 100', fees)).toEqual([
      '2 buy 2 at 105 fee 0.42',
    ])
  })

  it('is the maker’s for limit entries, targets and limit exits', () => {
    const bars = `
      2 100 101 100 100 exit fraction 0.5 limit 105
      3 100 111 100 100`
    expect(fills('enter short quantity 2 limit 100 target 90', '2 100 101 90 95', fees)).toEqual([
      '2 sell 2 at 100 fee 0.2',
      '2 buy 2 at 90 fee 0.18 (target)',
    ])
    expect(fills('enter long quantity 2 limit 100 target 110', bars, fees)).toEqual([
      '2 buy 2 at 100 fee 0.2',
      '3 sell 1 at 105 fee 0.105 (exit)',
      '3 sell 1 at 110 fee 0.11 (target)',
    ])
  })

  it('is charged on the price after slippage', () => {
    expect(
      fills('enter long quantity 2', '2 100 101 99 100', { slippage: 0.01, takerFee: 0.002 }),
    ).toEqual(['2 buy 2 at 101 fee 0.404'])
  })
})

describe('rounding', () => {
  it('leaves numbers alone where the symbol has no steps', () => {
    const bars = '2 100.123 101 99 100'
    expect(fills('enter long quantity 1.23456789', bars, {})).toEqual([
      '2 buy 1.23456789 at 100.123',
    ])
  })

  it('rounds quantities down to the lot step', () => {
    const bars = '2 100 101 99 100'
    expect(fills('enter long quantity 1.2399', bars, { lotStep: 0.01 })).toEqual([
      '2 buy 1.23 at 100',
    ])
    expect(fills('enter long notional 350', bars, { lotStep: 1 })).toEqual(['2 buy 3 at 100'])
  })

  it('takes a quantity that is a whole number of lots as it is', () => {
    const bars = '2 100 101 99 100'
    for (const quantity of [0.3, 0.7, 1.1, 4.35, 8.2]) {
      const run = play(decided(`enter long quantity ${quantity}`, bars), { lotStep: 0.1 / 2 })
      expect(run.slot.state.position!.quantity).toBe(quantity)
    }
  })

  it('rounds a part of the position down to the lot step', () => {
    const bars = `
      2 100 101 99 100 exit fraction 0.5
      3 100 101 99 100`
    expect(fills('enter long quantity 7', bars, { lotStep: 1 })[1]).toBe('3 sell 3 at 100 (exit)')
  })

  it('rejects a part smaller than the lot step, and the position stays', () => {
    const bars = `
      2 100 101 99 100 exit fraction 0.5
      3 100 101 99 100`
    const run = play(decided('enter long quantity 1', bars), { lotStep: 1 })
    expect(run.log('fill')).toHaveLength(1)
    expect(run.log('order').at(-1)).toMatch(/^3 rejected .*sell/)
    expect(run.slot.state.position!.quantity).toBe(1)
  })

  it('rounds limits to the passive side', () => {
    const tick = { tickSize: 0.5 }
    const low = '2 100 101 98 100'
    expect(fills('enter long quantity 1 limit 99.4', low, tick)).toEqual(['2 buy 1 at 99'])
    expect(fills('enter short quantity 1 limit 100.6', low, tick)).toEqual(['2 sell 1 at 101'])
    const target = 'enter long quantity 1 target 109.6'
    expect(fills(target, '2 100 110 99 100', tick).at(-1)).toBe('2 sell 1 at 110 (target)')
    const exit = `
      2 100 101 99 100 exit limit 104.6
      3 100 105 99 100`
    expect(fills('enter long quantity 1', exit, tick).at(-1)).toBe('3 sell 1 at 105 (exit)')
    const shortExit = `
      2 100 101 99 100 exit limit 95.4
      3 100 101 95 100`
    expect(fills('enter short quantity 1', shortExit, tick).at(-1)).toBe('3 buy 1 at 95 (exit)')
  })

  it('rounds entry stops away from the market', () => {
    const tick = { tickSize: 0.5 }
    expect(fills('enter long quantity 1 trigger 104.6', '2 100 108 92 100', tick)).toEqual([
      '2 buy 1 at 105',
    ])
    expect(fills('enter short quantity 1 trigger 95.4', '2 100 108 92 100', tick)).toEqual([
      '2 sell 1 at 95',
    ])
  })

  it('rounds protective stops towards the entry', () => {
    const tick = { tickSize: 0.5 }
    const stopped = (answer: string, bars: string) => fills(answer, bars, tick).at(-1)
    expect(stopped('enter long quantity 1 stop 95.1', '2 100 101 95 100')).toBe(
      '2 sell 1 at 95.5 (stop)',
    )
    expect(stopped('enter short quantity 1 stop 104.9', '2 100 105 99 100')).toBe(
      '2 buy 1 at 104.5 (stop)',
    )
    const update = `
      2 100 101 99 100 stop 96.1
      3 100 101 96 100`
    expect(stopped('enter long quantity 1', update)).toBe('3 sell 1 at 96.5 (stop)')
    const trail = `
      2 100 101 99 100 trail distance 3.9
      3 100 101 96 100`
    expect(stopped('enter long quantity 1', trail)).toBe('3 sell 1 at 96.5 (trail)')
  })

  it('rounds simulated fills against the trader', () => {
    const bars = `
      2 100.2 101 99 100 exit
      3 100.3 101 99 100`
    const tick = { tickSize: 0.5 }
    expect(fills('enter long quantity 1', bars, tick)).toEqual([
      '2 buy 1 at 100.5',
      '3 sell 1 at 100 (exit)',
    ])
    expect(fills('enter short quantity 1', bars, tick)).toEqual([
      '2 sell 1 at 100',
      '3 buy 1 at 100.5 (exit)',
    ])
  })

  it('rounds after slippage', () => {
    const options = { tickSize: 0.5, slippage: 0.001 }
    expect(fills('enter long quantity 1', '2 100 101 99 100', options)).toEqual([
      '2 buy 1 at 100.5',
    ])
  })
})
