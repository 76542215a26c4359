// mae and mfe: the worst and the best move from the entry, as positive fractions of its price.
import { describe, expect, it } from 'vitest'
import { decided, play, type TableOptions } from '../support/kernel.ts'

function excursions(answer: string, bars: string, options: TableOptions = {}) {
  const [trade] = play(decided(answer, bars), options).closed
  return { mae: trade!.mae, mfe: trade!.mfe }
}

const close = (mae: number, mfe: number) => ({
  mae: expect.closeTo(mae, 12),
  mfe: expect.closeTo(mfe, 12),
})

describe('excursions', () => {
  it('are taken over the data bars’ highs and lows', () => {
    const bars = `
      2 100 104  97 100
      3 100 107  99 100
      4 100 101  99 100 exit
      5 100 150  50 100`
    expect(excursions('enter long quantity 1', bars)).toEqual(close(0.03, 0.07))
    expect(excursions('enter short quantity 1', bars)).toEqual(close(0.07, 0.03))
  })

  it('count the entry bar of a fill inside it by its close', () => {
    const bars = `
      2 100 130 80 98.01 exit
      3 99 99 99 99`
    expect(excursions('enter long quantity 1 limit 99', bars)).toEqual(close(0.01, 0))
  })

  it('count the entry bar of a fill at its open whole', () => {
    const bars = `
      2 99 108.9 89.1 99 exit
      3 99 99 99 99`
    expect(excursions('enter long quantity 1 limit 99', bars)).toEqual(close(0.1, 0.1))
  })

  it('count the exit bar up to the exit price', () => {
    const bars = `
      2 100 101 100 100
      3 100 101 90 91`
    expect(excursions('enter long quantity 1 stop 95', bars)).toEqual(close(0.05, 0.01))
    const target = `
      2 100 101 100 100
      3 100 120 100 115`
    expect(excursions('enter long quantity 1 target 110', target)).toEqual(close(0, 0.1))
    const gap = `
      2 100 101 100 100
      3  90 120  80 115`
    expect(excursions('enter long quantity 1 stop 95', gap)).toEqual(close(0.1, 0.01))
  })

  it('begin after the decision bar with fill_at close', () => {
    const bars = `
      2 100 101 98 100 exit
      3 100 150 50 100`
    expect(excursions('enter long quantity 1', bars, { fillAt: 'close' })).toEqual(
      close(0.02, 0.01),
    )
  })

  it('are those of the data bars under a longer strategy bar', () => {
    const table = `
      4 100 100 100 100 opportunity
      9 100 100 100 100 enter long quantity 1
      10 100 100 96 100
      11 100 105 99 100
      12 100 100 100 100
      13 100 100 100 100
      14 100 100 100 100 exit
      15 100 100 100 100`
    const [trade] = play(table, { timeframe: 5 }).closed
    expect(trade).toMatchObject(close(0.04, 0.05))
  })
})
