// The bucket of requests that each client has, with a clock of the test's own.
import { describe, expect, it } from 'vitest'
import { createLimiter, RateLimit } from '#host/faces/http/rate-limit.ts'

describe('a rate limit', () => {
  it('lets a burst through, then says how long to wait', () => {
    let now = 0
    const limit = new RateLimit({ burst: 3, perSecond: 2 }, () => now)
    expect([1, 2, 3].map(() => limit.take('a'))).toEqual([0, 0, 0])
    expect(limit.take('a')).toBe(0.5)
    now = 250
    expect(limit.take('a')).toBe(0.25)
    now = 500
    expect(limit.take('a')).toBe(0)
    expect(limit.take('a')).toBe(0.5)
  })

  it('fills up to the burst and no further', () => {
    let now = 0
    const limit = new RateLimit({ burst: 2, perSecond: 1 }, () => now)
    limit.take('a')
    now = 3_600_000
    expect([1, 2, 3].map(() => limit.take('a'))).toEqual([0, 0, 1])
  })

  it('counts each client for itself, strangers by address and not by what they say', () => {
    const rate = { burst: 1, perSecond: 1e-6 }
    const limiter = createLimiter({ caller: rate, stranger: rate })
    const caller = { name: 'a', role: 'viewer', until: null } as const
    expect(limiter.take(caller, '10.0.0.1')).toBe(0)
    expect(limiter.take(caller, '10.0.0.2')).toBeGreaterThan(0)
    expect(limiter.take({ ...caller, name: 'b' }, '10.0.0.1')).toBe(0)
    expect(limiter.take(null, '10.0.0.1')).toBe(0)
    expect(limiter.take(null, '10.0.0.1')).toBeGreaterThan(0)
    expect(limiter.take(null, '10.0.0.2')).toBe(0)
  })
})
