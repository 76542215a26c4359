// Where a parameter's default stands in a script's text: `fast: { default: 12 }`, in Lua with `=`.

export interface TextRange {
  readonly start: number
  readonly end: number
}

export function defaultRange(source: string, name: string): TextRange | null {
  const params = /\bparams\s*[:=]\s*\{/.exec(source)
  if (params === null || !/^\w+$/.test(name)) return null
  const from = params.index + params[0].length
  const spec = new RegExp(
    `\\b${name}["']?\\s*[:=]\\s*\\{[^{}]*?\\bdefault\\s*[:=]\\s*("[^"]*"|'[^']*'|[^,}\\s]+)`,
  )
  const found = spec.exec(source.slice(from))
  if (found === null) return null
  const end = from + found.index + found[0].length
  return { start: end - found[1]!.length, end }
}

/** As all three languages write it. */
export const literal = (value: number | string | boolean): string =>
  typeof value === 'string' ? JSON.stringify(value) : String(value)
