// The one rule between the languages' names: Lua writes snake_case, JS and TS camelCase. Only names
// of the API pass through here; values ("stop_limit") and names that authors choose never do.
// Letter by letter: keys come by with every action, and a pattern is slow where intrinsics are frozen.

/** `time_since_open` → `timeSinceOpen`; digits stay where they are (`ema_2x` → `ema2x`). */
export function camelCase(name: string): string {
  if (!name.includes('_', 1)) return name
  let camel = name.charAt(0)
  for (let i = 1; i < name.length; i++) {
    const [letter, next] = [name.charAt(i), name.charAt(i + 1)]
    const isJoint = letter === '_' && (isBetween(next, 'a', 'z') || isBetween(next, '0', '9'))
    if (isJoint) i += 1
    camel += isJoint ? next.toUpperCase() : letter
  }
  return camel
}

/** `timeSinceOpen` → `time_since_open`. */
export function snakeCase(name: string): string {
  let snake = name.charAt(0)
  for (let i = 1; i < name.length; i++) {
    const letter = name.charAt(i)
    snake += isBetween(letter, 'A', 'Z') ? `_${letter.toLowerCase()}` : letter
  }
  return snake
}

const isBetween = (letter: string, first: string, last: string): boolean =>
  letter >= first && letter <= last
