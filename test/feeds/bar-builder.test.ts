// Trades → bars: when a bar closes, what it holds, what becomes of late trades. Times in seconds.
import { describe, expect, it } from 'vitest'
import { BarBuilder, type BuiltBar } from '#host/feeds/bar-builder.ts'
import { type BarGrid, utcGrid } from '#host/feeds/bar-grid.ts'
import { hoursOf, sessionGrid } from './support.ts'

const S = 1000

/** `minute:` open high low close ×volume of each bar, and what was refused, in order. */
function build(
  steps: readonly (readonly [time: number, price: number, quantity?: number] | number)[],
  { grid = utcGrid(60 * S), graceMs = 0 }: { grid?: BarGrid; graceMs?: number } = {},
): string[] {
  const said: string[] = []
  const builder = new BarBuilder({
    grid,
    graceMs,
    listener: {
      bar: (bar) => said.push(show(bar)),
      refused: ({ time }, reason) => said.push(`${reason} ${time / S}`),
    },
  })
  for (const step of steps) {
    if (typeof step === 'number') builder.pass(step * S)
    else builder.take({ time: step[0] * S, price: step[1], quantity: step[2] ?? 1 })
  }
  return said
}

function show({ openTime, closeTime, open, high, low, close, volume, gapFrom }: BuiltBar): string {
  const gap = Number.isNaN(gapFrom) ? '' : ` after a gap from ${gapFrom / S}`
  return `${openTime / S}–${closeTime / S}: ${open} ${high} ${low} ${close} ×${volume}${gap}`
}

describe('a bar of trades', () => {
  it('holds the trades from its start on and before its end', () => {
    const trades = [
      [0, 10],
      [20, 12, 2],
      [40, 9],
      [59.999, 11],
      [60, 20],
      [120, 30],
    ] as const
    expect(build(trades)).toEqual(['0–60: 10 12 9 11 ×5', '60–120: 20 20 20 20 ×1'])
  })

  it('closes by time alone where no trade comes, once', () => {
    expect(build([[0, 10], 59.999])).toEqual([])
    expect(build([[0, 10], 60, 61, 120, [125, 11]])).toEqual(['0–60: 10 10 10 10 ×1'])
  })

  it('does not exist where nothing was traded, and the next one shows the gap', () => {
    expect(build([[0, 10], [200, 11], 300])).toEqual([
      '0–60: 10 10 10 10 ×1',
      '180–240: 11 11 11 11 ×1 after a gap from 60',
    ])
  })

  it('waits for late trades, and puts each where it belongs by the time of the venue', () => {
    const steps = [[10, 10], [50, 12], [60.1, 20], [59, 13], [5, 9], 61] as const
    expect(build([...steps, 121], { graceMs: S })).toEqual([
      '0–60: 9 13 9 13 ×4',
      '60–120: 20 20 20 20 ×1',
    ])
  })

  it('takes the last of several trades of one instant as its close, the first as its open', () => {
    expect(build([[0, 10], [0, 11], [0, 12], 60])).toEqual(['0–60: 10 12 10 12 ×3'])
  })

  it('never changes once it has closed: a trade after its grace is refused', () => {
    const steps = [[10, 10], [60.1, 20], [61, 21], [59, 13], 200] as const
    expect(build(steps, { graceMs: S })).toEqual([
      '0–60: 10 10 10 10 ×1',
      'late 59',
      '60–120: 20 21 20 21 ×2',
    ])
  })

  it('does not come back for an interval that has passed without trades', () => {
    expect(build([[10, 10], [130, 20], [70, 15], 200])).toEqual([
      '0–60: 10 10 10 10 ×1',
      'late 70',
      '120–180: 20 20 20 20 ×1 after a gap from 60',
    ])
  })

  it('shows itself while it forms', () => {
    const builder = new BarBuilder({
      grid: utcGrid(60 * S),
      graceMs: 0,
      listener: { bar: () => {}, refused: () => {} },
    })
    expect(builder.forming).toBeNull()
    builder.take({ time: 10 * S, price: 5, quantity: 1 })
    builder.take({ time: 11 * S, price: 4, quantity: 2 })
    expect(show(builder.forming!)).toBe('0–60: 5 5 4 4 ×3')
  })
})

describe('bars of a trading session', () => {
  // Two days, each open from 100 s to 250 s after its begin; bars of 60 s.
  const hours = hoursOf([0, 1000].map((day) => ({ start: (day + 100) * S, end: (day + 250) * S })))
  const grid = sessionGrid(60 * S, hours)

  it('begin with the open, and the last ends with the session', () => {
    expect(build([[100, 1], [160, 2], [220, 3], [249.9, 4], 250], { grid })).toEqual([
      '100–160: 1 1 1 1 ×1',
      '160–220: 2 2 2 2 ×1',
      '220–250: 3 4 3 4 ×2',
    ])
  })

  it('know no trades outside of it, and no gap overnight', () => {
    const steps = [[99, 1], [240, 2], [250, 3], [1100, 4], [1300, 5], 1400] as const
    expect(build(steps, { grid })).toEqual([
      'outside 99',
      '220–250: 2 2 2 2 ×1',
      'outside 250',
      '1100–1160: 4 4 4 4 ×1',
      'outside 1300',
    ])
  })

  it('show a gap at the end of a session and at its begin', () => {
    expect(build([[100, 1], [1100, 2], 1200], { grid })[1]).toContain('after a gap from 160')
    expect(build([[220, 1], [1170, 2], 1300], { grid })[1]).toContain('after a gap from 250')
  })

  it('of a day are one', () => {
    const day = sessionGrid(86_400 * S, hours)
    expect(build([[100, 1], [200, 3], [249, 2], 250], { grid: day })).toEqual([
      '100–250: 1 3 1 2 ×3',
    ])
  })
})
