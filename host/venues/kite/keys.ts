// The keys to Kite Connect, from the environment. They go into requests and nowhere else.
import { HostError } from '../../errors.ts'

export interface KiteKeys {
  readonly apiKey: string
  /** Of the day's log-in: it ends at six in the morning in India. */
  readonly accessToken: string
}

type Environment = Readonly<Record<string, string | undefined>>

/** Throws a HostError that names the keys that are missing. */
export function readKiteKeys(environment: Environment): KiteKeys {
  const names = ['KITE_API_KEY', 'KITE_ACCESS_TOKEN'] as const
  const [apiKey, accessToken] = names.map((name) => (environment[name] ?? '').trim())
  const missing = names.filter((name) => (environment[name] ?? '').trim() === '')
  if (missing.length === 0) return { apiKey: apiKey!, accessToken: accessToken! }
  const are = missing.length === 1 ? 'is' : 'are'
  throw new HostError('bad-config', `${missing.join(' and ')} ${are} not set`, {
    hint: 'set them in the environment; the access token is the one of today’s log-in',
  })
}
