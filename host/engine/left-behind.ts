// Positions that no script looks after any more, in a sentence each: nobody may have to find out by luck.
import type { LiveSlot } from './live-slot.ts'

/** With the slot, what it holds, what is in force for it, and the way out. */
export function leftBehind(slots: readonly LiveSlot[]): string[] {
  return slots.flatMap(({ key, seat, kernel }) => {
    const { position, exit } = kernel.state
    if (seat !== null || position === null) return []
    const { side, quantity, entryPrice, stop, target } = position
    const holds = `${key} holds ${side} ${quantity} at ${entryPrice} without its script`
    if (exit?.reason === 'flatten') return [`${holds}: it is closed at the next price`]
    const orders = [
      ...(stop === null ? [] : [`its stop at ${stop}`]),
      ...(target === null ? [] : [`its target at ${target}`]),
    ]
    const inForce =
      orders.length === 0
        ? 'neither a stop nor a target is in force'
        : `${orders.join(' and ')} ${orders.length === 1 ? 'stays' : 'stay'} in force`
    return [`${holds}: ${inForce}; \`watchfire flatten "${key}"\` closes it`]
  })
}
