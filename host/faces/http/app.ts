// The HTTP face: the editor page, and the API that it and other programs use.
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { setCookie } from 'hono/cookie'
import { secureHeaders } from 'hono/secure-headers'
import type { Workshop } from '#host/app/workshop.ts'
import type { Board } from '#host/engine/board.ts'
import { type Access, COOKIE } from './access.ts'
import { failed } from './failure.ts'
import { isOwnHost, isOwnOrigin } from './loopback.ts'
import type { PageFile } from './page-files.ts'
import { backtestRoutes } from './routes/backtests.ts'
import { scriptRoutes } from './routes/scripts.ts'

/** What may be asked of the session; each rejects with a HostError that says why not. */
export interface Commands {
  /** Takes a slot out of quarantine. */
  release(key: string): Promise<void>
}

export interface AppOptions {
  readonly board: Board
  readonly commands: Commands
  readonly workshop: Workshop
  readonly access: Access
  readonly files: ReadonlyMap<string, PageFile>
  /** Asked at each request: it is known only once the server listens. */
  readonly port: () => number
}

const BODY_BYTES_MAX = 2 * 2 ** 20
const YEAR_S = 31_536_000

const STRANGER = `<!doctype html><meta charset="utf-8"><title>Watchfire</title>
<p>Open the address that <code>watchfire run</code> printed in its terminal: it carries the key to this page.</p>
`

export function createApp({ board, commands, workshop, access, files, port }: AppOptions): Hono {
  const app = new Hono()
  app.onError((error, context) => failed(context, error))
  app.notFound((context) =>
    context.json({ error: { code: 'not-found', message: `nothing at ${context.req.path}` } }, 404),
  )
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
        workerSrc: ["'self'", 'blob:'],
        // Monaco places its widgets by style attributes.
        styleSrc: ["'self'", "'unsafe-inline'"],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    }),
  )
  app.get('/', async (context, next) => {
    const token = context.req.query('token')
    if (token !== undefined && access.isRight(token)) {
      const cookie = { httpOnly: true, sameSite: 'Strict', path: '/', maxAge: YEAR_S } as const
      setCookie(context, COOKIE, access.token, cookie)
      // Without the token in it, the address can be shown and shared.
      return context.redirect('/')
    }
    if (access.allows(context.req.header())) return next()
    return context.html(STRANGER, 401)
  })
  app.use('/api/*', async (context, next) => {
    if (access.allows(context.req.header())) return next()
    const message = 'who are you? send the token as a cookie or as Authorization: Bearer'
    return context.json({ error: { code: 'unauthorized', message } }, 401)
  })
  // A page elsewhere can send a form here, but cannot hide where it comes from.
  app.use('/api/*', async (context, next) => {
    const { host, origin } = context.req.header()
    if (context.req.method === 'GET' || isOwnOrigin({ host, origin }, port())) return next()
    const message = 'this page may not ask for that'
    return context.json({ error: { code: 'forbidden', message } }, 403)
  })
  app.use('/api/*', bodyLimit({ maxSize: BODY_BYTES_MAX }))
  app.use('/api/*', async (context, next) => {
    await next()
    context.header('cache-control', 'no-store')
  })
  app.get('/api/v1/state', (context) => context.json(board.snapshot()))
  app.post('/api/v1/slots/:key{.+}/release', async (context) => {
    await commands.release(context.req.param('key'))
    return context.json({ released: context.req.param('key') })
  })
  app.route('/api/v1', scriptRoutes(board, workshop))
  app.route('/api/v1', backtestRoutes(board, workshop))
  app.get('*', (context) => {
    const file = files.get(context.req.path)
    if (file === undefined) return context.notFound()
    const caching = file.isImmutable ? `public, max-age=${YEAR_S}, immutable` : 'no-cache'
    const headers = { 'content-type': file.type, 'cache-control': caching }
    return context.body(new Uint8Array(file.body), 200, headers)
  })
  return app
}
