// The running session: its board, what happened lately, its slots.
import { z } from '@hono/zod-openapi'
import { SessionBars, SessionBarsQuery } from '../shapes/backtests.ts'
import {
  Fill,
  LiveTrade,
  LiveTransition,
  Note,
  OrderEvent,
  Shadow,
  Slot,
  SlotPosition,
  Snapshot,
} from '../shapes/board.ts'
import { listOf, PageQuery, Point, pageOf, SlotPageQuery } from '../shapes/common.ts'
import { answer, endpoints } from './endpoint.ts'

const ofSlot = { query: SlotPageQuery }
const key = z
  .string()
  .max(300)
  .openapi({ description: "the slot's key; a / in it as %2F, or as it is" })

export const session = endpoints('session', {
  getState: {
    method: 'get',
    path: '/state',
    summary: 'The board: everything that the page shows, as /ws sends it first',
    responses: { 200: answer(Snapshot, 'the latest 200 of each kind') },
  },

  listSlots: {
    method: 'get',
    path: '/slots',
    summary: 'Slots in the order in which they decide',
    request: { query: PageQuery },
    responses: { 200: answer(pageOf(Slot), 'a page') },
  },

  releaseSlot: {
    method: 'post',
    path: '/slots/{key}/release',
    summary: 'Take a slot out of quarantine',
    request: { params: z.object({ key }) },
    responses: { 200: answer(z.object({ released: z.string() }), 'its key') },
  },

  listPositions: {
    method: 'get',
    path: '/positions',
    summary: 'Open positions, by slot',
    request: { query: PageQuery },
    responses: { 200: answer(pageOf(SlotPosition), 'a page') },
  },

  listOrders: {
    method: 'get',
    path: '/orders',
    summary: 'Orders placed, cancelled, rejected',
    request: ofSlot,
    responses: { 200: answer(pageOf(OrderEvent), 'newest first') },
  },

  listFills: {
    method: 'get',
    path: '/fills',
    summary: 'Executions',
    request: ofSlot,
    responses: { 200: answer(pageOf(Fill), 'newest first') },
  },

  listTrades: {
    method: 'get',
    path: '/trades',
    summary: 'Round trips that have ended',
    request: ofSlot,
    responses: { 200: answer(pageOf(LiveTrade), 'newest first') },
  },

  listTransitions: {
    method: 'get',
    path: '/transitions',
    summary: 'Changes of state',
    request: ofSlot,
    responses: { 200: answer(pageOf(LiveTransition), 'newest first') },
  },

  listLogs: {
    method: 'get',
    path: '/logs',
    summary: 'What scripts logged, and what happened to them',
    request: ofSlot,
    responses: { 200: answer(pageOf(Note), 'newest first') },
  },

  listShadows: {
    method: 'get',
    path: '/shadows',
    summary: 'Strategies that run beside the live ones, and what both have made since then',
    responses: { 200: answer(z.object({ items: z.array(Shadow) }), 'all of them') },
  },

  readSessionBars: {
    method: 'get',
    path: '/session/bars',
    summary: 'Bars that the session has taken in, no more of them than a chart can show',
    request: { query: SessionBarsQuery },
    responses: { 200: answer(SessionBars, 'joined to a step where there are too many') },
  },

  getEquity: {
    method: 'get',
    path: '/equity',
    summary: "The account's equity over market time",
    responses: { 200: answer(z.object({ points: listOf(Point) }), 'thinned, oldest first') },
  },
})
