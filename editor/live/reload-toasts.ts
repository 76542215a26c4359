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
    known = new Map(now.scripts.map((script) => [script.file, script]))
    if (before === null) return
    for (const script of now.scripts) {
      const old = before.get(script.file)
      const isNew = old === undefined || old.sha256 !== script.sha256
      if (isNew || old.status !== script.status || old.loads !== script.loads) announce(script, now)
    }
    for (const { file } of before.values()) {
      if (!known.has(file)) toast('info', `${file} is gone`, 'Its slots open nothing any more.')
    }
  })
}

function announce(script: RunningScript, { slots }: Board): void {
  const { file, status, refusal, diagnostics, version } = script
  if (status === 'running') {
    const on = slots.filter((slot) => slot.script === file).map(({ symbol }) => symbol)
    const label = version === null ? file : `${file} v${version}`
    toast('good', `${label} runs`, on.length === 0 ? '' : `on ${on.join(', ')}`)
    return
  }
  const first = diagnostics.find(({ severity }) => severity === 'error')
  const why =
    refusal ?? (first === undefined ? 'it has errors' : `line ${first.line}: ${first.message}`)
  const rest = status === 'outdated' ? ' The version before runs on.' : ''
  toast('error', `${file} was refused`, `${why}.${rest}`)
}
