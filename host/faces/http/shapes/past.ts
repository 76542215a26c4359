// A session's past: what a slot did and why, and what another script would have made of it.
import { z } from '@hono/zod-openapi'
import { BacktestError, Trace } from './backtests.ts'
import { LiveTrade } from './board.ts'
import { listOf, orNull, Point, SlotState, time } from './common.ts'
import { path, source } from './scripts.ts'

export const WhyQuery = z.object({
  at: z.coerce.number().min(0).max(8.64e15).optional().describe('ms UTC; without it: now'),
  count: z.coerce.number().int().min(1).max(1000).default(100),
})

export const Moment = z
  .object({
    time,
    version: z.string().describe('of the script, as it calls itself'),
    script: z.string(),
    sha256: z.string().describe('of that version, with all that it imports'),
    kept: z.string().describe('what the journal keeps the version under'),
    state: SlotState.describe('as the instant found it'),
    barIndex: z.int(),
    asked: listOf(
      z.object({
        call: z.string(),
        price: z.number().nullable().describe('null before the first one'),
        equity: z.number(),
        position: orNull(
          z.object({
            quantity: z.number().describe('signed'),
            entryPrice: z.number(),
            stop: z.number().nullable(),
            target: z.number().nullable(),
          }),
        ),
        answer: z.unknown().describe('what it returned, or the error'),
      }),
    ),
    whyNot: z.string().nullable().describe('where it was not asked'),
    facts: listOf(z.looseObject({ type: z.string() })).describe('what the machine made of it'),
    logs: listOf(z.string()),
    entry: z.int().nullable().describe("the journal's, as of /journal; null: nothing was written"),
    memory: orNull(z.object({ data: z.unknown(), opportunity: z.unknown() })).describe(
      'from then on; null where it is too much',
    ),
  })
  .openapi('Moment')

export const SlotPast = z
  .object({
    moments: listOf(Moment).describe('oldest first'),
    sources: listOf(
      z.object({ sha256: z.string(), script: z.string(), source: z.string() }),
    ).describe('the text of every version among them'),
  })
  .openapi('SlotPast')

export const HeldQuery = z.object({
  limit: z.coerce.number().int().min(1).max(5000).default(2000).describe('the latest so many'),
})

export const HeldRow = z
  .object({
    time: time.describe('from then on, up to the next row'),
    quantity: z.number().describe('signed; 0: nothing, and all else is null'),
    entryPrice: z.number().nullable(),
    stop: z.number().nullable(),
    target: z.number().nullable(),
  })
  .openapi('HeldRow')

export const ReadingsQuery = z.object({
  from: z.coerce.number().min(0).max(8.64e15),
  to: z.coerce.number().min(0).max(8.64e15),
  points: z.coerce.number().int().min(1).max(3000).default(1000),
})

export const Readings = Trace.pick({ time: true, price: true, plots: true }).openapi('Readings', {
  description: 'columns of equal length, an evaluation a row',
})

export const ReplayRequest = z
  .strictObject({
    path: path.optional().describe('a script, in place of the one of that name; none: the same'),
    source: source.nullable().default(null).describe('the draft; null: what lies in the folder'),
  })
  .openapi('ReplayRequest')

const Played = z.object({
  trades: listOf(LiveTrade),
  decisions: z.int(),
  faults: z.int(),
  equity: listOf(Point),
})

export const ReplayResult = z
  .object({
    replaced: z.string().nullable().describe('the script that another one stood in for'),
    instants: z.int(),
    entries: z.int(),
    isSame: z.boolean().describe('of a replay of the same scripts: to the last entry'),
    was: Played,
    is: Played,
  })
  .openapi('ReplayResult')

export const Replay = z
  .object({
    id: z.string(),
    status: z.enum(['running', 'done', 'failed', 'cancelled']),
    progress: z.number().describe('0 to 1'),
    error: orNull(BacktestError),
    result: orNull(ReplayResult),
  })
  .openapi('Replay')

export type Moment = z.infer<typeof Moment>
export type Readings = z.infer<typeof Readings>
export type HeldRow = z.infer<typeof HeldRow>
export type SlotPast = z.infer<typeof SlotPast>
export type Replay = z.infer<typeof Replay>
export type ReplayResult = z.infer<typeof ReplayResult>
