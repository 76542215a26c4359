// When a symbol is stale, and what ends it.
import { describe, expect, it } from 'vitest'
import { flatBar, MINUTE, quote, status, T0, trade, watchedGate } from './support.ts'

const details = (watched: ReturnType<typeof watchedGate>) =>
  watched.records.map(({ reason, detail }) => `${reason}: ${detail}`)

describe('a symbol', () => {
  it('is stale before anything has come', () => {
    const { gate } = watchedGate()
    expect(gate.isStale).toBe(true)
    gate.take(trade(0, 100))
    expect(gate.isStale).toBe(false)
  })

  it('falls stale after a minute without data, and recovers with the next that is good', () => {
    const watched = watchedGate()
    const { gate } = watched
    gate.take(trade(0, 100))
    gate.pass(T0 + 60_019)
    expect(gate.isStale).toBe(false)
    gate.pass(T0 + 60_020)
    expect(gate.isStale).toBe(true)
    gate.take(trade(70_000, -1))
    expect(gate.isStale).toBe(true)
    gate.take(trade(75_000, 100))
    expect(gate.isStale).toBe(false)
    expect(details(watched)).toEqual([
      'silent: no good data for 60 s',
      'non-positive: price is -1',
      'recovered: good data after 75 s',
    ])
  })

  it('falls stale by data that is bad as well', () => {
    const { gate, verdicts } = watchedGate()
    gate.take(trade(0, 100))
    gate.take(quote(61_000, 101, 100))
    expect(gate.isStale).toBe(true)
    expect(verdicts()).toEqual(['rejected crossed', 'flagged silent'])
  })

  it('of which only bars come, is given the length of a bar more', () => {
    const { gate } = watchedGate()
    gate.take(flatBar(0, 100))
    gate.pass(T0 + MINUTE + 20 + 2 * MINUTE - 1)
    expect(gate.isStale).toBe(false)
    gate.pass(T0 + MINUTE + 20 + 2 * MINUTE)
    expect(gate.isStale).toBe(true)
  })

  it('is not kept alive by bars when its ticks have stopped', () => {
    const { gate } = watchedGate()
    gate.take(quote(30_000, 99, 101))
    gate.take(flatBar(0, 100))
    gate.pass(T0 + 2 * MINUTE + 20)
    expect(gate.isStale).toBe(true)
  })

  it('is not kept alive by the empty bars that a venue fills an outage with', () => {
    const { gate } = watchedGate()
    gate.take(flatBar(0, 100))
    for (const n of [1, 2, 3]) {
      gate.take(flatBar(n, 100, { volume: 0 }))
      gate.pass(T0 + (n + 1) * MINUTE + 30)
    }
    expect(gate.isStale).toBe(true)
    gate.take(flatBar(4, 100))
    expect(gate.isStale).toBe(false)
  })

  it('that never has volume, like an index, lives by its bars', () => {
    const { gate } = watchedGate()
    for (const n of [0, 1, 2, 3]) {
      gate.take(flatBar(n, 100, { volume: 0 }))
      gate.pass(T0 + (n + 1) * MINUTE + 30)
    }
    expect(gate.isStale).toBe(false)
  })

  it('is stale at once when the connection is lost, until data comes', () => {
    const watched = watchedGate()
    const { gate } = watched
    gate.take(trade(0, 100))
    gate.take(status(1000, 'lost', 'code 1006'))
    expect(gate.isStale).toBe(true)
    gate.take(status(3000, 'connected'))
    expect(gate.isStale).toBe(true)
    gate.take(trade(4000, 100))
    expect(gate.isStale).toBe(false)
    expect(details(watched)).toEqual([
      'silent: the connection is lost: code 1006',
      'recovered: good data after 4 s',
    ])
  })

  it('that the venue has halted stays stale until it trades again, whatever is quoted', () => {
    const { gate } = watchedGate()
    gate.take(trade(0, 100))
    gate.take(status(1000, 'halted'))
    gate.take(quote(2000, 99, 101))
    expect(gate.isStale).toBe(true)
    gate.take(status(3000, 'trading'))
    expect(gate.isStale).toBe(true)
    gate.take(trade(4000, 100))
    expect(gate.isStale).toBe(false)
  })
})
