// Time travel: why a slot did what it did, and the session once more with another script.
import { z } from '@hono/zod-openapi'
import { listOf } from '../shapes/common.ts'
import {
  HeldQuery,
  HeldRow,
  Readings,
  ReadingsQuery,
  Replay,
  ReplayRequest,
  SlotPast,
  WhyQuery,
} from '../shapes/past.ts'
import { answer, body, endpoints } from './endpoint.ts'

const params = z.object({ id: z.string().max(100) })

export const past = endpoints('past', {
  explainSlot: {
    method: 'get',
    path: '/slots/{key}/why',
    summary: 'What a slot was asked, answered and did, up to a moment; or why it was not asked',
    request: {
      params: z.object({ key: z.string().max(300).openapi({ description: "the slot's key" }) }),
      query: WhyQuery,
    },
    responses: { 200: answer(SlotPast, 'the latest instants up to then that were the slot’s') },
  },

  readHeld: {
    method: 'get',
    path: '/slots/{key}/held',
    summary: 'What a slot held, and where its stop and target stood, from change to change',
    request: {
      params: z.object({ key: z.string().max(300).openapi({ description: "the slot's key" }) }),
      query: HeldQuery,
    },
    responses: { 200: answer(z.object({ rows: listOf(HeldRow) }), 'oldest first') },
  },

  readReadings: {
    method: 'get',
    path: '/slots/{key}/readings',
    summary: "The indicators that a slot's script asks for, over a stretch of the session's bars",
    request: {
      params: z.object({ key: z.string().max(300).openapi({ description: "the slot's key" }) }),
      query: ReadingsQuery,
    },
    responses: { 200: answer(Readings, 'of the version that runs now') },
  },

  startReplay: {
    method: 'post',
    path: '/replays',
    summary: 'Play the session again from its journal: the same, or with another script',
    request: { body: body(ReplayRequest) },
    responses: { 202: answer(z.object({ id: z.string() }), 'ask for it by its id') },
  },

  readReplay: {
    method: 'get',
    path: '/replays/{id}',
    summary: 'How far a replay is, and what it came to',
    request: { params },
    responses: { 200: answer(Replay, 'the last eight are kept') },
  },

  cancelReplay: {
    method: 'delete',
    path: '/replays/{id}',
    summary: 'Cancel a replay',
    request: { params },
    responses: { 200: answer(z.object({ cancelled: z.string() }), 'its id') },
  },
})
