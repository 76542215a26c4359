// When the instants of a recording are due: by speed, through pauses and jumps.
import { describe, expect, it } from 'vitest'
import { type Clock, Playback } from '#host/feeds/playback.ts'
import { hostErrorOf } from '../data/files.ts'

const MINUTE = 60_000
const NEVER = new AbortController().signal

/** Sleeping takes no time: it is written down. */
function played(speed: number | 'max') {
  const slept: number[] = []
  let now = 0
  const clock: Clock = {
    now: () => now,
    sleep: async (ms) => {
      slept.push(ms)
      now += ms
    },
  }
  const playback = new Playback({ speed, from: 0, to: 60 * MINUTE, clock })
  const wait = (minute: number, signal = NEVER) => playback.wait(minute * MINUTE, signal)
  return { playback, slept, wait }
}

/** Whether it is settled by the time that everything that was due has run. */
async function isDone(task: Promise<void>): Promise<boolean> {
  let isSettled = false
  task.then(() => {
    isSettled = true
  })
  await new Promise((resolve) => setImmediate(resolve))
  return isSettled
}

describe('playback', () => {
  it('waits as the speed says, and from a change on as the new one says', async () => {
    const { playback, slept, wait } = played(60)
    for (const minute of [1, 2, 4]) await wait(minute)
    expect(slept).toEqual([1000, 2000])
    playback.change({ speed: 600 })
    for (const minute of [5, 6]) await wait(minute)
    expect(slept).toEqual([1000, 2000, 100, 100])
    playback.change({ speed: 'max' })
    for (const minute of [7, 8]) await wait(minute)
    expect(slept).toHaveLength(4)
  })

  it('stands still while it is paused, at any speed, until it goes on or is over', async () => {
    for (const speed of [60, 'max'] as const) {
      const { playback, wait } = played(speed)
      await wait(1)
      playback.change({ isPaused: true })
      const second = wait(2)
      expect(await isDone(second)).toBe(false)
      playback.change({ isPaused: false })
      await second
      playback.change({ isPaused: true })
      const leaving = new AbortController()
      const third = wait(3, leaving.signal)
      expect(await isDone(third)).toBe(false)
      leaving.abort()
      await third
    }
  })

  it('hurries to a time, and is then as it was', async () => {
    const { playback, slept, wait } = played(60)
    await wait(1)
    playback.change({ isPaused: true, until: 3 * MINUTE })
    for (const minute of [2, 3]) await wait(minute)
    expect(slept).toEqual([])
    const next = wait(4)
    expect(await isDone(next)).toBe(false)
    expect(playback.state).toEqual({ speed: 60, isPaused: true, until: null })
    playback.change({ isPaused: false })
    await next
  })

  it('is not played backwards, nor beyond its end; what is refused changes nothing', async () => {
    const { playback, wait } = played(60)
    await wait(5)
    const before = playback.state
    const back = await hostErrorOf(() => playback.change({ speed: 1, until: 5 * MINUTE }))
    expect(back.message).toContain('not played backwards')
    expect(back.hint).toContain('--fresh')
    const beyond = await hostErrorOf(() => playback.change({ until: 61 * MINUTE }))
    expect(beyond.message).toContain('the recording ends at 1970-01-01T01:00')
    expect(playback.state).toEqual(before)
  })
})
