// Finds the line on which a TOML file says something, for error messages.

/** The 1-based line of the key at `path`, or of the nearest key around it; undefined without one. */
export function lineOf(toml: string, path: readonly string[]): number | undefined {
  const lines = toml.split('\n')
  for (let length = path.length; length > 0; length--) {
    const wanted = path.slice(0, length).join('.')
    let table = ''
    const counts = new Map<string, number>()
    for (const [i, line] of lines.entries()) {
      const header = /^\s*(\[\[?)\s*([^[\]]+?)\s*\]/.exec(line)
      if (header !== null) {
        table = unquoted(header[2]!)
        // The tables of a list are numbered, as in the path.
        if (header[1] === '[[') {
          const count = counts.get(table) ?? 0
          counts.set(table, count + 1)
          table = `${table}.${count}`
        }
      }
      const key = /^\s*([\w."'-]+(?:\s*\.\s*[\w"'-]+)*)\s*=/.exec(line)
      const name = key === null ? null : unquoted(key[1]!)
      const full = name === null ? table : table === '' ? name : `${table}.${name}`
      if (full === wanted && (header !== null || name !== null)) return i + 1
    }
  }
  return undefined
}

const unquoted = (key: string) => key.replace(/["'\s]/g, '')
