// Pages by the hundred, on a thread of their own: each follows the host's socket as a browser does, and
// notes how long a fill took. The fill's reason says when it was told.
import { parentPort, workerData } from 'node:worker_threads'
import { WebSocket } from 'ws'

const { port, pages, headers } = workerData as {
  readonly port: number
  readonly pages: number
  readonly headers: Readonly<Record<string, string>>
}

const SNAPSHOT = '{"type":"snapshot"'
const TOLD = '"reason":"told '
const MS_DIGITS = 13

const ms: number[] = []
let open = 0

for (let i = 0; i < pages; i++) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, { headers })
  socket.on('message', (data: Buffer) => {
    const now = Date.now()
    if (data.indexOf(SNAPSHOT) === 0) {
      open += 1
      if (open === pages) parentPort!.postMessage('open')
      return
    }
    // Reading a hundred times what one host sends is not what is measured here.
    for (let at = data.indexOf(TOLD); at >= 0; at = data.indexOf(TOLD, at + 1)) {
      const from = at + TOLD.length
      ms.push(now - Number(data.toString('latin1', from, from + MS_DIGITS)))
    }
  })
}

parentPort!.on('message', () => parentPort!.postMessage(ms))
