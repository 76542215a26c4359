// A curve in one line of eight block heights.

const BLOCKS = '▁▂▃▄▅▆▇█'

/** The last value of each of `width` equal stretches, scaled from the lowest to the highest. */
export function sparkline(values: ArrayLike<number>, width: number): string {
  const columns = Math.min(width, values.length)
  const shown = Array.from({ length: columns }, (_, k) => {
    return values[Math.ceil(((k + 1) * values.length) / columns) - 1]!
  })
  const low = Math.min(...shown)
  const range = Math.max(...shown) - low
  return shown
    .map((value) => {
      const height = range > 0 ? (value - low) / range : 0.5
      return BLOCKS[Math.min(BLOCKS.length - 1, Math.floor(height * BLOCKS.length))]
    })
    .join('')
}
