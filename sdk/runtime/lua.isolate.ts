// Entry of the isolates that run Lua: leaves one object for the runner, which takes it away before
// the script is loaded. Everything of the script's runs on Fengari, inside this bundle.

import type { World } from './guest.ts'
import { lockdown } from './lockdown.ts'
import { loadLua } from './lua/adapter.ts'
import { type BootOptions, createSession } from './session.ts'

interface LuaSource {
  readonly files: readonly { readonly path: string; readonly code: string }[]
  readonly entry: string
  readonly symbol: string
  readonly currency: string
}

const globals = globalThis as unknown as Record<string, unknown>

let world: World

const session = createSession<LuaSource>((at, source) => loadLua(at, source))

globals.__watchfire = {
  ...session,
  boot(options: BootOptions): void {
    world = session.boot(options)
  },
  /** Takes the bootstrap away; afterwards nothing in the isolate can be changed. */
  lock(): void {
    delete globals.__watchfire
    lockdown({ random: () => world.random.next(), now: world.now, log: () => {} })
  },
}
