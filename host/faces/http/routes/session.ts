// /state, /slots and what happened in them.
import { dirname } from 'node:path'
import { barWindow } from '#host/app/bar-window.ts'
import type { ListKind } from '#host/app/past-list.ts'
import type { Happenings } from '#host/engine/delta.ts'
import { slotOf } from '#host/engine/slot-counts.ts'
import { HostError } from '#host/errors.ts'
import { session } from '../contract/session.ts'
import type { Router, Services } from '../environment.ts'
import { sendPage } from './page-text.ts'
import { inOrder, newestOfAll, type PageRequest } from './paging.ts'

type Query = PageRequest & { readonly slot?: string | undefined }

export function sessionRoutes(
  api: Router,
  { board, bars, commands, config, workshop }: Services,
): void {
  const folder = () => dirname(board.snapshot().session.log)

  /** What the board does not hold any more is in the journal. */
  const olderOf = <T>(list: ListKind, { slot = null }: { slot?: string | null | undefined }) => ({
    async page(before: number, limit: number) {
      const question = { list, slot, before, limit }
      const page = await workshop.past.list({
        folder: folder(),
        limits: config.limits,
        ...question,
      })
      return page as { items: readonly T[]; next: number | null }
    },
  })

  const list = <K extends ListKind>(kind: K, query: Query) => {
    type Item = Happenings[K][number]
    const { slot } = query
    const of = slot === undefined ? null : { slot, isOf: (item: Item) => slotOf(item) === slot }
    return newestOfAll<Item>(board.kept(kind), query, of, olderOf<Item>(kind, query))
  }

  api.openapi(session.getState, (context) => {
    // Its sequence is that of a delta: a page may go on from there.
    board.publish()
    return context.json(board.snapshot(), 200)
  })
  api.openapi(session.listSlots, (context) =>
    context.json(inOrder(board.slots(), context.req.valid('query')), 200),
  )
  api.openapi(session.listPositions, (context) => {
    const open = board
      .slots()
      .flatMap(({ key, symbol, price, position }) =>
        position === null ? [] : [{ slot: key, symbol, price, ...position }],
      )
    return context.json(inOrder(open, context.req.valid('query')), 200)
  })
  api.openapi(session.listOrders, async (context) =>
    sendPage(context, await list('orders', context.req.valid('query'))),
  )
  api.openapi(session.listFills, async (context) =>
    sendPage(context, await list('fills', context.req.valid('query'))),
  )
  api.openapi(session.listTrades, async (context) =>
    sendPage(context, await list('trades', context.req.valid('query'))),
  )
  api.openapi(session.listTransitions, async (context) =>
    sendPage(context, await list('transitions', context.req.valid('query'))),
  )
  api.openapi(session.listLogs, async (context) =>
    sendPage(context, await list('notes', context.req.valid('query'))),
  )
  api.openapi(session.readSessionBars, (context) => {
    const { symbol, ...window } = context.req.valid('query')
    const found = bars(symbol, window)
    if (found === null) {
      const hint = `it takes in ${board.session().symbols.join(', ')}`
      throw new HostError('not-found', `the session has no bar of "${symbol}"`, { hint })
    }
    const { from, to, intervalMs } = found
    const made = { ...barWindow(found, window), timeframe_ms: intervalMs, from, to }
    return context.json(made, 200)
  })
  api.openapi(session.getEquity, (context) =>
    context.json({ points: board.kept('equity').items }, 200),
  )
  api.openapi(session.listShadows, (context) => context.json({ items: board.shadows.all }, 200))
  api.openapi(session.releaseSlot, async (context) => {
    const { key } = context.req.valid('param')
    await commands.release(key)
    return context.json({ released: key }, 200)
  })
}
