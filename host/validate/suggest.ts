// A hint for a misspelt name.
import { didYouMean } from '#sdk/did-you-mean.ts'

export function suggest(word: string, candidates: Iterable<string>): string | null {
  const near = didYouMean(word, candidates)
  return near === null ? null : `did you mean "${near}"?`
}

/** The key that was meant: the nearest, or one that the word begins with, as `stop_loss` with `stop`. */
export function meantKey(word: string, keys: readonly string[]): string | null {
  return didYouMean(word, keys) ?? keys.findLast((key) => isPrefix(key, word)) ?? null
}

const PREFIX_LENGTH_MIN = 4

const isPrefix = (key: string, word: string): boolean =>
  key.length >= PREFIX_LENGTH_MIN && word.toLowerCase().startsWith(key.toLowerCase())
