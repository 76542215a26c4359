// The slot of a key that somebody has written.
import { didYouMean } from '#sdk/did-you-mean.ts'
import { HostError } from '../errors.ts'
import type { LiveSlot } from './live-slot.ts'
import { isShadowKey } from './shadow.ts'

/** Throws where there is none, and names the nearest. */
export function slotOf(key: string, slots: readonly LiveSlot[]): LiveSlot {
  const slot = slots.find((one) => one.key === key)
  if (slot !== undefined) return slot
  const keys = slots.map((one) => one.key)
  // A script's or a strategy's name alone: its slots.
  const own = keys.filter((one) => one.startsWith(`${key}/`))
  const nearest = own.length > 0 ? own.join('" or "') : didYouMean(key, keys)
  const meant = nearest === null ? '' : `; did you mean "${nearest}"?`
  const hint = keys.length === 0 ? 'the session has none' : '`watchfire slots` lists them'
  throw new HostError('not-found', `there is no slot "${key}"${meant}`, { hint })
}

/** As `slotOf`, for what has no meaning for a shadow. */
export function ownSlotOf(key: string, slots: readonly LiveSlot[]): LiveSlot {
  const slot = slotOf(key, slots)
  if (!isShadowKey(key)) return slot
  throw new HostError('unavailable', `${key} is a shadow: drop it instead`)
}
