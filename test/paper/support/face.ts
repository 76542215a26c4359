// A session's HTTP face on a free port, and requests to it as a program with the token makes them.
import { request } from 'node:http'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createAccess } from '#host/faces/http/access.ts'
import { type ListenOptions, listening } from '#host/faces/http/listen.ts'
import type { PageFile } from '#host/faces/http/page-files.ts'
import type { Rates } from '#host/faces/http/rate-limit.ts'
import { type HttpFace, serveHttp } from '#host/faces/http/server.ts'
import { DEFAULT_LIMITS } from '#host/limits.ts'
import { type Contract, readContract } from './contract.ts'
import { configIn, type startSession } from './session.ts'

export const TOKEN = 'the-token-of-this-test-and-no-other'
export const AUTHORIZATION = { authorization: `Bearer ${TOKEN}` }
export const SECRET = 'signs-the-tokens-of-this-test-only'
export const ACCESS = createAccess({ token: TOKEN, secret: SECRET })

/** Where the page itself does not matter. */
const PAGE: ReadonlyMap<string, PageFile> = new Map([
  ['/', { body: Buffer.from('<title>the page</title>'), type: 'text/html', isImmutable: false }],
])

/** No test is turned away for being quick, but for those that are about it. */
const GENEROUS: Rates = {
  caller: { burst: 1e6, perSecond: 1e6 },
  stranger: { burst: 1e6, perSecond: 1e6 },
}

export interface FaceOptions {
  readonly listen?: Partial<ListenOptions>
  readonly files?: ReadonlyMap<string, PageFile>
  readonly rates?: Rates
}

export async function serveFace(
  { session, folder }: Awaited<ReturnType<typeof startSession>>,
  { listen = {}, files = PAGE, rates = GENEROUS }: FaceOptions = {},
): Promise<HttpFace> {
  const face = await serveHttp({
    session: {
      board: session.board,
      commands: { ...session.commands, stop: () => session.stop() },
      config: configIn(folder),
      fleet: session.fleet,
      bars: session.bars,
      history: session.history,
      seatOf: session.seatOf,
      audit: session.audit,
    },
    workshop: {
      scripts: join(folder, 'scripts'),
      versions: join(folder, '.watchfire/versions'),
      places: { configured: 'bundled', sessions: join(folder, '.watchfire/sessions') },
      limits: DEFAULT_LIMITS,
    },
    access: ACCESS,
    files,
    listen: listening({ port: 0, ...listen }),
    rates,
  })
  onTestFinished(() => face.close())
  return face
}

export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

export interface Asked {
  readonly method?: string
  /** Beside the token; `authorization: ''` sends none. */
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON, a string as it is. */
  readonly body?: unknown
}

/** The path goes out as it is written; what comes back must be as the API's document says. */
export async function ask(face: HttpFace, path: string, asked: Asked = {}): Promise<Reply> {
  const reply = await send(face, path, asked)
  if (path.startsWith(API)) {
    contract ??= readContract(json(await send(face, `${API}/openapi.json`)))
    contract.check(asked.method ?? 'GET', path.slice(API.length), reply)
  }
  return reply
}

const API = '/api/v1'
let contract: Contract | null = null

function send(face: HttpFace, path: string, asked: Asked = {}): Promise<Reply> {
  const { method = 'GET', headers = {}, body } = asked
  const type = body === undefined ? {} : { 'content-type': 'application/json' }
  const all = { ...AUTHORIZATION, ...type, ...headers }
  return new Promise((resolve, reject) => {
    // A connection each: one that is kept may just be closing when it is used again.
    const options = { host: '127.0.0.1', port: face.port, path, method, headers: all, agent: false }
    const outgoing = request(options, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (piece) => {
        text += piece
      })
      response.on('end', () =>
        resolve({ status: response.statusCode!, headers: response.headers, body: text }),
      )
    })
    outgoing.on('error', reject)
    if (body === undefined) outgoing.end()
    else outgoing.end(typeof body === 'string' ? body : JSON.stringify(body))
  })
}

export const json = (reply: Reply) => JSON.parse(reply.body)
