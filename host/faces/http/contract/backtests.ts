// Data sets, bars, backtests.
import { z } from '@hono/zod-openapi'
import { Backtest, BacktestRequest, Bars, BarsQuery, Dataset } from '../shapes/backtests.ts'
import { listOf } from '../shapes/common.ts'
import { answer, body, endpoint } from './endpoint.ts'

const tags = ['backtests']
const params = z.object({ id: z.string().max(100) })

export const listDatasets = endpoint({
  operationId: 'listDatasets',
  method: 'get',
  path: '/datasets',
  summary: 'The data sets that backtests and charts may name',
  tags,
  responses: { 200: answer(listOf(Dataset), 'with their extent') },
})

export const readBars = endpoint({
  operationId: 'readBars',
  method: 'get',
  path: '/bars',
  summary: 'A stretch of bars, no more of them than a chart can show',
  tags,
  request: { query: BarsQuery },
  responses: { 200: answer(Bars, 'joined to a step where there are too many') },
})

export const startBacktest = endpoint({
  operationId: 'startBacktest',
  method: 'post',
  path: '/backtests',
  summary: 'Start a backtest; an unfinished one of the same script is cancelled',
  tags,
  request: { body: body(BacktestRequest) },
  responses: { 202: answer(z.object({ id: z.string() }), 'ask for it by its id') },
})

export const readBacktest = endpoint({
  operationId: 'readBacktest',
  method: 'get',
  path: '/backtests/{id}',
  summary: 'How far a backtest is, and its result',
  tags,
  request: { params },
  responses: { 200: answer(Backtest, 'the last twenty are kept') },
})

export const cancelBacktest = endpoint({
  operationId: 'cancelBacktest',
  method: 'delete',
  path: '/backtests/{id}',
  summary: 'Cancel a backtest',
  tags,
  request: { params },
  responses: { 200: answer(z.object({ cancelled: z.string() }), 'its id') },
})
