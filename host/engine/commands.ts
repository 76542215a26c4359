// What may be asked of a running session from outside.
import { HostError } from '../errors.ts'
import type { Playback } from '../feeds/playback.ts'
import type { Board } from './board.ts'
import type { Engine } from './engine.ts'
import type { PaperCommands } from './paper-session.ts'
import type { Reloader } from './reloader.ts'
import { strategyPath } from './script-folder.ts'

export interface Commanded {
  readonly engine: Engine
  readonly reloader: Reloader
  /** The folder. */
  readonly scripts: string
  readonly board: Board
  readonly playback: Playback | undefined
}

export function commandsOf({ engine, reloader, ...rest }: Commanded): PaperCommands {
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
    saveBeside: (path) => reloader.saveBeside(path),
    reload: async (file) => reloader.follow(new Set([strategyPath(rest.scripts, file)])),
    play(change) {
      if (rest.playback === undefined) throw isLive()
      rest.playback.change(change)
      rest.board.touch()
    },
  }
}

function isLive(): HostError {
  const hint = 'a session over a recording can be: path in [data] names one'
  return new HostError('unavailable', 'a live market is not paused or hurried', { hint })
}
