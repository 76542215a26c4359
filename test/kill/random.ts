// Chance that comes again: for moments drawn from a seed.

/** Numbers from 0 to 1 by a linear congruence: enough to scatter moments. */
export function generator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
