// What the host keeps of a script's texts: no more than is shown, however long they were.
import { expect, it } from 'vitest'
import { decodeAnswer } from '#host/runner/decode.ts'

const abandon = (reason: string) =>
  JSON.stringify({ kind: 'actions', actions: [{ kind: 'abandon', reason }] })

it('a reason of a thousand characters is taken, a longer one is no answer', () => {
  const [most, more] = [1000, 1001].map((length) => 'x'.repeat(length))
  expect(decodeAnswer(abandon(most!))).toEqual({
    kind: 'actions',
    actions: [{ kind: 'abandon', reason: most }],
  })
  expect(() => decodeAnswer(abandon(more!))).toThrow(/reason/)
})

it('a text that no answer can fill is not even parsed', () => {
  const padded = (length: number) => abandon('x').padEnd(length, ' ')
  expect(decodeAnswer(padded(1_000_000))).toMatchObject({ kind: 'actions' })
  expect(() => decodeAnswer(padded(1_000_001))).toThrow('1000001')
})
