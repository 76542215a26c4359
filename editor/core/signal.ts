// A value that tells those who listen when it has changed. The page's only means of telling.

export interface Signal<T> {
  get(): T
  /** Tells nobody where nothing changed. */
  set(value: T): void
  /** Tells them even though it is the same object: its inside has changed. */
  touch(): void
  /** Calls back with every later value; returns how to end it. */
  on(listener: (value: T) => void): () => void
  /** Calls back at once too. */
  watch(listener: (value: T) => void): () => void
}

export function signal<T>(initial: T): Signal<T> {
  let value = initial
  const listeners = new Set<(value: T) => void>()
  const touch = () => {
    for (const listener of [...listeners]) listener(value)
  }
  const on = (listener: (value: T) => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return
      value = next
      touch()
    },
    touch,
    on,
    watch(listener) {
      listener(value)
      return on(listener)
    },
  }
}

/** Runs `draw` at the browser's next frame, once, however often it is asked for. */
export function onFrame(draw: () => void): () => void {
  let isAsked = false
  return () => {
    if (isAsked) return
    isAsked = true
    requestAnimationFrame(() => {
      isAsked = false
      draw()
    })
  }
}

/** Calls `act` once nobody has asked for `ms`; `cancel` forgets what was asked. */
export function afterPause(ms: number, act: () => void): { ask(): void; cancel(): void } {
  let timer: number | undefined
  const cancel = () => {
    clearTimeout(timer)
    timer = undefined
  }
  return {
    ask() {
      cancel()
      timer = window.setTimeout(act, ms)
    },
    cancel,
  }
}
