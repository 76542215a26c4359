// Work that is asked for again and again and may be dear: never twice at once, with a rest after each
// time, and the longer it takes the longer the rest.

/** Rests ten times as long as it has worked: then it takes a tenth of somebody's time at the most. */
const SHARE = 10

export interface Sparing {
  /** Now, or after the rest; asked for many times meanwhile, it is done once. */
  ask(): void
  stop(): void
}

/** `restMs`: the least rest. What `task` rejects with is nobody's: it is asked for again soon. */
export function sparing(task: () => Promise<unknown>, restMs: number): Sparing {
  let isWanted = false
  let isBusy = false
  let isStopped = false
  let timer: number | undefined

  async function work(): Promise<void> {
    isWanted = false
    isBusy = true
    const began = performance.now()
    await task().catch(() => {})
    if (isStopped) return
    timer = window.setTimeout(
      () => {
        isBusy = false
        if (isWanted) void work()
      },
      Math.max(restMs, SHARE * (performance.now() - began)),
    )
  }

  return {
    ask() {
      isWanted = true
      if (!isBusy && !isStopped) void work()
    },
    stop() {
      isStopped = true
      window.clearTimeout(timer)
    },
  }
}
