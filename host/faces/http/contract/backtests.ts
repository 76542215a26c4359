// Data sets, bars, backtests.
import { z } from '@hono/zod-openapi'
import { Backtest, BacktestRequest, Bars, BarsQuery, Dataset } from '../shapes/backtests.ts'
import { listOf } from '../shapes/common.ts'
import { answer, body, endpoints } from './endpoint.ts'

const WaitQuery = z.object({
  wait_ms: z.coerce
    .number()
    .int()
    .min(0)
    .max(30_000)
    .default(0)
    .describe('answer when it is over, after so long at the latest'),
})

const params = z.object({ id: z.string().max(100) })

export const backtests = endpoints('backtests', {
  listDatasets: {
    method: 'get',
    path: '/datasets',
    summary: 'The data sets that backtests and charts may name',
    responses: { 200: answer(listOf(Dataset), 'with their extent') },
  },

  listRecordings: {
    method: 'get',
    path: '/recordings',
    summary: 'Recorded sessions, which backtests and charts may name as data sets',
    responses: { 200: answer(listOf(Dataset), 'a symbol each, of the newest first') },
  },

  readBars: {
    method: 'get',
    path: '/bars',
    summary: 'A stretch of bars, no more of them than a chart can show',
    request: { query: BarsQuery },
    responses: { 200: answer(Bars, 'joined to a step where there are too many') },
  },

  startBacktest: {
    method: 'post',
    path: '/backtests',
    summary: 'Start a backtest; an unfinished one of the same script is cancelled',
    request: { body: body(BacktestRequest) },
    responses: { 202: answer(z.object({ id: z.string() }), 'ask for it by its id') },
  },

  readBacktest: {
    method: 'get',
    path: '/backtests/{id}',
    summary: 'How far a backtest is, and its result',
    request: { params, query: WaitQuery },
    responses: { 200: answer(Backtest, 'the last twenty are kept') },
  },

  cancelBacktest: {
    method: 'delete',
    path: '/backtests/{id}',
    summary: 'Cancel a backtest',
    request: { params },
    responses: { 200: answer(z.object({ cancelled: z.string() }), 'its id') },
  },
})
