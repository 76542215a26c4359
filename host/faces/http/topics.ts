// What a page follows: kinds of news, and symbols whose bars or ticks it draws. What is not followed is sent
// as an empty list, so that every message has one form.
import { z } from 'zod'
import type { Delta, Snapshot } from '#host/engine/delta.ts'
import type * as shapes from './shapes/board.ts'

const NAMES = [
  'slots',
  'scripts',
  'transitions',
  'orders',
  'fills',
  'trades',
  'logs',
  'equity',
  'backtests',
] as const

type Topic = (typeof NAMES)[number]

export interface Topics {
  readonly names: ReadonlySet<Topic>
  /** Whose bars, and whose ticks. */
  readonly bars: ReadonlySet<string>
  readonly ticks: ReadonlySet<string>
  /** Pages that follow the same share what is sent to them. */
  readonly key: string
}

const TOPICS_MAX = 100

const Follow = z.strictObject({
  type: z.literal('follow'),
  topics: z.array(z.string().max(100)).max(TOPICS_MAX),
})

/** From an address: separated by commas; null means everything but bars and ticks. What is unknown is left out. */
export function topicsIn(list: string | null): Topics {
  return list === null ? topicsOf(NAMES) : topicsOf(list.split(',').slice(0, TOPICS_MAX))
}

/** From a frame; null where it is not one that we know. */
export function readFollow(text: string): Topics | null {
  try {
    return topicsOf(Follow.parse(JSON.parse(text)).topics)
  } catch {
    return null
  }
}

function topicsOf(list: readonly string[]): Topics {
  const names = new Set(NAMES.filter((name) => list.includes(name)))
  const [bars, ticks] = [symbolsAfter('bars:', list), symbolsAfter('ticks:', list)]
  return { names, bars, ticks, key: JSON.stringify([names, bars, ticks].map((set) => [...set])) }
}

function symbolsAfter(prefix: string, list: readonly string[]): Set<string> {
  const topics = list.filter((topic) => topic.startsWith(prefix))
  return new Set(topics.map((topic) => topic.slice(prefix.length)))
}

const sent = new WeakMap<Snapshot | Delta, Map<string, Buffer>>()

/** The message as text on its way, with what these topics are about: written once for all pages. */
export function selected(message: Snapshot | Delta, topics: Topics): Buffer {
  const texts = sent.get(message) ?? new Map<string, Buffer>()
  sent.set(message, texts)
  let text = texts.get(topics.key)
  if (text === undefined) {
    text = Buffer.from(JSON.stringify(reduced(message, topics)))
    texts.set(topics.key, text)
  }
  return text
}

function reduced(
  message: Snapshot | Delta,
  { names, bars, ticks }: Topics,
): shapes.Snapshot | shapes.Delta {
  const only = <T>(topic: Topic, list: readonly T[]) => (names.has(topic) ? list : [])
  const { slots, transitions, orders, fills, trades, notes, equity } = message
  const lists = {
    slots: only('slots', slots),
    transitions: only('transitions', transitions),
    orders: only('orders', orders),
    fills: only('fills', fills),
    trades: only('trades', trades),
    notes: only('logs', notes),
    equity: only('equity', equity),
  }
  if (message.type === 'snapshot') {
    return { ...message, ...lists, scripts: only('scripts', message.scripts) }
  }
  return {
    ...message,
    ...lists,
    scripts: names.has('scripts') ? message.scripts : null,
    order: names.has('slots') ? message.order : null,
    bars: message.bars.filter(({ symbol }) => bars.has(symbol)),
    ticks: message.ticks.filter(({ symbol }) => ticks.has(symbol)),
  }
}
