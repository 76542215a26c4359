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
  const isList = Array.isArray(value)
  const keys = isList ? null : Object.keys(value)
  const count = keys?.length ?? (value as unknown[]).length
  const shown: string[] = []
  for (let i = 0; i < Math.min(count, ITEMS_MAX); i++) {
    const item = (value as Record<PropertyKey, unknown>)[keys?.[i] ?? i]
    shown.push(isList ? inspect(item, depth + 1) : `${keys![i]}: ${inspect(item, depth + 1)}`)
  }
  if (count > ITEMS_MAX) shown.push(`… ${count - ITEMS_MAX} more`)
  return isList ? `[${shown.join(', ')}]` : `{ ${shown.join(', ')} }`
}
