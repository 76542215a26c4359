// A board by itself: no engine plays, its scripts and its news are what the test says.
import { Board } from '#host/engine/board.ts'
import type { Engine } from '#host/engine/engine.ts'
import type { Reloader } from '#host/engine/reloader.ts'
import type { ScriptStatus } from '#host/engine/script-status.ts'
import { createAccount } from '#kernel/account.ts'

export const scriptOf = (file: string): ScriptStatus => ({
  ...{
    id: file,
    file,
    running: null,
    previous: null,
    diagnostics: [],
    refusal: null,
    sha256: file,
    loads: 0,
  },
  files: new Set(),
})

/** A board whose scripts are what the test says. */
export function boardOf() {
  const scripts: ScriptStatus[] = [scriptOf('a.js')]
  const risk = { blocked: null, paused: [] }
  const engine = { account: createAccount(1000), slots: [], time: 0, risk } as unknown as Engine
  const reloader = { scripts } as unknown as Reloader
  const nowhere = { from: null, to: null, speed: null, symbols: ['X'], log: '' }
  const board = new Board({ engine, reloader, session: { mode: 'paper', ...nowhere } })
  const log = (text: string) => board.entry({ type: 'log', slot: 's', time: 0, text })
  const fill = (time: number) => {
    const fact = { side: 'buy', quantity: 1, price: 1, fee: 0, time, reason: '' } as const
    const filled = { type: 'filled', fill: { ...fact, isEntry: true }, orderId: null } as const
    board.entry({ type: 'fact', slot: 's', time, fact: filled })
  }
  return { board, scripts, log, fill }
}
