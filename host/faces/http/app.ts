// The HTTP face: the editor page, and the API that it and other programs use.
import { OpenAPIHono } from '@hono/zod-openapi'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { setCookie } from 'hono/cookie'
import { secureHeaders } from 'hono/secure-headers'
import { getPath } from 'hono/utils/url'
import { type Access, COOKIE } from './access.ts'
import type { Env, Router, Services } from './environment.ts'
import { failed, refuse } from './failure.ts'
import {
  API,
  guardEndpoints,
  identify,
  knownCaller,
  knownHost,
  knownOrigin,
  limitRate,
} from './guards.ts'
import type { Addresses } from './listen.ts'
import { HttpFigures } from './metrics.ts'
import { describeApi, type OpenApi } from './openapi.ts'
import type { PageFile } from './page-files.ts'
import type { Limiter } from './rate-limit.ts'
import { referencePage } from './reference-page.ts'
import { backtestRoutes } from './routes/backtests.ts'
import { controlRoutes } from './routes/control.ts'
import { draftRoutes } from './routes/drafts.ts'
import { pastRoutes } from './routes/past.ts'
import { scriptRoutes, versionRoutes } from './routes/scripts.ts'
import { sessionRoutes } from './routes/session.ts'
import { systemRoutes } from './routes/system.ts'

export interface AppOptions {
  readonly services: Services
  readonly access: Access
  readonly files: ReadonlyMap<string, PageFile>
  readonly limiter: Limiter
  /** Asked at each request: they are known only once the server listens. */
  readonly addresses: () => Addresses
}

const BODY_BYTES_MAX = 2 * 2 ** 20
const YEAR_S = 31_536_000

const STRANGER = `<!doctype html><meta charset="utf-8"><title>Watchfire</title>
<p>Open the address that <code>watchfire run</code> printed in its terminal: it carries the key to this page.</p>
`

const HEADERS = secureHeaders({
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
})

export interface App {
  readonly fetch: Hono<Env>['fetch']
  /** Lets go of what it measures with. */
  close(): void
}

export function createApp({ services, access, files, limiter, addresses }: AppOptions): App {
  const app = new Hono<Env>({ getPath: (request) => inOneSegment(getPath(request)) })
  const figures = new HttpFigures()
  const { api, document } = createApi(services, figures)
  app.onError((error, context) => failed(context, error))
  app.notFound((context) =>
    refuse(context, 404, 'not-found', `nothing at ${context.req.path.slice(0, 200)}`),
  )
  app.use(async (context, next) => {
    const began = performance.now()
    await next()
    const seconds = (performance.now() - began) / 1000
    figures.answered(context.req.method, context.res.status, seconds)
  })
  app.use(knownHost(addresses), HEADERS, identify(access), limitRate(limiter))
  app.get('/', async (context, next) => {
    const token = context.req.query('token')
    const kept = token === undefined ? null : await access.admitted(token)
    if (kept !== null) {
      const isSecure = addresses().url.startsWith('https:')
      const cookie = { httpOnly: true, sameSite: 'Strict', path: '/', maxAge: YEAR_S } as const
      setCookie(context, COOKIE, kept, { ...cookie, secure: isSecure })
      // Without the token in it, the address can be shown and shared.
      return context.redirect('/')
    }
    if (context.get('caller') !== null) return next()
    return context.html(STRANGER, 401)
  })
  app.use('/api/*', knownCaller, knownOrigin(addresses), bodyLimit({ maxSize: BODY_BYTES_MAX }))
  app.use('/api/*', async (context, next) => {
    await next()
    context.header('cache-control', 'no-store')
  })
  app.get('/api', (context) => context.redirect('/api/'))
  app.get('/api/', (context) => context.html(referencePage(document())))
  app.route(API, api)
  app.get('*', (context) => {
    const file = files.get(context.req.path)
    if (file === undefined) return context.notFound()
    const caching = file.isImmutable ? `public, max-age=${YEAR_S}, immutable` : 'no-cache'
    const headers = { 'content-type': file.type, 'cache-control': caching }
    return context.body(new Uint8Array(file.body), 200, headers)
  })
  return { fetch: app.fetch, close: () => figures.close() }
}

function createApi(services: Services, figures: HttpFigures) {
  const api: Router = new OpenAPIHono<Env>({
    defaultHook: (result) => {
      if (!result.success) throw result.error
    },
  })
  let described: OpenApi | null = null
  const document = (): OpenApi => {
    described ??= describeApi(api)
    return described
  }
  guardEndpoints(api, services.audit)
  sessionRoutes(api, services)
  controlRoutes(api, services)
  pastRoutes(api, services)
  scriptRoutes(api, services)
  versionRoutes(api, services)
  draftRoutes(api, services)
  backtestRoutes(api, services)
  systemRoutes(api, services, { figures, document })
  return { api, document }
}

/** Paths of scripts and keys of slots have slashes, which need not be written as %2F. */
const DEEP =
  /^(\/api\/v1\/(?:scripts|slots)\/)(.+?)(\/(?:versions|rename|rollback|release|pause|unpause|flatten|why|held|readings))?$/

function inOneSegment(path: string): string {
  const [, before, name, after = ''] = DEEP.exec(path) ?? []
  return name === undefined ? path : `${before}${name.replaceAll('/', '%2F')}${after}`
}
