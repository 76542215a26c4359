// What may be asked of a running session from outside.
import type { Engine } from './engine.ts'
import type { PaperCommands } from './paper-session.ts'
import type { Reloader } from './reloader.ts'
import { strategyPath } from './script-folder.ts'

export interface Commanded {
  readonly engine: Engine
  readonly reloader: Reloader
  /** The folder. */
  readonly scripts: string
}

export function commandsOf({ engine, reloader, scripts }: Commanded): PaperCommands {
  return {
    release: (key) => engine.release(key),
    kill: (why, isFlat) => engine.kill(why, isFlat),
    unblock: () => engine.unblock(),
    pause: (key, isPaused) => engine.pause(key, isPaused),
    flatten: (key) => engine.flatten(key),
    rollBack: (file, why) => reloader.rollBack(file, why),
    attach: (file, symbol, isAttached) => reloader.attach(file, symbol, isAttached),
    promote: (name) => reloader.promote(name),
    drop: (name) => reloader.drop(name),
    reload: async (file) => reloader.follow(new Set([strategyPath(scripts, file)])),
  }
}
