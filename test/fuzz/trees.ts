// What a script keeps is copied, written down and read back as it is, or refused.
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import {
  checkTreeSize,
  copyTree,
  decodeTree,
  encodeTree,
  freezeTree,
  sameTree,
  TreeError,
  utf8Bytes,
} from '#sdk/runtime/tree.ts'
import { brought, hostile, texts, trees } from './hostile-values.ts'
import type { Target } from './target.ts'

const plain: Target = {
  name: 'data comes back from its copy and from its written form as it was, down to −0 and NaN',
  runs: 3000,
  property: fc.property(trees.tree, (tree) => {
    const copy = copyTree(tree, 'data')
    const back = decodeTree(encodeTree(copy))
    return (
      isDeepStrictEqual(copy, tree) &&
      isDeepStrictEqual(back, copy) &&
      sameTree(tree, copy) &&
      encodeTree(back) === encodeTree(copy) &&
      isDeepStrictEqual(copyTree(freezeTree(copy), 'data'), tree)
    )
  }),
}

const changed: Target = {
  name: 'data is held to be unchanged only where it is',
  runs: 3000,
  property: fc.property(trees.tree, trees.tree, (one, other) => {
    const isSame = isDeepStrictEqual(copyTree(one, 'data'), copyTree(other, 'data'))
    return sameTree(one, copyTree(other, 'data')) === isSame
  }),
}

const anything: Target = {
  name: 'whatever is handed over as data is copied to plain values or refused',
  runs: 1500,
  property: fc.property(hostile.tree, (value) => {
    let copy: unknown
    try {
      copy = copyTree(brought(value), 'data')
    } catch (error) {
      const isOwn = error instanceof Error && error.message === 'looked at'
      // What a proxy does against the rules of the language is the script's own TypeError.
      return error instanceof TreeError || isOwn || error instanceof TypeError
    }
    return isPlain(copy) && isDeepStrictEqual(decodeTree(encodeTree(copy as never)), copy)
  }),
}

function isPlain(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) {
    return value === null || ['number', 'string', 'boolean'].includes(typeof value)
  }
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== Array.prototype) return false
  return Reflect.ownKeys(value).every((key) => {
    const descriptor = Object.getOwnPropertyDescriptor(value, key)!
    return key === 'length' || ('value' in descriptor && isPlain(descriptor.value))
  })
}

const sizes: Target = {
  name: 'a text is as many bytes as its UTF-8 has, and data is refused above its limit alone',
  runs: 2000,
  property: fc.property(texts, trees.tree, fc.integer({ min: 1, max: 400 }), (text, tree, most) => {
    const isWhole = text.isWellFormed()
    if (isWhole && utf8Bytes(text) !== Buffer.byteLength(text)) return false
    const isTaken = (limit: number) => {
      try {
        checkTreeSize(tree as never, 'data', limit)
        return true
      } catch (error) {
        return !(error instanceof TreeError)
      }
    }
    // Whatever passes a limit passes a larger one.
    return !isTaken(most) || isTaken(most + 1)
  }),
}

export const TREES: readonly Target[] = [plain, changed, anything, sizes]
