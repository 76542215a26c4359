// fetch for a venue's REST interface: never faster than the venue allows, silent for as long as it
// asks for (429, 418), patient with what passes (5xx, lost connections), and the one that knows the
// venue's time. All requests are GETs: repeating one does no harm.
import type { Clock } from '../../feeds/clock.ts'
import { backoffMs, DEFAULT_BACKOFF } from '../backoff.ts'
import { RateLimiter } from '../token-bucket.ts'
import type { RequestLimits } from './request-limits.ts'

/** Ms for one request and its answer. */
const ANSWER_MS = 15_000
/** So many times in all, over about a minute. */
const ATTEMPTS = 7
/** Ms, where a venue that wants to be left alone does not say for how long. */
const PAUSE_MS = 30_000
/** Answers are ours to judge, except those that pass. */
const isPassing = (status: number) => status >= 500 || status === 408
const isPause = (status: number) => status === 429 || status === 418

export interface PacedFetchOptions {
  readonly limits: RequestLimits
  readonly clock: Clock
  readonly random: () => number
  /** Ends all waiting. */
  readonly signal: AbortSignal
  /** Once for each time that the venue stops answering, in one sentence. */
  readonly onTrouble: (message: string) => void
  /** Takes the place of scheme, host and port in every URL. */
  readonly origin: string | null
}

type Asked = Readonly<Record<string, string>>

export interface PacedFetch {
  fetch(url: string, init: { readonly headers?: Asked }): Promise<Response>
  /** The venue's time (ms UTC), or a little before it; this host's while it is not known. */
  venueTime(): number
}

export function createPacedFetch(options: PacedFetchOptions): PacedFetch {
  const { limits, clock, signal, origin, random, onTrouble } = options
  const limiter = new RateLimiter(limits.limits)
  let isTroubled = false
  /** What to add to our clock for the venue's. */
  let ahead = 0

  async function turn(path: string): Promise<void> {
    const { name, weight } = limits.weigh(path)
    for (;;) {
      const waitMs = limiter.take(name, weight, clock.now())
      if (waitMs === 0) return
      await clock.sleep(waitMs, signal)
      signal.throwIfAborted()
    }
  }

  /** The answer; or why there is none yet, where it passes. */
  async function tryOnce(target: URL, headers: Asked): Promise<Response | string> {
    await turn(target.pathname)
    const response = await inTime(options, (until) => askOnce(target, headers, until))
    learnTime(response)
    if (isPause(response.status)) {
      const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
      const pauseMs = seconds >= 0 ? 1000 * seconds : PAUSE_MS
      limiter.block(clock.now() + pauseMs)
      return `status ${response.status}: no request for ${Math.round(pauseMs / 1000)} s`
    }
    return isPassing(response.status) ? `status ${response.status}` : response
  }

  function learnTime(response: Response): void {
    const told = Date.parse(response.headers.get('date') ?? '')
    if (!Number.isNaN(told)) ahead = told - clock.now()
  }

  return {
    venueTime: () => clock.now() + ahead,
    async fetch(url, { headers = {} }) {
      const given = new URL(url)
      const target = origin === null ? given : new URL(given.pathname + given.search, origin)
      for (let attempt = 1; ; attempt++) {
        const isLast = attempt === ATTEMPTS
        let why: string
        try {
          const answer = await tryOnce(target, headers)
          if (typeof answer !== 'string') {
            isTroubled = false
            return answer
          }
          why = answer
        } catch (error) {
          signal.throwIfAborted()
          why = reasonOf(error)
        }
        if (!isTroubled) onTrouble(`${target.host} does not answer (${why}); trying again`)
        isTroubled = true
        if (isLast) throw new TypeError(`no answer from ${target.host}: ${why}`)
        await clock.sleep(backoffMs(attempt, random(), DEFAULT_BACKOFF), signal)
        signal.throwIfAborted()
      }
    },
  }
}

/** Ends what takes too long. */
async function inTime<T>(
  { clock, signal }: PacedFetchOptions,
  ask: (until: AbortSignal) => Promise<T>,
): Promise<T> {
  const answered = new AbortController()
  const late = new AbortController()
  void clock.sleep(ANSWER_MS, AbortSignal.any([signal, answered.signal])).then(() => {
    if (!answered.signal.aborted) late.abort(new Error(`nothing for ${ANSWER_MS / 1000} s`))
  })
  try {
    return await ask(AbortSignal.any([signal, late.signal]))
  } finally {
    answered.abort()
  }
}

async function askOnce(target: URL, headers: Asked, signal: AbortSignal): Promise<Response> {
  const asked = await fetch(target, { headers, redirect: 'error', signal })
  // The body too belongs to what may break off.
  const body = await asked.text()
  return new Response(body, { status: asked.status, headers: asked.headers })
}

/** fetch says "fetch failed", and in its cause why. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as Error
  return cause instanceof Error && cause.message !== '' ? cause.message : message
}
