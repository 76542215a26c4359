// What comes back from an isolate is text from beside hostile code: checked here, form and type,
// before the kernel sees it. (The kernel judges whether it is allowed.)
import { z } from 'zod'
import type { Answer } from '#kernel/answer.ts'
import { ACTIONS_MAX } from '#sdk/check-actions.ts'
import type { ScriptError } from '#sdk/domain.ts'

const positive = z.number().positive()
const price = positive.nullable()
const text = z.string().max(1000)

const span = z.union([z.object({ bars: z.int().positive() }), z.object({ ms: positive })])

const action = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('enter'),
    side: z.enum(['long', 'short']),
    sizing: z
      .object({
        kind: z.enum(['quantity', 'notional', 'equityFraction', 'risk']),
        value: positive,
      })
      .nullable(),
    type: z.enum(['market', 'limit', 'stop', 'stop_limit']),
    price,
    limitPrice: price,
    stop: price,
    target: price,
    expires: span.nullable(),
    reason: text,
  }),
  z.object({
    kind: z.literal('exit'),
    fraction: positive.max(1),
    type: z.enum(['market', 'limit']),
    price,
    reason: text,
  }),
  z.object({ kind: z.literal('abandon'), reason: text }),
  z.object({ kind: z.enum(['updateStop', 'updateTarget']), price: positive }),
  z.object({ kind: z.enum(['removeStop', 'removeTarget']) }),
  z.object({ kind: z.literal('trailStop'), by: z.enum(['distance', 'fraction']), value: positive }),
])

const error = z.object({
  code: z.string().max(100),
  message: z.string().max(10_000),
  callback: z.string().max(100),
  file: z.string().max(10_000).nullable(),
  line: z.number().nullable(),
  column: z.number().nullable(),
  trace: z.array(z.string().max(1000)).max(100),
  time: z.number().nullable(),
  barIndex: z.number().nullable(),
})

const answer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('opportunity'), reason: text }),
  z.object({ kind: z.literal('actions'), actions: z.array(action).max(ACTIONS_MAX) }),
  z.object({ kind: z.literal('fault'), error }),
])

/** Several times what the largest answer takes, all of it escaped. */
const CHARS_MAX = 1_000_000

/** Throws where the text is not an answer: then the guest itself is compromised. */
export const decodeAnswer = (json: string) => answer.parse(parse(json)) as Answer

export const decodeError = (json: string) => error.parse(parse(json)) as ScriptError

/** What comes of it is made anew: nothing of the text lives on in it. */
function parse(json: string): unknown {
  if (json.length > CHARS_MAX) {
    throw new Error(`expected at most ${CHARS_MAX} characters, received ${json.length}`)
  }
  return JSON.parse(json)
}
