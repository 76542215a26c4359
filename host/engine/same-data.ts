// Whether plain data says the same: views are made anew each time, and most say what they said before.

export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const [one, other] = [a, b] as Readonly<Record<string, unknown>>[]
  const keys = Object.keys(one!)
  return (
    keys.length === Object.keys(other!).length &&
    keys.every((key) => isSame(one![key], other![key]))
  )
}
