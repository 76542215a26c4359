// How a venue's REST interface is asked: within its limits, not at all while it wants to be left
// alone, again after what passes, and by its own clock.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { createPacedFetch } from '#host/venues/ccxt/paced-fetch.ts'
import { type RequestLimits, requestLimits } from '#host/venues/ccxt/request-limits.ts'
import { SteppedClock } from '../exchange/stepped-clock.ts'

const START = 1_735_689_600_000

interface Reply {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
}

/** A server that gives these answers, then good ones, and when it was asked, in ms after the start. */
async function open(replies: Reply[] = [], limits: RequestLimits = requestLimits('binance', 50)) {
  const clock = new SteppedClock(START, 20)
  const times: number[] = []
  const server = createServer((_request, response) => {
    times.push(clock.now() - START)
    const { status = 200, headers = {} } = replies.shift() ?? {}
    response.writeHead(status, headers).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const ending = new AbortController()
  onTestFinished(() => {
    ending.abort()
    server.closeAllConnections()
    server.close()
  })
  const troubles: string[] = []
  const paced = createPacedFetch({
    ...{ limits, clock, signal: ending.signal, random: () => 0.5 },
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    onTrouble: (message) => troubles.push(message),
  })
  /** Fetches all at once; resolves when all have been answered. */
  async function fetchAll(paths: readonly string[]): Promise<Response[]> {
    let isDone = false
    const all = Promise.all(paths.map((path) => paced.fetch(`https://api.venue.com${path}`, {})))
    all.then(
      () => (isDone = true),
      () => (isDone = true),
    )
    await clock.runUntil(() => isDone)
    return all
  }
  return { clock, times, troubles, paced, ending, fetchAll }
}

it('never asks for more weight in a minute than Binance allows', async () => {
  const { times, fetchAll } = await open()
  // 20 each: 150 may be asked for at once, the rest as the weight comes back, 2.5 a second.
  await fetchAll(Array(200).fill('/api/v3/exchangeInfo'))
  expect(times).toHaveLength(200)
  expect(times.filter((time) => time < 1000)).toHaveLength(152)
  const most = Math.max(
    ...times.map((from) => times.filter((time) => time >= from && time < from + 60_000).length),
  )
  expect(20 * most).toBeLessThanOrEqual(6000)
  expect(times.at(-1)).toBeGreaterThanOrEqual(19_000)
})

it('counts the endpoints of OKX apart', async () => {
  const { times, fetchAll } = await open([], requestLimits('okx', 100))
  const candles = Array(12).fill('/api/v5/market/candles')
  await fetchAll([...candles, ...Array(8).fill('/api/v5/market/history-candles')])
  expect(times.filter((time) => time < 500)).toHaveLength(20)
})

it.each([429, 418])(
  'asks nothing for as long as it was told to (%s), then goes on',
  async (status) => {
    const { times, fetchAll, troubles } = await open([{ status, headers: { 'retry-after': '7' } }])
    const [first, second] = await fetchAll(['/a', '/b'])
    expect([first!.status, second!.status]).toEqual([200, 200])
    // Two were under way at once; what comes after them waits.
    const later = times.filter((time) => time > 1000)
    expect(later.length).toBeGreaterThan(0)
    expect(Math.min(...later)).toBeGreaterThanOrEqual(7000)
    expect(troubles[0]).toContain(`status ${status}: no request for 7 s`)
  },
)

it('tries again what passes, more and more patiently, and gives up in the end', async () => {
  const replies = Array(9).fill({ status: 503 })
  const { times, fetchAll, troubles } = await open(replies)
  await expect(fetchAll(['/a'])).rejects.toThrow('no answer from 127.0.0.1')
  expect(times).toHaveLength(7)
  const waits = times.slice(1).map((time, i) => time - times[i]!)
  for (const [i, wait] of waits.entries()) {
    // Half a second, then twice as long each time; of that three quarters, by the chance given here.
    expect(wait).toBeGreaterThanOrEqual(0.75 * 500 * 2 ** i)
  }
  expect(troubles).toHaveLength(1)
})

it('leaves an answer that says what is wrong to whoever asked', async () => {
  const { times, fetchAll } = await open([{ status: 400 }])
  const [answer] = await fetchAll(['/a'])
  expect(answer!.status).toBe(400)
  expect(times).toHaveLength(1)
})

it('knows the time of the venue from its answers', async () => {
  const date = new Date(START + 90_000).toUTCString()
  const { clock, paced, fetchAll } = await open([{ headers: { date } }])
  expect(paced.venueTime()).toBe(clock.now())
  await fetchAll(['/a'])
  expect(Math.abs(paced.venueTime() - clock.now() - 90_000)).toBeLessThan(1000)
})

it('stops waiting when it is told to', async () => {
  const { clock, ending, paced } = await open([{ status: 429, headers: { 'retry-after': '60' } }])
  const asked = paced.fetch('https://api.venue.com/a', {})
  asked.catch(() => {})
  const stop = clock.now() + 2000
  await clock.runUntil(() => clock.now() >= stop)
  ending.abort()
  await expect(asked).rejects.toThrow()
})
