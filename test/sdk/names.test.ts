import { describe, expect, it } from 'vitest'
import { camelCase, snakeCase } from '#sdk/names.ts'

describe('names of the API', () => {
  it('become camelCase for JavaScript and TypeScript', () => {
    expect(camelCase('close')).toBe('close')
    expect(camelCase('time_since_open')).toBe('timeSinceOpen')
    expect(camelCase('unrealized_pnl')).toBe('unrealizedPnl')
    expect(camelCase('plus_di')).toBe('plusDi')
  })

  it('become snake_case for Lua', () => {
    expect(snakeCase('close')).toBe('close')
    expect(snakeCase('onOrderRejected')).toBe('on_order_rejected')
    expect(snakeCase('rMultiple')).toBe('r_multiple')
  })

  it('keep a leading underscore, which separates nothing', () => {
    expect(camelCase('_private')).toBe('_private')
  })
})
