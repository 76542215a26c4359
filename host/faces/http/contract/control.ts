// Acting on the running session: the kill switch, pauses, roll-backs, its end; and its journal.
import { z } from '@hono/zod-openapi'
import { JournalEntry, Reload } from '../shapes/board.ts'
import { listOf } from '../shapes/common.ts'
import { answer, body, endpoint } from './endpoint.ts'

const tags = ['control']
const key = z
  .string()
  .max(300)
  .openapi({ description: "the slot's key; a / in it as %2F, or as it is" })
const why = z.string().min(1).max(500)
const done = answer(z.object({ done: z.literal(true) }), 'done')
const onSlot = { params: z.object({ key }) }

export const killSession = endpoint({
  operationId: 'killSession',
  method: 'post',
  path: '/kill',
  summary:
    'The kill switch: cancel every entry order, let no other in, close positions if asked to',
  tags,
  request: {
    body: body(
      z.strictObject({ why: why.default('by hand'), flatten: z.boolean().default(false) }),
    ),
  },
  responses: { 200: done },
})

export const unblockSession = endpoint({
  operationId: 'unblockSession',
  method: 'post',
  path: '/unblock',
  summary: 'Let entries in again after the kill switch',
  tags,
  responses: { 200: done },
})

export const pauseSlot = endpoint({
  operationId: 'pauseSlot',
  method: 'post',
  path: '/slots/{key}/pause',
  summary: "Refuse a slot's entries from now on; its position is managed as before",
  tags,
  request: onSlot,
  responses: { 200: done },
})

export const unpauseSlot = endpoint({
  operationId: 'unpauseSlot',
  method: 'post',
  path: '/slots/{key}/unpause',
  summary: "Let a slot's entries in again",
  tags,
  request: onSlot,
  responses: { 200: done },
})

export const attachSlot = endpoint({
  operationId: 'attachSlot',
  method: 'post',
  path: '/slots',
  summary: "Let a running strategy drive one more of the session's symbols, from now on",
  tags,
  request: {
    body: body(z.strictObject({ strategy: z.string().max(200), symbol: z.string().max(100) })),
  },
  responses: { 200: done },
})

export const detachSlot = endpoint({
  operationId: 'detachSlot',
  method: 'delete',
  path: '/slots/{key}',
  summary: 'Take a slot away from its script; what it holds stays under its stop and target',
  tags,
  request: onSlot,
  responses: { 200: done },
})

export const rollBackRunning = endpoint({
  operationId: 'rollBackRunning',
  method: 'post',
  path: '/running/{file}/rollback',
  summary:
    'The version of a script that ran before drives its slots again; the file stays as it is',
  tags,
  request: {
    params: z.object({ file: z.string().max(200) }),
    body: body(z.strictObject({ why: why.default('by hand') })),
  },
  responses: { 200: done },
})

export const listReloads = endpoint({
  operationId: 'listReloads',
  method: 'get',
  path: '/reloads',
  summary: 'What became of every save, as the journal tells it',
  tags,
  request: {
    query: z.object({
      script: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(1000).default(200),
    }),
  },
  responses: { 200: answer(z.object({ items: listOf(Reload) }), 'newest first') },
})

export const reloadRunning = endpoint({
  operationId: 'reloadRunning',
  method: 'post',
  path: '/running/{file}/reload',
  summary: 'Read a script of the folder as if it had been saved; what came of it is in its status',
  tags,
  request: { params: z.object({ file: z.string().max(200) }) },
  responses: { 200: done },
})

const shadow = {
  params: z.object({
    name: z.string().max(300).openapi({ description: "the strategy's, with or without ~shadow" }),
  }),
}

export const promoteShadow = endpoint({
  operationId: 'promoteShadow',
  method: 'post',
  path: '/shadows/{name}/promote',
  summary: "The shadow's version drives the live slots from now on; the shadow goes",
  tags,
  request: shadow,
  responses: { 200: done },
})

export const dropShadow = endpoint({
  operationId: 'dropShadow',
  method: 'post',
  path: '/shadows/{name}/drop',
  summary: 'The shadow goes, with all that it holds',
  tags,
  request: shadow,
  responses: { 200: done },
})

export const stopSession = endpoint({
  operationId: 'stopSession',
  method: 'post',
  path: '/stop',
  summary: 'End the host in order; the session can be gone on with',
  tags,
  responses: { 202: answer(z.object({ stopping: z.literal(true) }), 'it is on its way') },
})

export const readJournal = endpoint({
  operationId: 'readJournal',
  method: 'get',
  path: '/journal',
  summary: "Entries of the session's journal, in order",
  tags,
  request: {
    query: z.object({
      from: z.coerce.number().int().min(0).default(0).describe("the first one's number"),
      limit: z.coerce.number().int().min(1).max(1000).default(200),
      slot: z.string().max(300).optional(),
      type: z.string().max(40).optional(),
    }),
  },
  responses: {
    200: answer(
      z.object({ items: z.array(JournalEntry), next: z.int().nullable() }),
      'a page; `next` is the `from` of the one after it',
    ),
  },
})
