// The API against bodies, paths, queries and frames of all kinds: whatever comes, the answer is one
// that the document knows, never a failure of the host, and the host answers the next request.
import { once } from 'node:events'
import fc from 'fast-check'
import { WebSocket } from 'ws'
import { ENDPOINTS } from '#host/faces/http/contract.ts'
import type { HttpFace } from '#host/faces/http/server.ts'
import { readFollow, topicsIn } from '#host/faces/http/topics.ts'
import { type Asked, AUTHORIZATION, ask } from '../paper/support/face.ts'
import type { Target } from './target.ts'

const TEXTS = [
  ...['', '{', '[]', 'null', '{"source":', '\0', '\uFEFF{}', '"x"', '1e999', '{"a":1,"a":2}'],
  ...['{"__proto__":{"path":"a.js"}}', '{"constructor":{"prototype":{}}}', '['.repeat(2000)],
]
const NAMES = [
  ...['source', 'path', 'to', 'name', 'language', 'level', 'sha256', 'dataset', 'symbol', 'from'],
  ...['params', 'cash', 'commission_bps', '__proto__', 'constructor'],
]
const VALUES = [
  ...['a.js', '../a.js', '/etc/passwd', 'a.js/../../b.js', 'x'.repeat(300), 'lib/..', 'a.d.ts'],
  ...['bundled/BTCUSDT', 'bundled/../..', 'constructor', '\u202Ea.js', 'a\0.js', 'COM1.js', '0'],
]

const value = fc.oneof(
  fc.constantFrom(...VALUES),
  fc.jsonValue({ maxDepth: 2 }),
  fc.double(),
  fc.string({ unit: 'binary', maxLength: 20 }),
)
const body = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 4, arbitrary: fc.dictionary(fc.constantFrom(...NAMES), value, { maxKeys: 5 }) },
)
const segment = fc
  .oneof(fc.constantFrom(...VALUES), fc.string({ unit: 'binary', maxLength: 20 }))
  .map((text) => encodeURIComponent(text.toWellFormed()))
const query = fc
  .dictionary(fc.constantFrom('limit', 'cursor', 'slot', 'dataset', 'from', 'to', 'points'), value)
  .map((values) =>
    new URLSearchParams(
      Object.entries(values).map(([key, given]): [string, string] => [
        key,
        String(given).toWellFormed(),
      ]),
    ).toString(),
  )
const headers = fc.dictionary(
  fc.constantFrom('if-match', 'if-none-match', 'content-type', 'cookie', 'range', 'accept'),
  fc.constantFrom('*', '""', `"${'0'.repeat(64)}"`, 'application/json', 'text/plain', 'a=b;;=;'),
)

const OPERATIONS = Object.values(ENDPOINTS)

/** `face` is asked for at each case: it is there once the targets run. */
export const apiTargets = (face: () => HttpFace): readonly Target[] => [
  {
    name: 'no request makes the host fail, and each answer has its form',
    runs: 150,
    property: fc.asyncProperty(
      ...[fc.constantFrom(...OPERATIONS), fc.array(segment, { minLength: 2, maxLength: 2 })],
      ...[query, body, headers],
      async (operation, segments, search, given, extra) => {
        const left = [...segments]
        const path = operation.path.replaceAll(/{\w+}/g, () => left.pop()!)
        const method = operation.method.toUpperCase()
        const asked: Asked = {
          method,
          headers: extra,
          ...(method === 'GET' ? {} : { body: given }),
        }
        // `ask` holds the answer to the document.
        const { status } = await ask(face(), `/api/v1${path}?${search}`, asked)
        if (status >= 500) throw new Error(`${method} ${path} answered with ${status}`)
      },
    ),
  },
  {
    name: 'no frame ends more than its own socket',
    runs: 60,
    property: fc.asyncProperty(
      fc.oneof(body, fc.uint8Array({ maxLength: 6000 }), fc.string({ unit: 'binary' })),
      async (frame) => {
        const page = new WebSocket(`ws://127.0.0.1:${face().port}/ws`, { headers: AUTHORIZATION })
        await once(page, 'message')
        const isText = !(frame instanceof Uint8Array)
        page.send(isText && typeof frame !== 'string' ? JSON.stringify(frame) : frame)
        const [code] = await once(page, 'close')
        if (![1007, 1008, 1009].includes(code)) throw new Error(`it was closed with ${code}`)
        const { status } = await ask(face(), '/api/v1/health')
        if (status !== 200) throw new Error(`the host answered with ${status}`)
      },
    ),
  },
  {
    name: 'what a page says that it follows is read or refused, never more than that',
    runs: 3000,
    property: fc.property(fc.oneof(fc.json(), fc.string({ unit: 'binary' })), (text) => {
      const topics = readFollow(text) ?? topicsIn(text)
      if (topics.names.size > 9 || topics.bars.size + topics.ticks.size > 100)
        throw new Error('too many topics')
    }),
  },
]
