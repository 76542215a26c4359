// An exchange on loopback: REST and WebSocket of a venue, with bars that grow and close by a clock,
// and with everything going wrong that a test wants.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import WebSocket, { WebSocketServer } from 'ws'
import type { Clock } from '#host/feeds/clock.ts'
import { type Faults, noFaults } from './faults.ts'
import { type Book, growing, type Listed, type Trading } from './market.ts'
import type { BookChange, Protocol, Quote, Trade } from './protocol.ts'

export interface ExchangeOptions {
  readonly protocol: Protocol
  readonly listed: readonly Listed[]
  readonly intervalMs: number
  readonly clock: Clock
  /** By how much the exchange's clock is ahead of `clock`. */
  readonly aheadMs?: number
  /** Updates of a bar until it closes. */
  readonly updates?: number
}

interface Client {
  readonly socket: WebSocket
  readonly symbols: Set<Listed>
  /** … and of which it gets trades and quotes. */
  readonly ticks: Set<Listed>
  /** … and changes of the order book. */
  readonly books: Set<Listed>
  /** Open but gone: nothing is answered, nothing comes. */
  isGone: boolean
  /** Closed bars that others are to overtake. */
  readonly held: Map<Listed, string>
  /** Frames that are under way, for them to stay in order. */
  sending: Promise<unknown>
}

export class Exchange {
  readonly faults: Faults = noFaults()
  /** Paths of the requests that came, in order. */
  readonly requests: string[] = []
  connections = 0
  #trades = 0
  readonly #books = new Map<Listed, Book>()
  /** Frames that a client has sent. */
  readonly asked: string[] = []
  readonly #options: ExchangeOptions
  readonly #http: Server
  readonly #sockets: WebSocketServer
  readonly #clients = new Set<Client>()
  readonly #ending = new AbortController()

  private constructor(options: ExchangeOptions) {
    this.#options = options
    this.#http = createServer((request, response) => this.#answer(request, response))
    this.#sockets = new WebSocketServer({ noServer: true, autoPong: false })
    this.#http.on('upgrade', (request, socket, head) => {
      const { upgradeStatus } = this.faults
      if (upgradeStatus !== null) {
        socket.end(`HTTP/1.1 ${upgradeStatus} No\r\nContent-Length: 0\r\n\r\n`)
        return
      }
      this.#sockets.handleUpgrade(request, socket, head, (one) => this.#welcome(one))
    })
  }

  static async open(options: ExchangeOptions): Promise<Exchange> {
    const exchange = new Exchange(options)
    await new Promise<void>((resolve) => exchange.#http.listen(0, '127.0.0.1', resolve))
    void exchange.#pulse()
    return exchange
  }

  get restUrl(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`
  }

  get wsUrl(): string {
    return this.restUrl.replace('http', 'ws')
  }

  now(): number {
    return this.#options.clock.now() + (this.#options.aheadMs ?? 0)
  }

  /** All connections break. */
  disconnect(): void {
    for (const { socket } of this.#clients) socket.terminate()
  }

  /** All connections stay open, and nobody is at the other end any more. */
  vanish(): void {
    for (const client of this.#clients) client.isGone = true
  }

  /** Something is traded now. */
  trade(symbol: number, price: number, more: Partial<Trade> = {}): void {
    const listed = this.#options.listed[symbol]!
    this.#trades += 1
    const rest = { id: this.#trades, time: this.now(), quantity: 1, aggressor: 'buy' as const }
    this.#tell(listed, this.#options.protocol.trade!(listed, { ...rest, price, ...more }))
  }

  quote(symbol: number, bid: number, ask: number, more: Partial<Quote> = {}): void {
    const listed = this.#options.listed[symbol]!
    const quote = { bid, bidQuantity: 1, ask, askQuantity: 1, ...more }
    this.#tell(listed, this.#options.protocol.quote!(listed, quote))
  }

  /** Levels of the order book change. */
  changeBook(symbol: number, bids: BookChange['bids'], asks: BookChange['asks']): void {
    const listed = this.#options.listed[symbol]!
    const book = this.#bookOf(listed)
    for (const [price, quantity] of bids) setLevel(book.bids, price, quantity)
    for (const [price, quantity] of asks) setLevel(book.asks, price, quantity)
    book.id += 1
    const change = { id: book.id, time: this.now(), bids, asks }
    this.#tell(listed, this.#options.protocol.depth!(listed, change), 'books')
  }

  #bookOf(listed: Listed): Book {
    const book = this.#books.get(listed) ?? { id: 100, bids: new Map(), asks: new Map() }
    this.#books.set(listed, book)
    return book
  }

  #tell(listed: Listed, frame: string, kind: 'ticks' | 'books' = 'ticks'): void {
    for (const client of this.#clients) {
      if (client[kind].has(listed)) this.#send(client, frame, null)
    }
  }

  async close(): Promise<void> {
    this.#ending.abort()
    this.disconnect()
    this.#http.closeAllConnections()
    await new Promise((resolve) => this.#http.close(resolve))
  }

  get #trading(): Trading {
    const { listed, intervalMs } = this.#options
    const bookOf = (one: Listed) => this.#bookOf(one)
    return { listed, intervalMs, now: () => this.now(), bookOf }
  }

  #welcome(socket: WebSocket): void {
    const symbols = new Set<Listed>()
    const client: Client = {
      socket,
      symbols,
      ticks: new Set(),
      books: new Set(),
      isGone: false,
      held: new Map(),
      sending: Promise.resolve(),
    }
    this.connections += 1
    this.#clients.add(client)
    socket.on('ping', (data) => {
      if (!client.isGone) socket.pong(data)
    })
    socket.on('message', (data) => {
      if (client.isGone) return
      this.asked.push(data.toString())
      const {
        answers,
        subscribed,
        ticks = [],
        books = [],
        isLeaving = false,
      } = this.#options.protocol.hear(data.toString(), this.#trading)
      for (const answer of answers) socket.send(answer)
      for (const [kept, told] of [
        [client.symbols, subscribed],
        [client.ticks, ticks],
        [client.books, books],
      ] as const) {
        for (const one of told) isLeaving ? kept.delete(one) : kept.add(one)
      }
    })
    socket.on('error', () => {})
    socket.on('close', () => this.#clients.delete(client))
  }

  /** Sends bars as they grow and close. */
  async #pulse(): Promise<void> {
    const { clock, intervalMs, updates = 3 } = this.#options
    const { signal } = this.#ending
    let sentUntil = Math.floor(this.now() / intervalMs) * intervalMs
    while (!signal.aborted) {
      const now = this.now()
      // Those that have ended since, then those that grow.
      for (; sentUntil + intervalMs <= now; sentUntil += intervalMs) this.#publish(sentUntil, now)
      this.#publish(sentUntil, now)
      await clock.sleep(intervalMs / updates, signal)
    }
  }

  #publish(openTime: number, now: number): void {
    const { protocol, listed, intervalMs } = this.#options
    for (const one of listed) {
      const bar = one.bars.find((each) => each.openTime === openTime)
      if (bar === undefined) continue
      const grown = growing(bar, intervalMs, now)
      const frame = protocol.bar(one, grown, { intervalMs, now })
      for (const client of this.#clients)
        if (client.symbols.has(one)) this.#send(client, frame, grown.isClosed ? one : null)
    }
  }

  /** `closed`: the symbol of which it is a closed bar. */
  #send(client: Client, frame: string, closed: Listed | null): void {
    const { isMute, isDoubling, isReordering, mangle } = this.faults
    if (client.isGone || isMute) return
    const frames = [frame]
    if (isReordering && closed !== null) {
      const held = client.held.get(closed)
      client.held.delete(closed)
      if (held === undefined) return void client.held.set(closed, frame)
      frames.push(held)
    }
    for (const one of isDoubling ? frames.flatMap((each) => [each, each]) : frames) {
      this.#write(client, mangle === null ? one : mangle(one))
    }
  }

  #write(client: Client, frame: string): void {
    const { clock } = this.#options
    const { dripMs } = this.faults
    if (dripMs === 0) return client.socket.send(frame)
    const size = Math.ceil(frame.length / 4)
    client.sending = client.sending.then(async () => {
      for (let at = 0; at < frame.length; at += size) {
        if (client.socket.readyState !== WebSocket.OPEN) return
        client.socket.send(frame.slice(at, at + size), { fin: at + size >= frame.length })
        await clock.sleep(dripMs, this.#ending.signal)
      }
    })
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url!, 'http://exchange')
    this.requests.push(url.pathname + url.search)
    response.setHeader('date', new Date(this.now()).toUTCString())
    response.setHeader('content-type', 'application/json')
    if (this.faults.isRestDown) return response.socket!.destroy() && undefined
    const fault = this.faults.answers.shift()
    if (fault === 'hang') return
    if (fault === 'reset') return response.socket!.destroy() && undefined
    const right = this.#options.protocol.rest(url.pathname, url.searchParams, this.#trading)
    const body = JSON.stringify(right ?? { error: 'no such path' })
    if (fault === 'truncated') {
      response.setHeader('content-length', body.length)
      response.write(body.slice(0, body.length / 2))
      setImmediate(() => response.socket?.destroy())
      return
    }
    if (fault !== undefined) {
      const { status, retryAfter, body: text = '{}' } = fault
      if (retryAfter !== undefined) response.setHeader('retry-after', retryAfter)
      response.writeHead(status).end(text)
      return
    }
    response.writeHead(right === undefined ? 404 : 200).end(body)
  }
}

function setLevel(side: Map<number, number>, price: number, quantity: number): void {
  if (quantity === 0) side.delete(price)
  else side.set(price, quantity)
}
