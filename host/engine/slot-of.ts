// The slot of a key that somebody has written.
import { didYouMean } from '#sdk/did-you-mean.ts'
import { HostError } from '../errors.ts'
import type { LiveSlot } from './live-slot.ts'

/** Throws where there is none, and names the nearest. */
export function slotOf(key: string, slots: readonly LiveSlot[]): LiveSlot {
  const slot = slots.find((one) => one.key === key)
  if (slot !== undefined) return slot
  const nearest = didYouMean(
    key,
    slots.map((one) => one.key),
  )
  const meant = nearest === null ? '' : `; did you mean "${nearest}"?`
  throw new HostError('not-found', `there is no slot "${key}"${meant}`)
}
