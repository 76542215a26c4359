// What the browser remembers of this page between visits: sizes, choices, the theme.

const PREFIX = 'watchfire.'

/** A stored value of another shape than `fallback`'s counts as none. */
export function recall<T>(name: string, fallback: T): T {
  try {
    const text = localStorage.getItem(PREFIX + name)
    if (text === null) return fallback
    const value: unknown = JSON.parse(text)
    return typeof value === typeof fallback && value !== null ? (value as T) : fallback
  } catch {
    return fallback
  }
}

export function remember(name: string, value: unknown): void {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value))
  } catch {
    // Storage may be full or forbidden: the page then begins with its defaults.
  }
}
