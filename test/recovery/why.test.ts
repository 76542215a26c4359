// Why a slot did something, of a session with checkpoints: told from the newest that is early enough, and
// the same as from the beginning.
import { expect, it, onTestFinished } from 'vitest'
import { explainSlot } from '#host/app/why.ts'
import { openPaper } from '#host/engine/paper.ts'
import { openReader } from '#host/journal/sqlite-reader.ts'
import { DEFAULT_LIMITS } from '#host/limits.ts'
import { holder } from '../paper/support/scripts.ts'
import { configIn, ManualMarket, makeFolder, START } from '../paper/support/session.ts'

const MINUTE = 60_000
const SLOT = 'holder.js/BTCUSDT'
/** Bars of each life of the session: every one ends with a checkpoint. */
const LIVES = [4, 4, 4]

async function session(): Promise<string> {
  const config = configIn(makeFolder({ 'holder.js': holder('1') }))
  let minutes = 0
  let folder = ''
  for (const bars of LIVES) {
    const market = new ManualMarket(['BTCUSDT'], minutes)
    minutes += bars
    const opened = await openPaper(config, { market })
    folder = opened.folder
    const played = opened.play()
    await market.calm(bars)
    opened.stop()
    await played
    await opened.close()
  }
  return folder
}

it('tells the same from a checkpoint as from the beginning, and does not go back further than it has to', async () => {
  const folder = await session()
  const reader = openReader(folder)
  onTestFinished(() => reader.close())
  const [newest, oldest] = [reader.checkpoint('newest')!, reader.checkpoint('oldest')!]
  expect(oldest.seq).toBeLessThan(newest.seq)
  const asked = { slot: SLOT, limits: DEFAULT_LIMITS, signal: new AbortController().signal }
  let first = Number.POSITIVE_INFINITY
  const told = (count: number, at: number | null = null) => {
    first = Number.POSITIVE_INFINITY
    const onProgress = (seq: number) => {
      first = Math.min(first, seq)
    }
    return explainSlot(folder, { ...asked, at, count, onProgress })
  }
  const whole = await told(1000)
  expect(first).toBeLessThan(oldest.seq)
  expect(whole.map(({ time }) => time)).toEqual(
    Array.from({ length: 12 }, (_, i) => START + (i + 1) * MINUTE),
  )
  // The last life has four; what follows its checkpoint is nothing.
  for (const count of [1, 4]) {
    expect(await told(count)).toEqual(whole.slice(-count))
    expect(first).toBeGreaterThan(oldest.seq)
  }
  expect(await told(5)).toEqual(whole.slice(-5))
  expect(first).toBeLessThan(oldest.seq)
  expect(await told(2, START + 3 * MINUTE)).toEqual(whole.slice(1, 3))
  const other = { ...asked, slot: 'holder.js/ETH', at: null, count: 1 }
  await expect(explainSlot(folder, other)).rejects.toThrow('has no slot "holder.js/ETH"')
})
