// A board of a thousand slots, and the HTTP face in front of it: the real ones; no scripts run behind
// them.
import { join } from 'node:path'
import { loadConfig } from '#host/config/load.ts'
import { Board } from '#host/engine/board.ts'
import type { Engine } from '#host/engine/engine.ts'
import { History } from '#host/engine/history.ts'
import type { LiveSlot } from '#host/engine/live-slot.ts'
import type { Reloader } from '#host/engine/reloader.ts'
import { createAccess } from '#host/faces/http/access.ts'
import { listening } from '#host/faces/http/listen.ts'
import type { PageFile } from '#host/faces/http/page-files.ts'
import { type HttpFace, serveHttp } from '#host/faces/http/server.ts'
import { DEFAULT_LIMITS } from '#host/limits.ts'
import { createAccount } from '#kernel/account.ts'
import { createSlot } from '#kernel/slot.ts'
import { DEFAULT_BROKER, strategySpec } from '#kernel/spec.ts'
import { readMetadata } from '#sdk/metadata.ts'

export const ITEMS = 1000
const TOKEN = 'the-token-of-the-benchmark-and-no-other'
export const HEADERS = { authorization: `Bearer ${TOKEN}` }
const UNLIMITED = { burst: 1e9, perSecond: 1e9 }

/** A thousand slots, fills and log lines. */
export function busyBoard(): Board {
  const { metadata } = readMetadata({ name: 'bench', timeframe: '1m' })
  const account = createAccount(100_000)
  const listener = { fact() {}, equity() {} }
  const slots = Array.from({ length: ITEMS }, (_, i) => {
    const strategy = strategySpec(metadata)
    const kernel = createSlot({
      strategy,
      broker: DEFAULT_BROKER,
      account,
      intervalMs: 60_000,
      listener,
    })
    const seat = { usage: { cpuMs: 1, heapMb: 4 } }
    const script = { id: 'bench.js', file: 'bench.js', metadata }
    const at = { key: `bench.js/S${i}`, symbol: `S${i}`, feed: i }
    return { ...at, kernel, script, seat, lastError: null, droppedLines: 0 } as unknown as LiveSlot
  })
  const risk = { blocked: null, paused: [] }
  const engine = { account, slots, time: 0, risk } as unknown as Engine
  const reloader = { scripts: [] } as unknown as Reloader
  const nowhere = { from: null, to: null, speed: null, symbols: [], log: '' }
  const board = new Board({ engine, reloader, session: { mode: 'paper', ...nowhere } })
  for (let i = 0; i < ITEMS; i++) {
    tellFill(board, i)
    board.entry({ type: 'log', slot: 'bench.js/S0', time: i, text: 'a line of a usual length' })
  }
  return board
}

export function tellFill(board: Board, time: number, reason = 'entry'): void {
  const fill = { side: 'buy', quantity: 1, price: 100.25, fee: 0.05, time } as const
  const fact = {
    type: 'filled',
    fill: { ...fill, reason, isEntry: true },
    orderId: null,
  } as const
  board.entry({ type: 'fact', slot: 'bench.js/S0', time, fact })
}

const nothing = async () => {}
const NOTHING = {
  ...{
    play: () => {},
    release: nothing,
    kill: nothing,
    unblock: nothing,
    pause: nothing,
    flatten: nothing,
    rollBack: nothing,
    attach: nothing,
    reload: nothing,
    promote: async () => [],
    drop: nothing,
    saveBeside: () => () => {},
  },
  stop: () => {},
}

/** The board behind the real HTTP face; `files` are the page's. */
export async function serveBoard(
  board: Board,
  folder: string,
  files: ReadonlyMap<string, PageFile> = new Map(),
): Promise<HttpFace> {
  const path = join(folder, 'versions')
  return serveHttp({
    session: {
      board,
      commands: NOTHING,
      config: loadConfig(undefined),
      fleet: () => ({ processes: 0, calls: 0, asking: 0 }),
      bars: () => null,
      history: new History([]),
      seatOf: () => null,
      audit: () => {},
    },
    workshop: {
      scripts: folder,
      versions: path,
      places: { configured: 'bundled', sessions: path },
      limits: DEFAULT_LIMITS,
    },
    access: createAccess({ token: TOKEN, secret: TOKEN }),
    files,
    listen: listening({ port: 0 }),
    rates: { caller: UNLIMITED, stranger: UNLIMITED },
  })
}
