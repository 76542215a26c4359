// The name of a data source → the venue. Each adapter is loaded only where it is named.
import type { Clock } from '../feeds/clock.ts'
import type { ConnectionRules } from './socket/connection.ts'
import type { Venue } from './venue.ts'

export interface VenueOptions {
  /** Scheme, host and port of a stand-in for the venue. */
  readonly restUrl?: string | undefined
  readonly wsUrl?: string | undefined
  /** In one sentence: something is wrong and is being tried again. */
  readonly onTrouble: (message: string) => void
  /** Ends all requests. */
  readonly signal: AbortSignal
  readonly clock?: Clock
  readonly rules?: ConnectionRules
  /** From 0 to below 1: of the waiting between attempts. */
  readonly random?: () => number
}

/** Rejects with a HostError where there is no such venue, with the nearest that there is. */
export async function openVenue(id: string, options: VenueOptions): Promise<Venue> {
  if (id === 'alpaca') return (await import('./alpaca/alpaca-venue.ts')).openAlpaca(options)
  if (id === 'kite') return (await import('./kite/kite-venue.ts')).openKite(options)
  const { openCcxtVenue } = await import('./ccxt/ccxt-venue.ts')
  return openCcxtVenue({ id, ...options })
}

/** Throws, as opening it would, where there is no such venue; asks nobody. */
export async function assertVenue(id: string): Promise<void> {
  if (id === 'alpaca' || id === 'kite') return
  const { assertExchange } = await import('./ccxt/exchange.ts')
  assertExchange(id)
}
