// The session's board: slots, accounts and what happened lately. It speaks camelCase throughout.
import { z } from '@hono/zod-openapi'
import { Diagnostic, listOf, orNull, Point, Sha256, Side, SlotState, time } from './common.ts'
import { SymbolBar, SymbolTick } from './prices.ts'

export const Position = z
  .object({
    side: Side,
    quantity: z.number(),
    entryPrice: z.number(),
    entryTime: time,
    stop: z.number().nullable(),
    target: z.number().nullable(),
    unrealizedPnl: z.number().describe('before fees'),
  })
  .openapi('Position')

export const ScriptFault = z
  .object({
    code: z.string(),
    message: z.string(),
    callback: z.string(),
    file: z.string().nullable(),
    line: z.int().nullable(),
    column: z.int().nullable(),
    trace: listOf(z.string()),
    time: time.nullable(),
    barIndex: z.int().nullable(),
  })
  .openapi('ScriptFault')

export const Slot = z
  .object({
    key: z.string(),
    script: z.string(),
    strategy: z.string(),
    symbol: z.string(),
    name: z.string(),
    version: z.string().nullable(),
    timeframe: z.string(),
    status: z.enum(['running', 'quarantined', 'detached']),
    state: SlotState,
    barsInState: z.int(),
    bars: z.int().describe('strategy bars closed so far'),
    warmup: z.int(),
    price: z.number().nullable(),
    position: orNull(Position),
    order: z
      .object({
        side: Side,
        type: z.string(),
        quantity: z.number(),
        price: z.number().nullable(),
      })
      .nullable(),
    pnl: z.number().describe('realised and unrealised, net of fees'),
    trades: z.int(),
    faults: z.int(),
    lastError: orNull(ScriptFault),
    cpuMs: z.number().nullable(),
    heapMb: z.number().nullable(),
    isPaused: z.boolean().describe('its entries are refused until it is let in again'),
    isBarsOnly: z
      .boolean()
      .describe(
        'its ticks took too long: it is asked at the closes of bars until it is calm again',
      ),
    droppedLines: z.int(),
  })
  .openapi('Slot')

export const RunningScript = z
  .object({
    file: z.string(),
    strategy: z
      .string()
      .describe("which of those that run the file: its own name, or one of the configuration's"),
    name: z.string().nullable(),
    version: z.string().nullable(),
    sha256: Sha256,
    status: z.enum(['running', 'outdated', 'refused']),
    loads: z.int(),
    refusal: z.string().nullable(),
    diagnostics: listOf(Diagnostic),
  })
  .openapi('RunningScript')

export const Shadow = z
  .object({
    strategy: z.string(),
    live: z
      .string()
      .nullable()
      .describe('the strategy that it is held against; null: the whole account'),
    points: listOf(z.tuple([time, z.number(), z.number()])).describe(
      'market time, what the shadow has made, what the live one has made since then',
    ),
  })
  .openapi('Shadow')

export const Account = z
  .object({
    initialCash: z.number(),
    cash: z.number(),
    equity: z.number(),
    positions: z.int(),
    trades: z.int(),
    wins: z.int(),
    fees: z.number(),
    isRuined: z.boolean(),
  })
  .openapi('Account')

/** How a recording is played; speed null: a live market. */
const playback = {
  speed: z
    .union([z.number(), z.literal('max')])
    .nullable()
    .describe('market time per real time; null: a live market'),
  isPaused: z.boolean(),
  until: time.nullable().describe('played at full speed until then'),
}

const Waiting = z.object({ since: time.describe("by the host's clock, ms UTC"), why: z.string() })

export const Session = z
  .object({
    mode: z.literal('paper'),
    status: z
      .enum(['playing', 'waiting', 'finished', 'stopped', 'failed'])
      .describe('waiting: it stands still, as its journal cannot be written'),
    time: time.describe('market time, ms UTC; 0 before the first bar'),
    from: time.nullable(),
    to: time.nullable(),
    ...playback,
    symbols: listOf(z.string()),
    bars: z.int(),
    log: z.string(),
    blocked: z.string().nullable().describe('why the kill switch lets no entry in'),
    waiting: Waiting.nullable().describe('why it stands still, as on a full disk'),
  })
  .openapi('Session')

export const Playback = z
  .object({ time, from: time.nullable(), to: time.nullable(), ...playback })
  .openapi('Playback')
export type Playback = z.infer<typeof Playback>

export const PlaybackChange = z
  .strictObject({
    isPaused: z.boolean().optional(),
    speed: z.union([z.number().positive(), z.literal('max')]).optional(),
    until: time.nullable().optional().describe('play at full speed until then; null: no longer'),
  })
  .openapi('PlaybackChange')
export type PlaybackChange = z.infer<typeof PlaybackChange>

const slot = z.string().describe("the slot's key")

export const LiveTransition = z
  .object({ slot, time, barIndex: z.int(), from: SlotState, to: SlotState, reason: z.string() })
  .openapi('LiveTransition')

const OrderStatus = z.enum([
  ...(['new', 'accepted', 'partially_filled', 'filled'] as const),
  ...(['cancelled', 'expired', 'rejected'] as const),
])

export const OrderEvent = z
  .object({
    slot,
    time,
    id: z.int().describe('of the order, counted within its slot'),
    event: z.enum(['placed', 'accepted', 'filled', 'cancelled', 'rejected']),
    status: OrderStatus.describe('what the order is from then on'),
    side: z.string(),
    type: z.string(),
    quantity: z.number().nullable(),
    price: z.number().nullable(),
    reason: z.string(),
  })
  .openapi('OrderEvent')

export const Fill = z
  .object({
    slot,
    side: z.enum(['buy', 'sell']),
    quantity: z.number(),
    price: z.number(),
    fee: z.number(),
    time,
    reason: z.string(),
    isEntry: z.boolean(),
  })
  .openapi('Fill')

export const LiveTrade = z
  .object({
    slot,
    id: z.int(),
    side: Side,
    quantity: z.number(),
    entryTime: time,
    entryPrice: z.number(),
    exitTime: time,
    exitPrice: z.number(),
    fees: z.number(),
    pnl: z.number(),
    return: z.number(),
    barsHeld: z.int(),
    entryReason: z.string(),
    exitReason: z.string(),
    mae: z.number(),
    mfe: z.number(),
  })
  .openapi('LiveTrade')

export const Note = z
  .object({
    time,
    kind: z.enum(['fault', 'script', 'log', 'runner', 'risk', 'config']),
    source: z.string(),
    text: z.string(),
  })
  .openapi('Note')

export const SlotPosition = z
  .object({
    ...Position.shape,
    slot,
    symbol: z.string(),
    price: z.number().nullable(),
  })
  .openapi('SlotPosition')

/** What happened, oldest first; the parts that both a snapshot and a delta have. */
const happenings = {
  transitions: listOf(LiveTransition),
  orders: listOf(OrderEvent),
  fills: listOf(Fill),
  trades: listOf(LiveTrade),
  notes: listOf(Note),
  equity: listOf(Point),
}

export const Snapshot = z
  .object({
    type: z.literal('snapshot'),
    stream: z.string().describe('names this run of the host; sequences of another mean nothing'),
    sequence: z.int(),
    session: Session,
    account: Account,
    scripts: listOf(RunningScript),
    slots: listOf(Slot),
    ...happenings,
  })
  .openapi('Snapshot')

export const Delta = z
  .object({
    type: z.literal('delta'),
    stream: z.string(),
    sequence: z.int(),
    after: z.int().describe('the sequence that it builds on'),
    session: Session,
    account: Account,
    scripts: listOf(RunningScript).nullable().describe('null: as before'),
    slots: listOf(Slot).describe('those that changed'),
    order: listOf(z.string()).nullable().describe('keys of all slots, where one came or went'),
    ...happenings,
    bars: listOf(SymbolBar).describe('of the symbols that were asked for'),
    ticks: listOf(SymbolTick).describe('of the symbols that were asked for, the latest of each'),
  })
  .openapi('Delta')

export type Position = z.infer<typeof Position>
export type Slot = z.infer<typeof Slot>
export type RunningScript = z.infer<typeof RunningScript>
export type OrderEvent = z.infer<typeof OrderEvent>
export type LiveTrade = z.infer<typeof LiveTrade>
export type LiveTransition = z.infer<typeof LiveTransition>
export type Note = z.infer<typeof Note>
export type Snapshot = z.infer<typeof Snapshot>
export type Shadow = z.infer<typeof Shadow>
export type Delta = z.infer<typeof Delta>

export const Reload = z
  .object({
    seq: z.int().describe('of its entry in the journal'),
    script: z.string(),
    change: z.enum([
      ...(['added', 'reloaded', 'refused', 'removed', 'rolled back', 'kept'] as const),
      ...(['shadowed', 'promoted', 'dropped'] as const),
    ]),
    wall: z.string().describe('when, by the clock of the host'),
    sha256: z.string().nullable(),
    notes: listOf(z.string()).describe('why it was refused or rolled back'),
  })
  .openapi('Reload')

export type Reload = z.infer<typeof Reload>

/** An entry of the journal: what it holds beside its number and type depends on the type. */
export const JournalEntry = z
  .looseObject({
    seq: z.int(),
    type: z.string(),
    words: z.string().nullable().describe('for people; null of market data, and of what is rare'),
  })
  .openapi('JournalEntry')
export type JournalEntry = z.infer<typeof JournalEntry>
