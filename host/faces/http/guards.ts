// What a request passes before a handler sees it: who sends it, from which page, how often, and
// whether they may; what they changed is written down after it.
import type { MiddlewareHandler } from 'hono'
import type { Access } from './access.ts'
import { ENDPOINTS } from './contract.ts'
import type { AuditEntry, Env, Router } from './environment.ts'
import { refuse } from './failure.ts'
import type { Addresses } from './listen.ts'
import type { Limiter } from './rate-limit.ts'
import { isAtLeast, ruleOf } from './roles.ts'

type Guard = MiddlewareHandler<Env>

export const API = '/api/v1'

/** Paths of the API that need no token. */
const OPEN = new Set(
  Object.values(ENDPOINTS)
    .filter(({ operationId }) => ruleOf(operationId).role === null)
    .map(({ path }) => API + path),
)

export const knownHost =
  (addresses: () => Addresses): Guard =>
  async (context, next) => {
    if (addresses().isOwnHost(context.req.header('host'))) return next()
    return context.text(`This host answers to ${addresses().url} only.\n`, 421)
  }

export const identify =
  (access: Access): Guard =>
  async (context, next) => {
    context.set('caller', await access.callerOf(context.req.header()))
    return next()
  }

export const limitRate =
  (limiter: Limiter): Guard =>
  async (context, next) => {
    const wait = limiter.take(context.get('caller'), addressOf(context.env))
    if (wait === 0) return next()
    context.header('retry-after', String(Math.ceil(wait)))
    return refuse(context, 429, 'too-many', 'too many requests: wait a moment')
  }

export const knownCaller: Guard = async (context, next) => {
  if (context.get('caller') !== null || OPEN.has(context.req.path)) return next()
  const message = 'who are you? send the token as a cookie or as Authorization: Bearer'
  return refuse(context, 401, 'unauthorized', message)
}

/** A page elsewhere can send a form here, but cannot hide where it comes from. */
export const knownOrigin =
  (addresses: () => Addresses): Guard =>
  async (context, next) => {
    const { method } = context.req
    const { host, origin } = context.req.header()
    const isRead = method === 'GET' || method === 'HEAD'
    if (isRead || addresses().isOwnOrigin({ host, origin })) return next()
    return refuse(context, 403, 'forbidden', 'this page may not ask for that')
  }

/** Puts each operation's rule in front of it. */
export function guardEndpoints(api: Router, audit: (entry: AuditEntry) => void): void {
  for (const { operationId, method, path } of Object.values(ENDPOINTS)) {
    const { role, isChange } = ruleOf(operationId)
    if (role === null) continue
    api.on(method, path.replaceAll(/\/{(.+?)}/g, '/:$1'), async (context, next) => {
      const caller = context.get('caller')!
      if (!isAtLeast(caller.role, role)) {
        const message = `${operationId} needs the role ${role}; this token is a ${caller.role}'s`
        return refuse(context, 403, 'forbidden', message)
      }
      await next()
      if (isChange !== true || context.res.status >= 400) return
      const detail = { ...context.req.param(), ...context.get('detail') }
      audit({ by: caller.name, what: operationId, detail })
    })
  }
}

/** Where the connection comes from, in the Node server's words. */
function addressOf(env: unknown): string {
  const { incoming } = (env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } }
  return incoming?.socket?.remoteAddress ?? 'unknown'
}
