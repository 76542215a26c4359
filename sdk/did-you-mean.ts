// "Did you mean …?": the nearest of a few known names to one that is not known.

/**
 * The candidate with the fewest edits from `word` (letter case aside); null when none is near:
 * more than a third of the letters, and more than one, would have to change. First wins a tie.
 */
export function didYouMean(word: string, candidates: Iterable<string>): string | null {
  let best: string | null = null
  let fewest = Math.max(1, Math.floor(word.length / 3)) + 1
  const wanted = word.toLowerCase()
  for (const candidate of candidates) {
    // So many edits at the least; and a word of a million letters is not worth the others' count.
    if (Math.abs(word.length - candidate.length) >= fewest) continue
    const edits = editDistance(wanted, candidate.toLowerCase())
    if (edits < fewest && edits < candidate.length) {
      best = candidate
      fewest = edits
    }
  }
  return best
}

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
function editDistance(from: string, to: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: to.length + 1 }, (_, j) => j)
  for (let i = 1; i <= from.length; i++) {
    const row = [i]
    for (let j = 1; j <= to.length; j++) {
      const replaced = last[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1)
      row[j] = Math.min(replaced, last[j]! + 1, row[j - 1]! + 1)
      const isSwap = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]
      if (isSwap) row[j] = Math.min(row[j]!, beforeLast[j - 2]! + 1)
    }
    beforeLast = last
    last = row
  }
  return last[to.length]!
}
