// The running session: its board, what happened lately, its slots.
import { z } from '@hono/zod-openapi'
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
import { answer, endpoint } from './endpoint.ts'

const tags = ['session']
const ofSlot = { query: SlotPageQuery }
const key = z
  .string()
  .max(300)
  .openapi({ description: "the slot's key; a / in it as %2F, or as it is" })

export const getState = endpoint({
  operationId: 'getState',
  method: 'get',
  path: '/state',
  summary: 'The board: everything that the page shows, as /ws sends it first',
  tags,
  responses: { 200: answer(Snapshot, 'the latest 200 of each kind') },
})

export const listSlots = endpoint({
  operationId: 'listSlots',
  method: 'get',
  path: '/slots',
  summary: 'Slots in the order in which they decide',
  tags,
  request: { query: PageQuery },
  responses: { 200: answer(pageOf(Slot), 'a page') },
})

export const releaseSlot = endpoint({
  operationId: 'releaseSlot',
  method: 'post',
  path: '/slots/{key}/release',
  summary: 'Take a slot out of quarantine',
  tags,
  request: { params: z.object({ key }) },
  responses: { 200: answer(z.object({ released: z.string() }), 'its key') },
})

export const listPositions = endpoint({
  operationId: 'listPositions',
  method: 'get',
  path: '/positions',
  summary: 'Open positions, by slot',
  tags,
  request: { query: PageQuery },
  responses: { 200: answer(pageOf(SlotPosition), 'a page') },
})

export const listOrders = endpoint({
  operationId: 'listOrders',
  method: 'get',
  path: '/orders',
  summary: 'Orders placed, cancelled, rejected',
  tags,
  request: ofSlot,
  responses: { 200: answer(pageOf(OrderEvent), 'newest first') },
})

export const listFills = endpoint({
  operationId: 'listFills',
  method: 'get',
  path: '/fills',
  summary: 'Executions',
  tags,
  request: ofSlot,
  responses: { 200: answer(pageOf(Fill), 'newest first') },
})

export const listTrades = endpoint({
  operationId: 'listTrades',
  method: 'get',
  path: '/trades',
  summary: 'Round trips that have ended',
  tags,
  request: ofSlot,
  responses: { 200: answer(pageOf(LiveTrade), 'newest first') },
})

export const listTransitions = endpoint({
  operationId: 'listTransitions',
  method: 'get',
  path: '/transitions',
  summary: 'Changes of state',
  tags,
  request: ofSlot,
  responses: { 200: answer(pageOf(LiveTransition), 'newest first') },
})

export const listLogs = endpoint({
  operationId: 'listLogs',
  method: 'get',
  path: '/logs',
  summary: 'What scripts logged, and what happened to them',
  tags,
  request: ofSlot,
  responses: { 200: answer(pageOf(Note), 'newest first') },
})

export const listShadows = endpoint({
  operationId: 'listShadows',
  method: 'get',
  path: '/shadows',
  summary: 'Strategies that run beside the live ones, and what both have made since then',
  tags,
  responses: { 200: answer(z.object({ items: z.array(Shadow) }), 'all of them') },
})

export const getEquity = endpoint({
  operationId: 'getEquity',
  method: 'get',
  path: '/equity',
  summary: "The account's equity over market time",
  tags,
  responses: { 200: answer(z.object({ points: listOf(Point) }), 'thinned, oldest first') },
})
