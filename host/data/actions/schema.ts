// What actions.json holds.
import { z } from 'zod'
import { isTimeZone } from './local-day.ts'

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
export const actionsSchema = z.strictObject({
  /** Of the exchange: its days are what the dates mean. */
  timeZone: z.string().refine(isTimeZone),
  factors: z.array(
    z.strictObject({
      date,
      price: z.number().positive(),
      split: z.number().positive(),
      close: z.number().positive().nullable(),
    }),
  ),
  /** The tickers of the company behind the factors. */
  tickers: z.array(z.strictObject({ until: date, ticker: z.string() })),
})
export type Actions = z.infer<typeof actionsSchema>
