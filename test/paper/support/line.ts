// A page's socket as full, and as deaf, as a test says.
import { EventEmitter } from 'node:events'
import type { WebSocket } from 'ws'
import type { Message } from './follower.ts'

export class Line extends EventEmitter {
  readonly OPEN = 1
  readonly readyState = 1
  bufferedAmount = 0
  readonly sent: Message[] = []
  pings = 0
  /** How it was ended from the host's side. */
  ended: number | 'cut' | null = null

  get socket(): WebSocket {
    return this as unknown as WebSocket
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text))
    this.emit('sent')
  }

  ping(): void {
    this.pings += 1
  }

  close(code: number): void {
    this.ended = code
    this.emit('close')
  }

  terminate(): void {
    this.ended = 'cut'
    this.emit('close')
  }
}
