// Work that waits for its turn.
import { expect, it } from 'vitest'
import { createTurns } from '#host/app/turns.ts'

it('One is at work at a time, in the order in which they were asked for, whatever becomes of it', async () => {
  const turns = createTurns(10, 'things')
  const story: string[] = []
  const gates = [0, 1, 2].map(() => Promise.withResolvers<void>())
  const done = gates.map((gate, i) =>
    turns(async () => {
      story.push(`begin ${i}`)
      await gate.promise
      story.push(`end ${i}`)
      return i
    }),
  )
  gates[2]!.resolve()
  gates[1]!.reject(new Error('no'))
  await Promise.resolve()
  expect(story).toEqual(['begin 0'])
  gates[0]!.resolve()
  expect(await Promise.allSettled(done)).toMatchObject([
    { value: 0 },
    { reason: { message: 'no' } },
    { value: 2 },
  ])
  expect(story).toEqual(['begin 0', 'end 0', 'begin 1', 'begin 2', 'end 2'])
})

it('So many may wait, and no more; who is done makes room', async () => {
  const turns = createTurns(2, 'checks')
  const gate = Promise.withResolvers<void>()
  const first = turns(() => gate.promise)
  const second = turns(async () => {})
  expect(() => turns(async () => {})).toThrow('too many checks are waiting')
  gate.resolve()
  await Promise.all([first, second])
  await turns(async () => {})
})
