// Columns that line up.

/** Rows of cells; `align` has 'l' or 'r' per column. Lines come without trailing spaces. */
export function alignTable(rows: readonly (readonly string[])[], align: string): string[] {
  const widths = [...align].map((_, k) => Math.max(0, ...rows.map((row) => (row[k] ?? '').length)))
  return rows.map((row) =>
    row
      .map((cell, k) => (align[k] === 'r' ? cell.padStart(widths[k]!) : cell.padEnd(widths[k]!)))
      .join('  ')
      .trimEnd(),
  )
}
