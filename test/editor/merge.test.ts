// Two edits of one text, and what they come to together.
import { expect, it } from 'vitest'
import { merge } from '../../editor/code/merge.ts'

const base = 'one\ntwo\nthree\nfour\n'

it('Edits of different lines are all kept', () => {
  const mine = 'one\n2\nthree\nfour\n'
  const theirs = 'zero\none\ntwo\nthree\nfour\nfive\n'
  expect(merge({ base, mine, theirs })).toEqual({
    text: 'zero\none\n2\nthree\nfour\nfive\n',
    clashes: 0,
  })
})

it('The same edit on both sides is one edit', () => {
  const same = 'one\n2\nthree\nfour\n'
  expect(merge({ base, mine: same, theirs: same })).toEqual({ text: same, clashes: 0 })
})

it('Different edits of one line stand beside each other between marks', () => {
  const mine = 'one\nmine\nthree\nfour\n'
  const theirs = 'one\ntheirs\nthree\nfour\n'
  expect(merge({ base, mine, theirs })).toEqual({
    text: 'one\n<<<<<<< yours\nmine\n=======\ntheirs\n>>>>>>> on disk\nthree\nfour\n',
    clashes: 1,
  })
})
