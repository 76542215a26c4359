// Says what became of a save: which slots took the new version, or why none did.
import type { RunningScript } from '#host/faces/http/shapes/board.ts'
import type { Board } from '../api/board.ts'
import type { Signal } from '../core/signal.ts'
import { toast } from '../layout/toasts.ts'

export function announceReloads(board: Signal<Board | null>): void {
  let known: ReadonlyMap<string, RunningScript> | null = null
  board.on((now) => {
    if (now === null) return
    const before = known
    known = new Map(now.scripts.map((script) => [script.strategy, script]))
    if (before === null) return
    for (const script of now.scripts) {
      const old = before.get(script.strategy)
      const isNew = old === undefined || old.sha256 !== script.sha256
      if (isNew || old.status !== script.status || old.loads !== script.loads) announce(script, now)
    }
    for (const { strategy } of before.values()) {
      if (known.has(strategy)) continue
      toast('info', `${strategy} is gone`, 'Its slots open nothing any more.')
    }
  })
}

function announce(script: RunningScript, { slots }: Board): void {
  const { strategy, status, refusal, diagnostics, version } = script
  if (status === 'running') {
    const on = slots.filter((slot) => slot.strategy === strategy).map(({ symbol }) => symbol)
    const label = version === null ? strategy : `${strategy} v${version}`
    const where = on.length === 0 ? '' : `on ${on.join(', ')}`
    return toast('good', `${label} runs`, where, strategy)
  }
  const first = diagnostics.find(({ severity }) => severity === 'error')
  const why =
    refusal ?? (first === undefined ? 'it has errors' : `line ${first.line}: ${first.message}`)
  if (refusal?.startsWith('rolled back') === true) {
    return toast('warning', `${strategy} was rolled back`, `${refusal}.`, strategy)
  }
  if (refusal?.includes('runs as a shadow') === true) {
    const text = 'On virtual orders, beside the version before: promote or drop it among the slots.'
    return toast('info', `${strategy}: the new version is a shadow`, text, strategy)
  }
  const rest = status === 'outdated' ? ' The version before runs on.' : ''
  toast('error', `${strategy} was refused`, `${why}.${rest}`, strategy)
}
