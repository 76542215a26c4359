// Pages by the hundred, on a thread of their own: each follows the host's socket as a browser does, and
// notes how long a fill took. The fill's reason says when it was told.
import { parentPort, workerData } from 'node:worker_threads'
import { WebSocket } from 'ws'

const { port, pages, headers } = workerData as {
  readonly port: number
  readonly pages: number
  readonly headers: Readonly<Record<string, string>>
}

const ms: number[] = []
let open = 0

for (let i = 0; i < pages; i++) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, { headers })
  socket.on('message', (data) => {
    const now = Date.now()
    const text = String(data)
    if (text.startsWith('{"type":"snapshot"')) {
      open += 1
      if (open === pages) parentPort!.postMessage('open')
      return
    }
    // Parsing a hundred times what one host sends is not what is measured here.
    for (const [, at] of text.matchAll(/"reason":"told (\d+)"/g)) ms.push(now - Number(at))
  })
}

parentPort!.on('message', () => parentPort!.postMessage(ms))
