// Hears of changes under a path: by the system's events, or by looking where those do not come.
import { statfsSync } from 'node:fs'
import { type ChokidarOptions, type FSWatcher, watch } from 'chokidar'

/** How often is looked. */
const LOOK_MS = 300

/**
 * File systems of other machines, by statfs's number on Linux (linux/magic.h): what is changed over
 * there is told by no event.
 */
const REMOTE: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB2'],
  [0x65735546, 'FUSE'],
  [0x01021997, '9P'],
  [0x00c36400, 'Ceph'],
  [0x786f4256, 'VirtualBox'],
  [0xbacbacbc, 'VMware'],
])

export interface Watching {
  close(): Promise<void>
}

export interface WatchEars {
  readonly onEvent: (event: string, path: string) => void
  /** From now on it is looked in another way: what changed in between was told by nobody. */
  readonly onReopened: () => void
  readonly onTrouble: (message: string) => void
}

/**
 * Resolves once every later change is heard. Never throws for what the system refuses: without its
 * events the path is looked at every 300 ms, and what cannot be looked at is told once.
 */
export async function watchPath(
  path: string,
  options: ChokidarOptions,
  ears: WatchEars,
  fileSystem: (path: string) => number | null = fileSystemOf,
): Promise<Watching> {
  const told = new Set<string>()
  let isClosed = false
  let watcher = await open(REMOTE.has(fileSystem(path) ?? 0))
  return {
    async close() {
      isClosed = true
      await end(watcher)
    },
  }

  async function open(usePolling: boolean): Promise<FSWatcher> {
    const opened = watch(path, { ...options, ignoreInitial: true, usePolling, interval: LOOK_MS })
    let isLost = false
    const lost = new Promise<void>((resolve) => {
      opened.on('error', (error) => {
        if (isLost || isClosed) return
        if (usePolling) return tell(`${path}: ${messageOf(error)}`)
        isLost = true
        tell(
          `the system does not tell of changes in ${path} (${messageOf(error)}): it is looked through`,
        )
        resolve()
      })
    })
    opened.on('all', ears.onEvent)
    await Promise.race([new Promise<void>((resolve) => opened.once('ready', resolve)), lost])
    const fallBack = async () => {
      await end(opened)
      return open(true)
    }
    if (isLost) return fallBack()
    void lost.then(async () => {
      watcher = await fallBack()
      if (isClosed) await end(watcher)
      else ears.onReopened()
    })
    return opened
  }

  function tell(message: string): void {
    if (told.has(message)) return
    told.add(message)
    ears.onTrouble(message)
  }
}

/**
 * chokidar's `close` does not hold where a folder went away: a look that was under way then adds the folder
 * anew, which opens the watcher again, for good, and the process does not end.
 */
function end(watcher: FSWatcher): Promise<void> {
  watcher.add = () => watcher
  return watcher.close()
}

function fileSystemOf(path: string): number | null {
  try {
    return process.platform === 'linux' ? statfsSync(path).type : null
  } catch {
    return null
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
