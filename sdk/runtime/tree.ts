// context.data and opportunities: checked, copied, compared and written down as trees of plain
// values, so that nothing a script keeps can reach out of it.
import type { Tree } from '#sdk/domain.ts'

const DEPTH_MAX = 32
/**
 * Values in one tree, more than any limit of bytes lets through: a list that holds a list twice, which
 * holds a list twice, and so on, is told from data before it is copied out.
 */
const VALUES_MAX = 100_000

/** A value that cannot be kept, and where it lies. */
export class TreeError extends Error {
  readonly #isOurs = true

  static is(value: unknown): value is TreeError {
    return typeof value === 'object' && value !== null && #isOurs in value
  }
}

/** Of the copy that is being made: how many more values it may take. */
let left = 0

/** Called by whoever copies, at each value, be it in a script's own table or object. */
export function countValue(depth: number): void {
  if (depth === 0) left = VALUES_MAX
  left -= 1
  if (left >= 0) return
  throw new TreeError(`the data holds more than ${VALUES_MAX} values, or the same over and over`)
}

const { getPrototypeOf, keys, hasOwn, getOwnPropertyDescriptor } = Object
const { isArray } = Array

/** A deep copy of what a script holds; throws a TreeError that names the key path. */
export function copyTree(value: unknown, path: string, depth = 0): Tree {
  countValue(depth)
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return value
  if (typeof value === 'string') return value
  if (typeof value !== 'object')
    throw new TreeError(`${path} is ${article(value)}, expected ${KINDS}`)
  if (depth >= DEPTH_MAX) {
    throw new TreeError(`${path} lies deeper than ${DEPTH_MAX} levels, or the data holds a cycle`)
  }
  if (isArray(value)) return copyArray(value, path, depth)
  if (!isPlain(value)) {
    throw new TreeError(`${path} is an instance of a class, expected ${KINDS}`)
  }
  const copy: Record<string, Tree> = {}
  for (const key of keys(value)) {
    const item = (value as Record<string, unknown>)[key]
    // Absent and undefined are the same to whoever reads it back.
    if (item !== undefined) define(copy, key, copyTree(item, `${path}.${key}`, depth + 1))
  }
  return copy
}

/** Neither an instance of a class nor a Map, a Date or the like. */
export function isPlain(value: object): boolean {
  const prototype: unknown = getPrototypeOf(value)
  return prototype === null || getPrototypeOf(prototype) === null
}

const KINDS = 'numbers, strings, booleans, null, plain objects and arrays'

function copyArray(value: readonly unknown[], path: string, depth: number): Tree {
  const copy: Tree[] = []
  for (let i = 0; i < value.length; i++) {
    // Read once: what lies there may be a getter's, another one each time.
    const item: unknown = value[i]
    copy.push(copyTree(item === undefined ? null : item, `${path}[${i}]`, depth + 1))
  }
  return copy
}

const INHERITED = new Set(Object.getOwnPropertyNames(Object.prototype))

/** A plain assignment to "__proto__" would set the prototype instead, one to "constructor" fail. */
function define(object: Record<string, Tree>, key: string, value: Tree): void {
  if (!INHERITED.has(key)) object[key] = value
  else {
    Object.defineProperty(object, key, {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    })
  }
}

function article(value: unknown): string {
  return value === undefined ? 'undefined' : `a ${typeof value}`
}

/** Whether what the script holds still equals the copy; anything unusual says no. */
export function sameTree(value: unknown, copy: Tree, depth = 0): boolean {
  if (typeof copy !== 'object' || copy === null) return Object.is(value, copy)
  if (typeof value !== 'object' || value === null || depth >= DEPTH_MAX) return false
  if (isArray(copy) ? !isArray(value) || value.length !== copy.length : !isPlain(value))
    return false
  const names = keys(value)
  if (names.length !== keys(copy).length) return false
  for (const name of names) {
    if (!hasOwn(copy, name) || getOwnPropertyDescriptor(value, name)?.get !== undefined)
      return false
    const item = (value as Record<string, unknown>)[name]
    if (!sameTree(item, (copy as Record<string, Tree>)[name]!, depth + 1)) return false
  }
  return true
}

/** Characters of its written form, roughly. */
export const treeChars = (tree: Tree): number => sizeOf(tree, charsOf)

/** Throws where the tree is larger than `bytesMax` in its written form, roughly. */
export function checkTreeSize(tree: Tree, what: string, bytesMax: number): void {
  // No character takes more than three bytes: an exact count is needed near the limit only.
  if (3 * treeChars(tree) <= bytesMax) return
  const size = sizeOf(tree, utf8Bytes)
  if (size <= bytesMax) return
  throw new TreeError(`${what} takes ${size} bytes, at most ${bytesMax} are kept (context_bytes)`)
}

const charsOf = (text: string): number => text.length

export function utf8Bytes(text: string): number {
  let bytes = text.length
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    // A pair of surrogates is four bytes: two for each of its halves.
    if (unit >= 0x80) bytes += unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 1 : 2
  }
  return bytes
}

const SCALAR_BYTES = 8

function sizeOf(tree: Tree, measure: (text: string) => number): number {
  if (typeof tree === 'string') return measure(tree) + 2
  if (typeof tree !== 'object' || tree === null) return SCALAR_BYTES
  let size = 2
  for (const key of Object.keys(tree)) {
    size += measure(key) + 4 + sizeOf((tree as Record<string, Tree>)[key]!, measure)
  }
  return size
}

/** Freezes a tree of our own making, all the way down. */
export function freezeTree<T>(tree: T): T {
  if (typeof tree !== 'object' || tree === null || Object.isFrozen(tree)) return tree
  Object.freeze(tree)
  for (const name in tree) {
    const item = tree[name]
    if (typeof item === 'object') freezeTree(item)
  }
  return tree
}

// JSON has no NaN and no infinities: they travel as strings with a mark that other strings escape.
const MARKED = {
  NaN: Number.NaN,
  '+Inf': Number.POSITIVE_INFINITY,
  '-Inf': Number.NEGATIVE_INFINITY,
}
const MARK = '\u0001'

/** A tree as text; `decodeTree` gives an equal tree back, −0 included. */
export function encodeTree(tree: Tree): string {
  return JSON.stringify(tree, (_key, value: unknown) => {
    if (typeof value === 'number') {
      if (Object.is(value, -0)) return `${MARK}-0`
      if (Number.isFinite(value)) return value
      return MARK + (Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf')
    }
    return typeof value === 'string' && value.startsWith(MARK) ? MARK + value : value
  })
}

export function decodeTree(text: string): Tree {
  return JSON.parse(text, (_key, value: unknown) => {
    if (typeof value !== 'string' || !value.startsWith(MARK)) return value
    const name = value.slice(1)
    if (name === '-0') return -0
    return Object.hasOwn(MARKED, name) ? MARKED[name as keyof typeof MARKED] : name
  }) as Tree
}
