// The one rule between the languages' names: Lua writes snake_case, JS and TS camelCase. Only names
// of the API pass through here; values ("stop_limit") and names that authors choose never do.

/** `time_since_open` → `timeSinceOpen`; digits stay where they are (`ema_2x` → `ema2x`). */
export function camelCase(name: string): string {
  // Most names are one word, and every isolate asks for all of them.
  if (!name.includes('_', 1)) return name
  return name.replace(/(?<=.)_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}

/** `timeSinceOpen` → `time_since_open`. */
export function snakeCase(name: string): string {
  return name.replace(/(?<=.)[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
