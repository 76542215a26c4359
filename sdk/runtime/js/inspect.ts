// Values as a log line shows them: short, on one line, never calling into what it shows twice.

const DEPTH_MAX = 3
const ITEMS_MAX = 50

export function inspect(value: unknown, depth = 0): string {
  if (typeof value === 'string') return depth === 0 ? value : JSON.stringify(value)
  if (typeof value === 'function') return '[function]'
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value !== 'object' || value === null) return String(value)
  if (value instanceof Error) return `${value.name}: ${value.message}`
  if (depth >= DEPTH_MAX) return Array.isArray(value) ? '[…]' : '{…}'
  const entries = Object.entries(value)
  const shown = entries
    .slice(0, ITEMS_MAX)
    .map(([key, item]) =>
      Array.isArray(value) ? inspect(item, depth + 1) : `${key}: ${inspect(item, depth + 1)}`,
    )
  if (entries.length > ITEMS_MAX) shown.push(`… ${entries.length - ITEMS_MAX} more`)
  return Array.isArray(value) ? `[${shown.join(', ')}]` : `{ ${shown.join(', ')} }`
}
