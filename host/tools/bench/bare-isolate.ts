// The floors under a slot: what isolated-vm itself takes for an empty isolate and for a call into it.
import ivm from 'isolated-vm'

const CALLS = 50_000

/** Ms to make an isolate with a context, and nothing in it. */
export function bareIsolateMs(): number {
  const began = performance.now()
  const isolate = new ivm.Isolate()
  isolate.createContextSync()
  const ms = performance.now() - began
  isolate.dispose()
  return ms
}

/** Microseconds of a call that does nothing, under a time limit as every call of a script is. */
export function bareCallUs(): number {
  const isolate = new ivm.Isolate()
  const context = isolate.createContextSync()
  const nothing = isolate.compileScriptSync('(n) => 0').runSync(context, { reference: true })
  const began = performance.now()
  for (let i = 0; i < CALLS; i++) nothing.applySync(undefined, [1], { timeout: 1000 })
  const us = ((performance.now() - began) * 1000) / CALLS
  isolate.dispose()
  return us
}
