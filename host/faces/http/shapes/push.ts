// What the push channel sends.
import { z } from '@hono/zod-openapi'
import { Backtest } from './backtests.ts'
import { Delta, Snapshot } from './board.ts'
import { listOf } from './common.ts'

export const FolderNews = z
  .object({
    type: z.literal('scripts'),
    paths: listOf(z.string()).describe('files of the scripts folder that changed'),
  })
  .openapi('FolderNews')

export const BacktestNews = z
  .object({
    type: z.literal('backtest'),
    ...Backtest.pick({ id: true, status: true, progress: true }).shape,
  })
  .openapi('BacktestNews')

export const News = z.discriminatedUnion('type', [Snapshot, Delta, FolderNews, BacktestNews])

export type News = z.infer<typeof News>
