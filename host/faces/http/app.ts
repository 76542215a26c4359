// The HTTP face: the page, and the session's state as JSON.
import { readFileSync } from 'node:fs'
import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import type { Board } from '#host/engine/board.ts'
import { isOwnHost } from './loopback.ts'

const EDITOR = new URL('../../../editor/', import.meta.url)

/** What the page consists of: nothing else of the folder is served. */
const FILES = [
  { path: '/', file: 'index.html', type: 'text/html; charset=utf-8' },
  { path: '/app.js', file: 'app.js', type: 'text/javascript; charset=utf-8' },
  { path: '/style.css', file: 'style.css', type: 'text/css; charset=utf-8' },
] as const

/** `port` is asked at each request: it is known only once the server listens. */
export function createApp(board: Board, port: () => number): Hono {
  const app = new Hono()
  app.use(async (context, next) => {
    if (isOwnHost(context.req.header('host'), port())) return next()
    const address = `http://localhost:${port()}`
    return context.text(`This host answers to ${address} only.\n`, 421)
  })
  app.use(
    secureHeaders({
      strictTransportSecurity: false,
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        connectSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    }),
  )
  for (const { path, file, type } of FILES) {
    app.get(path, (context) => {
      const body = readFileSync(new URL(file, EDITOR), 'utf8')
      return context.body(body, 200, { 'content-type': type, 'cache-control': 'no-cache' })
    })
  }
  app.get('/api/state', (context) => {
    context.header('cache-control', 'no-store')
    return context.json(board.snapshot())
  })
  app.notFound((context) => context.json({ error: `nothing at ${context.req.path}` }, 404))
  return app
}
