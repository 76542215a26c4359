// Kite's binary ticks: how many packets, then each with its length. What a packet holds is told by its
// length; whole numbers, the highest byte first, prices in hundredths of a rupee.
// Source: "WebSocket streaming", https://kite.trade/docs/connect/v3/websocket/
import { FrameFault } from '../socket/fields.ts'

export interface KiteTick {
  readonly token: number
  readonly price: number
  /** Of what follows, each is null where the packet is too short to have it. */
  readonly traded: Traded | null
  /** Ms UTC, to the second; NaN where it is not said. */
  readonly tradeTime: number
  readonly exchangeTime: number
  readonly depth: Depth | null
}

export interface Traded {
  readonly lastQuantity: number
  /** Of the day. */
  readonly volume: number
}

export interface Depth {
  readonly bids: readonly DepthLevel[]
  readonly asks: readonly DepthLevel[]
}

export interface DepthLevel {
  readonly price: number
  readonly quantity: number
  readonly orders: number
}

/** Bytes of a packet: the last price alone, an index, an index with its time, a quote, all. */
const LENGTHS = { last: 8, index: 28, fullIndex: 32, quote: 44, full: 184 } as const
const KNOWN: ReadonlySet<number> = new Set(Object.values(LENGTHS))
const DEPTH_AT = 64
const LEVEL_BYTES = 12
const LEVELS = 5

/** Of the last byte of a token: the exchange's segment. Its prices are divided by so much. */
const DIVISORS: Readonly<Record<number, number>> = { 3: 10_000_000, 6: 10_000 }

/** Throws a FrameFault for what is not such a frame; a single byte is a sign of life: no ticks. */
export function readTicks(frame: Buffer): KiteTick[] {
  if (frame.length < 2) return []
  const ticks: KiteTick[] = []
  let at = 2
  for (let left = frame.readUInt16BE(0); left > 0; left--) {
    if (at + 2 > frame.length) throw new FrameFault('expected another packet')
    const length = frame.readUInt16BE(at)
    at += 2
    if (at + length > frame.length) throw new FrameFault(`expected a packet of ${length} bytes`)
    // Packets of lengths to come are left alone.
    if (KNOWN.has(length)) ticks.push(readTick(frame.subarray(at, at + length)))
    at += length
  }
  return ticks
}

function readTick(packet: Buffer): KiteTick {
  const token = packet.readUInt32BE(0)
  const divisor = DIVISORS[token & 0xff] ?? 100
  const { length } = packet
  const hasTraded = length === LENGTHS.quote || length === LENGTHS.full
  const isFull = length === LENGTHS.full
  const timeAt = isFull ? 60 : length === LENGTHS.fullIndex ? 28 : null
  return {
    token,
    price: packet.readInt32BE(4) / divisor,
    traded: hasTraded
      ? { lastQuantity: packet.readInt32BE(8), volume: packet.readUInt32BE(16) }
      : null,
    tradeTime: isFull ? timeOf(packet, 44) : Number.NaN,
    exchangeTime: timeAt === null ? Number.NaN : timeOf(packet, timeAt),
    depth: isFull
      ? { bids: levelsOf(packet, 0, divisor), asks: levelsOf(packet, LEVELS, divisor) }
      : null,
  }
}

function timeOf(packet: Buffer, at: number): number {
  const seconds = packet.readUInt32BE(at)
  return seconds === 0 ? Number.NaN : seconds * 1000
}

function levelsOf(packet: Buffer, first: number, divisor: number): DepthLevel[] {
  return Array.from({ length: LEVELS }, (_, i) => {
    const at = DEPTH_AT + (first + i) * LEVEL_BYTES
    return {
      quantity: packet.readInt32BE(at),
      price: packet.readInt32BE(at + 4) / divisor,
      orders: packet.readUInt16BE(at + 8),
    }
  })
}
