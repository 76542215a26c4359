// A program that follows the push channel: what it was sent, and the board that this adds up to.
import { once } from 'node:events'
import { expect, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import type { Delta, Snapshot } from '#host/engine/delta.ts'
import type { HttpFace } from '#host/faces/http/server.ts'
import { News } from '#host/faces/http/shapes/push.ts'
import { AUTHORIZATION } from './face.ts'

export type Message = Snapshot | Delta

export class Follower {
  readonly socket: WebSocket
  /** Everything, in order. */
  readonly heard: News[] = []
  #waiting: (() => void)[] = []

  constructor(face: HttpFace, query = '', headers: Record<string, string> = AUTHORIZATION) {
    this.socket = new WebSocket(`ws://127.0.0.1:${face.port}/ws${query}`, { headers })
    this.socket.on('message', (data) => {
      // What the document does not name does not count.
      this.heard.push(News.parse(JSON.parse(String(data))))
      for (const wake of this.#waiting.splice(0)) wake()
    })
    onTestFinished(() => this.socket.terminate())
  }

  /** Resolves once what was heard passes. */
  async until(test: (heard: readonly News[]) => boolean): Promise<void> {
    while (!test(this.heard)) await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  async close(): Promise<void> {
    this.socket.close()
    await once(this.socket, 'close')
  }

  get messages(): Message[] {
    return this.heard.filter(
      (one): one is Message & News => one.type === 'snapshot' || one.type === 'delta',
    )
  }

  /** Where it would go on. */
  get place(): string {
    const { stream, sequence } = this.messages.at(-1)!
    return `?stream=${stream}&after=${sequence}`
  }
}

/** What a page makes of the messages, the first of them a snapshot. */
export function added(messages: readonly Message[]): Snapshot {
  const [first, ...rest] = messages as [Snapshot, ...Delta[]]
  let board = structuredClone(first) as Snapshot
  for (const delta of rest) {
    expect(delta).toMatchObject({ type: 'delta', stream: board.stream, after: board.sequence })
    const slots = new Map([...board.slots, ...delta.slots].map((slot) => [slot.key, slot]))
    const order = delta.order ?? board.slots.map(({ key }) => key)
    board = {
      ...board,
      sequence: delta.sequence,
      session: delta.session,
      account: delta.account,
      scripts: delta.scripts ?? board.scripts,
      slots: order.map((key) => slots.get(key)!),
      transitions: [...board.transitions, ...delta.transitions],
      orders: [...board.orders, ...delta.orders],
      fills: [...board.fills, ...delta.fills],
      trades: [...board.trades, ...delta.trades],
      notes: [...board.notes, ...delta.notes],
      equity: [...board.equity, ...delta.equity],
    }
  }
  return board
}
