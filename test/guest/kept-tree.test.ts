// What was kept of a script's data is told from what the script made of it since.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Tree } from '#sdk/domain.ts'
import { KeptTree } from '#sdk/runtime/kept-tree.ts'
import { copyTree, sameTree } from '#sdk/runtime/tree.ts'

const trees = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(0, -0, 1, Number.NaN, 'a', '', true, null),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', '1', '__proto__', 'constructor'), tie('tree'), {
      maxKeys: 3,
    }),
  ),
})).tree
const branches = trees.filter((tree) => typeof tree === 'object' && tree !== null)

test('data that nobody has touched is held', () => {
  fc.assert(
    fc.property(branches, (tree) => {
      const kept = copyTree(tree, 'data')
      expect(new KeptTree(kept).isHeldBy(copyTree(kept, 'data'))).toBe(true)
    }),
  )
})

/** What a script may put in the place of data, kept or refused. */
const others = fc.oneof(
  trees,
  fc.sparseArray(fc.constantFrom(0, 1, null), { maxNumElements: 2, maxLength: 4 }),
  fc
    .constantFrom(
      () => new Map(),
      () => new Date(0),
      () => new (class {})(),
      () => Array(2),
    )
    .map((make) => make()),
)

test('what is held would be kept as it is', () => {
  fc.assert(
    fc.property(branches, others, (tree, other) => {
      const kept = copyTree(tree, 'data')
      if (new KeptTree(kept).isHeldBy(other)) expect(copyTree(other, 'data')).toEqual(kept)
      if (sameTree(other, kept)) expect(copyTree(other, 'data')).toEqual(kept)
    }),
    { numRuns: 2000 },
  )
})

test.each([
  ['a list that has become longer by holes', [1, 2], Object.assign([1, 2], { length: 3 })],
  ['a Map in the place of an object', {}, new Map([['a', 1]])],
  [
    'an instance of a class with the same fields',
    { n: 1 },
    new (class {
      n = 1
    })(),
  ],
])('%s is not what was kept', (_what, kept, value) => {
  expect(new KeptTree({ at: kept }).isHeldBy({ at: value })).toBe(false)
  expect(sameTree({ at: value }, { at: kept })).toBe(false)
})

test('a value that changed deep inside is noticed, and one that is missing or new', () => {
  const kept = new KeptTree({ a: [1, { b: 0 }] })
  expect(kept.isHeldBy({ a: [1, { b: -0 }] })).toBe(false)
  expect(kept.isHeldBy({ a: [1, {}] })).toBe(false)
  expect(kept.isHeldBy({ a: [1, { b: 0, c: 1 }] })).toBe(false)
  expect(kept.isHeldBy({ a: [1, { b: 0 }] })).toBe(true)
})
