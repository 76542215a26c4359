// The host's REST interface, one function per request. Every failure is an ApiError.
import type {
  Backtest,
  BacktestRequest,
  Bars,
  Dataset,
  Language,
  LanguageInfo,
  ScriptFile,
  ScriptInfo,
  Validation,
  Version,
} from './shapes.ts'

export class ApiError extends Error {
  readonly status: number
  readonly hint: string | null
  /** The whole answer: a conflict carries the file that is there. */
  readonly body: unknown

  constructor(status: number, message: string, hint: string | null, body: unknown) {
    super(message)
    this.status = status
    this.hint = hint
    this.body = body
  }
}

interface Ask {
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
}

async function ask<T>(method: string, path: string, { body, headers, signal }: Ask = {}) {
  let answer: Response
  try {
    answer = await fetch(`/api/v1${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    })
  } catch (cause) {
    if ((cause as Error).name === 'AbortError') throw cause
    throw new ApiError(0, 'the host does not answer', 'is it still running?', null)
  }
  const isJson = answer.headers.get('content-type')?.includes('json') === true
  const read: unknown = isJson ? await answer.json() : null
  if (!answer.ok) throw failure(answer.status, read)
  return read as T
}

function failure(status: number, body: unknown): ApiError {
  const { error } = (body ?? {}) as { error?: string | { message?: string; hint?: string } }
  if (typeof error === 'string') return new ApiError(status, error, null, body)
  const message = error?.message ?? `the host answered with status ${status}`
  return new ApiError(status, message, error?.hint ?? null, body)
}

const segments = (path: string): string => path.split('/').map(encodeURIComponent).join('/')
const script = (path: string): string => `/scripts/${segments(path)}`

function query(values: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined)
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()
}

export interface BarsRequest {
  readonly dataset: string
  readonly symbol: string
  readonly from: number
  readonly to: number
  readonly points: number
}

export const api = {
  scripts: () => ask<readonly ScriptInfo[]>('GET', '/scripts'),
  script: (path: string) => ask<ScriptFile>('GET', script(path)),
  save: (path: string, source: string, etag: string) =>
    ask<{ etag: string }>('PUT', script(path), { body: { source }, headers: { 'if-match': etag } }),
  create: (path: string, source: string) =>
    ask<{ etag: string }>('PUT', script(path), {
      body: { source },
      headers: { 'if-none-match': '*' },
    }),
  remove: (path: string, etag: string) =>
    ask<unknown>('DELETE', script(path), { headers: { 'if-match': etag } }),
  rename: (path: string, to: string) =>
    ask<unknown>('POST', `${script(path)}/rename`, { body: { to } }),
  versions: (path: string) => ask<readonly Version[]>('GET', `${script(path)}/versions`),
  version: (sha256: string) => ask<{ source: string }>('GET', `/versions/${sha256}`),
  template: (name: string, language: Language) =>
    ask<{ path: string; source: string }>('POST', '/templates', { body: { name, language } }),
  validate: (path: string, source: string, level: 'fast' | 'full', signal?: AbortSignal) =>
    ask<Validation>('POST', '/validate', {
      body: { path, source, level },
      ...(signal === undefined ? {} : { signal }),
    }),
  language: () => ask<LanguageInfo>('GET', '/language'),
  datasets: () => ask<readonly Dataset[]>('GET', '/datasets'),
  bars: (request: BarsRequest, signal: AbortSignal) =>
    ask<Bars>('GET', `/bars?${query({ ...request })}`, { signal }),
  startBacktest: (request: BacktestRequest) =>
    ask<{ id: string }>('POST', '/backtests', { body: request }),
  backtest: (id: string) => ask<Backtest>('GET', `/backtests/${encodeURIComponent(id)}`),
  cancelBacktest: (id: string) => ask<unknown>('DELETE', `/backtests/${encodeURIComponent(id)}`),
  release: (key: string) => ask<unknown>('POST', `/slots/${segments(key)}/release`),
}

/** What to tell a person of anything that was thrown. */
export function explain(error: unknown): string {
  if (!(error instanceof ApiError)) return error instanceof Error ? error.message : String(error)
  return error.hint === null ? error.message : `${error.message}: ${error.hint}`
}
