// Acting on the running session: the kill switch, pauses, roll-backs, its end; and its journal.
import { z } from '@hono/zod-openapi'
import { JournalEntry, Playback, PlaybackChange, Reload } from '../shapes/board.ts'
import { listOf } from '../shapes/common.ts'
import { answer, body, endpoints } from './endpoint.ts'

const key = z
  .string()
  .max(300)
  .openapi({ description: "the slot's key; a / in it as %2F, or as it is" })
const why = z.string().min(1).max(500)
const done = answer(z.object({ done: z.literal(true) }), 'done')
const promoted = answer(
  z.object({
    done: z.literal(true),
    notes: z.array(z.string()).describe('what is still to be done about it'),
  }),
  'done',
)
const onSlot = { params: z.object({ key }) }

const shadow = {
  params: z.object({
    name: z.string().max(300).openapi({ description: "the strategy's, with or without ~shadow" }),
  }),
}

export const control = endpoints('control', {
  killSession: {
    method: 'post',
    path: '/kill',
    summary:
      'The kill switch: cancel every entry order, let no other in, close positions if asked to',
    request: {
      body: body(
        z.strictObject({ why: why.default('by hand'), flatten: z.boolean().default(false) }),
      ),
    },
    responses: { 200: done },
  },

  unblockSession: {
    method: 'post',
    path: '/unblock',
    summary: 'Let entries in again after the kill switch',
    responses: { 200: done },
  },

  pauseSlot: {
    method: 'post',
    path: '/slots/{key}/pause',
    summary: "Refuse a slot's entries from now on; its position is managed as before",
    request: onSlot,
    responses: { 200: done },
  },

  unpauseSlot: {
    method: 'post',
    path: '/slots/{key}/unpause',
    summary: "Let a slot's entries in again",
    request: onSlot,
    responses: { 200: done },
  },

  flattenSlot: {
    method: 'post',
    path: '/slots/{key}/flatten',
    summary: 'Close what a slot holds at the next price, and cancel its entry order; it goes on',
    request: onSlot,
    responses: { 200: done },
  },

  attachSlot: {
    method: 'post',
    path: '/slots',
    summary: "Let a running strategy drive one more of the session's symbols, from now on",
    request: {
      body: body(z.strictObject({ strategy: z.string().max(200), symbol: z.string().max(100) })),
    },
    responses: { 200: done },
  },

  detachSlot: {
    method: 'delete',
    path: '/slots/{key}',
    summary: 'Take a slot away from its script; what it holds stays under its stop and target',
    request: onSlot,
    responses: { 200: done },
  },

  rollBackRunning: {
    method: 'post',
    path: '/running/{file}/rollback',
    summary:
      'The version of a script that ran before drives its slots again; the file stays as it is',
    request: {
      params: z.object({ file: z.string().max(200) }),
      body: body(z.strictObject({ why: why.default('by hand') })),
    },
    responses: { 200: done },
  },

  listReloads: {
    method: 'get',
    path: '/reloads',
    summary: 'What became of every save, as the journal tells it',
    request: {
      query: z.object({
        script: z.string().max(200).optional(),
        limit: z.coerce.number().int().min(1).max(1000).default(200),
      }),
    },
    responses: { 200: answer(z.object({ items: listOf(Reload) }), 'newest first') },
  },

  reloadRunning: {
    method: 'post',
    path: '/running/{file}/reload',
    summary:
      'Read a script of the folder as if it had been saved; what came of it is in its status',
    request: { params: z.object({ file: z.string().max(200) }) },
    responses: { 200: done },
  },

  promoteShadow: {
    method: 'post',
    path: '/shadows/{name}/promote',
    summary: "The shadow's version drives the live slots from now on; the shadow goes",
    request: shadow,
    responses: { 200: promoted },
  },

  dropShadow: {
    method: 'post',
    path: '/shadows/{name}/drop',
    summary: 'The shadow goes, with all that it holds',
    request: shadow,
    responses: { 200: done },
  },

  readPlayback: {
    method: 'get',
    path: '/playback',
    summary: 'How the recording is played, and where it is',
    responses: { 200: answer(Playback, 'as it is now') },
  },

  changePlayback: {
    method: 'post',
    path: '/playback',
    summary:
      'Pause the recording, go on, set another speed, or hurry to a time; decisions stay the same',
    request: { body: body(PlaybackChange) },
    responses: { 200: answer(Playback, 'as it is from now on') },
  },

  stopSession: {
    method: 'post',
    path: '/stop',
    summary: 'End the host in order; the session can be gone on with',
    responses: { 202: answer(z.object({ stopping: z.literal(true) }), 'it is on its way') },
  },

  readJournal: {
    method: 'get',
    path: '/journal',
    summary: "Entries of the session's journal, in order",
    request: {
      query: z.object({
        from: z.coerce.number().int().min(0).default(0).describe("the first one's number"),
        last: z.coerce
          .number()
          .int()
          .min(1)
          .max(10_000)
          .optional()
          .describe('only those among so many latest entries'),
        limit: z.coerce.number().int().min(1).max(1000).default(200),
        slot: z.string().max(300).optional(),
        type: z.string().max(40).optional(),
        without: z.literal('market').optional().describe('no bars and no ticks'),
      }),
    },
    responses: {
      200: answer(
        z.object({ items: z.array(JournalEntry), next: z.int().nullable() }),
        'a page; `next` is the `from` of the one after it',
      ),
    },
  },
})
