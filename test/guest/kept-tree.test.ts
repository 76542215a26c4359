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

test('what is held is equal, whatever the two are', () => {
  fc.assert(
    fc.property(branches, trees, (tree, other) => {
      const kept = copyTree(tree, 'data')
      if (new KeptTree(kept).isHeldBy(other)) expect(sameTree(other, kept)).toBe(true)
    }),
    { numRuns: 1000 },
  )
})

test('a value that changed deep inside is noticed, and one that is missing or new', () => {
  const kept = new KeptTree({ a: [1, { b: 0 }] })
  expect(kept.isHeldBy({ a: [1, { b: -0 }] })).toBe(false)
  expect(kept.isHeldBy({ a: [1, {}] })).toBe(false)
  expect(kept.isHeldBy({ a: [1, { b: 0, c: 1 }] })).toBe(false)
  expect(kept.isHeldBy({ a: [1, { b: 0 }] })).toBe(true)
})
