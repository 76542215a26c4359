// A progress bar on stderr: only for people, and only for what takes longer than a moment.

const QUIET_MS = 1000
const BAR_WIDTH = 30

export interface Progress {
  show(done: number, total: number): void
  /** Wipes the line. */
  clear(): void
}

export function createProgress(stream: NodeJS.WriteStream): Progress {
  const began = performance.now()
  let isShown = false
  return {
    show(done, total) {
      const elapsed = performance.now() - began
      if (!stream.isTTY || elapsed < QUIET_MS || total === 0) return
      const share = Math.min(1, done / total)
      const full = Math.round(share * BAR_WIDTH)
      const bar = `${'█'.repeat(full)}${'░'.repeat(BAR_WIDTH - full)}`
      const left = share > 0 ? Math.round((elapsed / share - elapsed) / 1000) : 0
      stream.write(`\r\x1b[K${bar} ${Math.floor(share * 100)} %, about ${left} s left`)
      isShown = true
    },
    clear() {
      if (isShown) stream.write('\r\x1b[K')
      isShown = false
    },
  }
}
