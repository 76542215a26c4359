// Closing by hand what one slot holds, through the API.
import { expect, it } from 'vitest'
import { ask, json, serveFace } from './support/face.ts'
import { holder } from './support/scripts.ts'
import { startSession } from './support/session.ts'

it('A slot is flattened where it holds something; else the API says that it does not', async () => {
  const open = await startSession({ 'holder.js': holder('1') })
  const face = await serveFace(open)
  const flatten = (key: string) =>
    ask(face, `/api/v1/slots/${key}/flatten`, { method: 'POST', body: {} })
  const early = await flatten('holder.js/BTCUSDT')
  expect([early.status, json(early).error.message]).toEqual([
    409,
    'holder.js/BTCUSDT holds nothing, and no order of it waits',
  ])
  await open.market.calm(3)
  expect((await flatten('holder.js/BTCUSD')).status).toBe(404)
  expect((await flatten('holder.js/BTCUSDT')).status).toBe(200)
  await open.market.minutes([98, 99, 97, 98])
  const trades = json(await ask(face, '/api/v1/trades'))
  expect(trades.items).toMatchObject([{ slot: 'holder.js/BTCUSDT', exitReason: 'flatten' }])
  expect(trades.items[0].exitPrice).toBe(98)
})
