// Pages of a list of which the host keeps only the latest.
import { expect, it } from 'vitest'
import { newestOfAll } from '#host/faces/http/routes/paging.ts'

const kept = { first: 1000, items: ['a', 'b', 'a'] }
const older = { page: async () => ({ items: [], next: null }) }

it('All that there were are counted, also those that are not kept any more', async () => {
  const page = await newestOfAll(kept, { limit: 2 }, null, older)
  expect(page).toEqual({ items: ['a', 'b'], total: 1003, next: '1001' })
})

it('Of one slot, those that are kept are counted', async () => {
  const page = await newestOfAll(kept, { limit: 5 }, (item) => item === 'a', older)
  expect(page).toEqual({ items: ['a', 'a'], total: 2, next: null })
})
