// Every failure as a status and a JSON body that says what to do about it.
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { ZodError } from 'zod'
import { ScriptConflict } from '#host/app/script-store.ts'
import { HostError, type HostErrorCode } from '#host/errors.ts'
import type { Problem } from './shapes/common.ts'

const STATUS: Readonly<Record<HostErrorCode, ContentfulStatusCode>> = {
  usage: 400,
  'not-found': 404,
  unreadable: 422,
  unwritable: 507,
  'bad-format': 422,
  'bad-data': 422,
  'no-data': 422,
  'bad-config': 422,
  'bad-script': 422,
  unavailable: 409,
}

export function failed(context: Context, error: unknown): Response {
  if (error instanceof ScriptConflict) {
    const { current } = error
    const there = current && { source: current.source, etag: etagOf(current.sha256) }
    const message = `${error.message}: look at what is there before you write`
    return context.json({ error: { code: 'conflict', message }, current: there }, 412)
  }
  if (error instanceof HostError) {
    const { code, message, hint } = error
    return context.json({ error: { code, message, hint } }, STATUS[code])
  }
  if (error instanceof ZodError) {
    const [issue] = error.issues
    const message = `${issue!.path.join('.') || 'the request'}: ${issue!.message}`
    return context.json({ error: { code: 'usage', message } }, 400)
  }
  if (error instanceof SyntaxError) {
    return context.json({ error: { code: 'usage', message: 'the body is not JSON' } }, 400)
  }
  if (error instanceof HTTPException) {
    return context.json({ error: { code: 'usage', message: error.message } }, error.status)
  }
  process.stderr.write(`${(error as Error).stack}\n`)
  return context.json({ error: { code: 'internal', message: 'the host failed at this' } }, 500)
}

/** A request that is turned away before it reached anything. */
export function refuse(
  context: Context,
  status: ContentfulStatusCode,
  code: string,
  message: string,
): Response {
  return context.json({ error: { code, message } } satisfies Problem, status)
}

export const etagOf = (sha256: string) => `"${sha256}"`
