// What was kept of a script's data, laid out so that it is quickly held against what the script holds
// now: that is asked at every call, and most calls change nothing.
import type { Tree } from '#sdk/domain.ts'
import { isPlain } from './tree.ts'

/** The names and items of an object or a list, in their order. */
export class KeptTree {
  readonly #names: readonly string[]
  readonly #items: readonly unknown[]
  readonly #isList: boolean

  constructor(tree: Tree) {
    const isBranch = typeof tree === 'object' && tree !== null
    this.#isList = isArray(tree)
    this.#names = isBranch ? Object.keys(tree) : []
    this.#items = isBranch ? Object.values(tree).map(layOut) : []
  }

  /**
   * Whether a script's value is certainly as it was. Where it says no, the value may still be equal in
   * another order. What a getter gives is taken as the copy would take it.
   */
  isHeldBy(value: unknown): boolean {
    if (typeof value !== 'object' || value === null) return false
    const names = this.#names
    // A list may have holes at its end, which no name tells of.
    const isAlike = this.#isList ? isArray(value) && value.length === names.length : isPlain(value)
    if (!isAlike) return false
    const items = this.#items
    let i = 0
    for (const name in value) {
      if (name !== names[i]) return false
      const item = (value as Record<string, unknown>)[name]
      const kept = items[i]
      if (!Object.is(item, kept) && !(kept instanceof KeptTree && kept.isHeldBy(item))) return false
      i += 1
    }
    return i === names.length
  }
}

const { isArray } = Array

const layOut = (item: Tree) =>
  typeof item === 'object' && item !== null ? new KeptTree(item) : item
