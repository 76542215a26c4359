// Time travel: why a slot did what it did, and the session once more with another script.
import { z } from '@hono/zod-openapi'
import { Replay, ReplayRequest, SlotPast, WhyQuery } from '../shapes/past.ts'
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
