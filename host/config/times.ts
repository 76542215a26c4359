// Times as a configuration writes them.

/** A date or a time of TOML, or a text like one, in ms UTC; without an offset it is UTC. */
export function timeMs(given: Date | string): number {
  if (typeof given !== 'string') return given.getTime()
  const hasOffset = !given.includes(':') || /(Z|[+-]\d\d:?\d\d)$/i.test(given)
  return Date.parse(hasOffset ? given : `${given}Z`)
}
