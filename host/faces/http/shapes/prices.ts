// Prices as the push channel tells them: bars that have closed, and what comes between them.
import { z } from '@hono/zod-openapi'
import { time } from './common.ts'

export const SymbolBar = z
  .object({
    symbol: z.string(),
    openTime: time,
    open: z.number(),
    high: z.number(),
    low: z.number(),
    close: z.number(),
    volume: z.number(),
  })
  .openapi('SymbolBar')

export const SymbolTick = z
  .object({
    symbol: z.string(),
    time,
    price: z.number(),
    bid: z.number().nullable(),
    ask: z.number().nullable(),
    quantity: z.number().nullable().describe('traded at the price; null: none was'),
  })
  .openapi('SymbolTick')
