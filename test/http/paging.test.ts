// Pages of a list of which the host keeps only the latest.
import { expect, it } from 'vitest'
import { newestOfAll } from '#host/faces/http/routes/paging.ts'

const gone: Readonly<Record<string, number>> = { a: 300, b: 700 }
const kept = { first: 1000, firstOf: (slot: string) => gone[slot] ?? 0, items: ['a', 'b', 'a'] }
const older = { page: async () => ({ items: [], next: null }) }
const of = (slot: string) => ({ slot, isOf: (item: string) => item === slot })

it('All that there were are counted, also those that are not kept any more', async () => {
  const page = await newestOfAll(kept, { limit: 2 }, null, older)
  expect(page).toEqual({ items: ['a', 'b'], total: 1003, next: '1001' })
})

it('Of one slot all are counted too, and of no other', async () => {
  const page = await newestOfAll(kept, { limit: 5 }, of('a'), older)
  expect(page).toEqual({ items: ['a', 'a'], total: 302, next: null })
  expect((await newestOfAll(kept, { limit: 5 }, of('c'), older)).total).toBe(0)
})
