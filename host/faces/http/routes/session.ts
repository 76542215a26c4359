// /state, /slots and what happened in them.
import type { Happenings } from '#host/engine/delta.ts'
import * as session from '../contract/session.ts'
import type { Router, Services } from '../environment.ts'
import { inOrder, newestFirst, type PageRequest } from './paging.ts'

export function sessionRoutes(api: Router, { board, commands }: Services): void {
  const list = <K extends Exclude<keyof Happenings, 'equity' | 'notes'>>(
    kind: K,
    query: PageRequest & { readonly slot?: string | undefined },
  ) => {
    const { slot } = query
    const isWanted = (item: { readonly slot: string }) => slot === undefined || item.slot === slot
    return newestFirst<Happenings[K][number]>(board.kept(kind), query, isWanted)
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
  api.openapi(session.listOrders, (context) =>
    context.json(list('orders', context.req.valid('query')), 200),
  )
  api.openapi(session.listFills, (context) =>
    context.json(list('fills', context.req.valid('query')), 200),
  )
  api.openapi(session.listTrades, (context) =>
    context.json(list('trades', context.req.valid('query')), 200),
  )
  api.openapi(session.listTransitions, (context) =>
    context.json(list('transitions', context.req.valid('query')), 200),
  )
  api.openapi(session.listLogs, (context) => {
    const query = context.req.valid('query')
    const isWanted = ({ source }: { readonly source: string }) =>
      query.slot === undefined || source === query.slot
    return context.json(newestFirst(board.kept('notes'), query, isWanted), 200)
  })
  api.openapi(session.getEquity, (context) =>
    context.json({ points: board.kept('equity').items }, 200),
  )
  api.openapi(session.releaseSlot, async (context) => {
    const { key } = context.req.valid('param')
    await commands.release(key)
    return context.json({ released: key }, 200)
  })
}
