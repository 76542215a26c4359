// Clocks, rate limits and waiting: all with time and chance passed in.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ClockSkew } from '#host/feeds/clock-skew.ts'
import { backoffMs, DEFAULT_BACKOFF } from '#host/venues/backoff.ts'
import { RateLimiter, TokenBucket } from '#host/venues/token-bucket.ts'

describe('the difference of the clocks', () => {
  /** One message each 100 ms whose receive time − exchange time is that. */
  const skewOf = (lags: readonly number[], skew = new ClockSkew(10_000)) => {
    for (const [i, lag] of lags.entries()) skew.sample(100 * i - lag, 100 * i)
    return skew
  }

  it('is not known before three messages', () => {
    expect(skewOf([5, 5]).baselineMs).toBeNaN()
    expect(skewOf([5, 5]).exchangeTimeAt(1000)).toBe(1000)
  })

  it('is that of the fast messages, whatever the slow ones do and two wrong stamps say', () => {
    expect(skewOf([40, 900, 20, 21, 3000, 25]).baselineMs).toBe(25)
    expect(skewOf([-9000, -9000, 40, 900, 20, 21]).baselineMs).toBe(20)
  })

  it('makes a delay of what a message takes longer', () => {
    const skew = skewOf([-1270, -1270, -1270])
    expect(skew.delayMs(2000, 1000)).toBe(270)
    expect(skew.exchangeTimeAt(1000)).toBe(2270)
  })

  it('is believed up to a bound: a feed that is a quarter of an hour late is late', () => {
    const skew = skewOf([900_000, 900_000, 900_000])
    expect(skew.delayMs(0, 900_000)).toBe(890_000)
  })

  it('is learned anew within two minutes after our clock was set', () => {
    const skew = new ClockSkew(10_000)
    for (let t = 0; t < 60_000; t += 1000) skew.sample(t, t + 20)
    for (let t = 60_000; t < 120_000; t += 1000) skew.sample(t, t + 4020)
    expect(skew.baselineMs).toBe(20)
    for (let t = 120_000; t < 130_000; t += 1000) skew.sample(t, t + 4020)
    expect(skew.baselineMs).toBe(4020)
  })
})

describe('a rate limit', () => {
  it('gives half at once and the rest over its window', () => {
    const limiter = new RateLimiter({ orders: [{ limit: 10, windowMs: 1000 }] })
    const waits = Array.from({ length: 6 }, () => limiter.take('orders', 1, 0))
    // Five a second flow in: one each 200 ms.
    expect(waits).toEqual([0, 0, 0, 0, 0, 200])
    expect(limiter.take('orders', 1, 199)).toBe(1)
    expect(limiter.take('orders', 1, 200)).toBe(0)
    expect(limiter.take('orders', 2, 200)).toBe(400)
  })

  it('never lets more than the limit into any window', () => {
    const requests = fc.array(
      fc.record({ gap: fc.nat(300), weight: fc.integer({ min: 1, max: 4 }) }),
      {
        minLength: 50,
        maxLength: 300,
      },
    )
    fc.assert(
      fc.property(requests, fc.integer({ min: 1, max: 40 }), (list, limit) => {
        const bucket = new TokenBucket({ limit, windowMs: 1000 })
        const taken: { time: number; weight: number }[] = []
        let time = 0
        for (const { gap, weight } of list) {
          time += gap
          if (bucket.waitMs(weight, time) > 0) continue
          bucket.take(weight)
          taken.push({ time, weight })
        }
        for (const { time: start } of taken) {
          const inside = taken.filter((one) => one.time >= start && one.time < start + 1000)
          expect(inside.reduce((sum, one) => sum + one.weight, 0)).toBeLessThanOrEqual(limit)
        }
      }),
    )
  })

  it('is kept with each of several windows, and a request that one refuses costs nothing', () => {
    const limiter = new RateLimiter({
      orders: [
        { limit: 4, windowMs: 1000 },
        { limit: 6, windowMs: 60_000 },
      ],
      data: [{ limit: 100, windowMs: 1000 }],
    })
    expect([0, 1, 2].map(() => limiter.take('orders', 1, 0))).toEqual([0, 0, 500])
    expect(limiter.take('orders', 1, 500)).toBe(0)
    // The minute's three are gone; half a second has brought a fortieth of one back.
    expect(limiter.take('orders', 1, 1000)).toBe(19_000)
    expect(limiter.take('data', 50, 1000)).toBe(0)
  })

  it('says never where a request is more than may be used at once', () => {
    const limiter = new RateLimiter({ data: [{ limit: 10, windowMs: 1000 }] })
    expect(limiter.take('data', 6, 0)).toBe(Number.POSITIVE_INFINITY)
  })

  it('of one allows one a window', () => {
    const limiter = new RateLimiter({ rare: [{ limit: 1, windowMs: 1000 }] })
    expect([0, 500, 1000].map((now) => limiter.take('rare', 1, now))).toEqual([0, 500, 0])
  })

  it('waits for all classes when the venue says so', () => {
    const limiter = new RateLimiter({
      orders: [{ limit: 10, windowMs: 1000 }],
      data: [{ limit: 10, windowMs: 1000 }],
    })
    limiter.block(30_000)
    expect(limiter.take('data', 1, 10_000)).toBe(20_000)
    expect(limiter.take('orders', 1, 30_000)).toBe(0)
  })
})

describe('the wait before the next attempt', () => {
  it('doubles up to a bound, half of it by chance', () => {
    const least = [1, 2, 3, 4, 20].map((failures) => backoffMs(failures, 0, DEFAULT_BACKOFF))
    expect(least).toEqual([250, 500, 1000, 2000, 30_000])
    expect(backoffMs(3, 0.5, DEFAULT_BACKOFF)).toBe(1500)
    expect(backoffMs(2000, 0.5, DEFAULT_BACKOFF)).toBe(45_000)
  })
})
