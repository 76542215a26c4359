// The keys to an account at Alpaca, from the environment, by the names that its own tools use. They
// go into requests and nowhere else.
import { HostError } from '../../errors.ts'

export interface AlpacaKeys {
  readonly keyId: string
  readonly secretKey: string
  /** Of the account: the paper one, or the one with money in it. */
  readonly baseUrl: string
}

const PAPER_URL = 'https://paper-api.alpaca.markets'

type Environment = Readonly<Record<string, string | undefined>>

/** Throws a HostError that names the keys that are missing. */
export function readAlpacaKeys(environment: Environment): AlpacaKeys {
  const names = ['APCA_API_KEY_ID', 'APCA_API_SECRET_KEY'] as const
  const missing = names.filter((name) => (environment[name] ?? '').trim() === '')
  if (missing.length > 0) {
    const are = missing.length === 1 ? 'is' : 'are'
    throw new HostError('bad-config', `${missing.join(' and ')} ${are} not set`, {
      hint: 'set them in the environment; docs/alpaca.md tells how to get paper keys in a minute',
    })
  }
  const baseUrl = (environment.APCA_API_BASE_URL ?? '').trim() || PAPER_URL
  if (!URL.canParse(baseUrl)) {
    throw new HostError('bad-config', 'APCA_API_BASE_URL is not a URL', {
      hint: `for paper trading it is ${PAPER_URL}`,
    })
  }
  const [keyId, secretKey] = names.map((name) => environment[name]!.trim())
  // As some of Alpaca's pages write it.
  return { keyId: keyId!, secretKey: secretKey!, baseUrl: baseUrl.replace(/\/(v2\/?)?$/, '') }
}
