// The Lua bridge under random programs: whatever they do, the guest answers in the form that the host
// reads, keeps its memory whole, and does the same again.
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { decodeAnswer } from '#host/runner/decode.ts'
import { CALLBACKS } from '#sdk/domain.ts'
import { decodeTree, encodeTree } from '#sdk/runtime/tree.ts'
import { buildGuest } from '../lua/build.ts'
import { openSlot } from '../lua/slot.ts'
import { luaPrograms } from './lua-programs.ts'
import type { Target } from './target.ts'

const guest = await buildGuest()
const BARS = 3

/** Everything that came of a program; null where it does not load. */
function run(program: string): unknown[] | null {
  let slot: ReturnType<typeof openSlot>
  try {
    slot = openSlot(guest, program)
  } catch (error) {
    if (error instanceof guest.LoadError) return null
    throw error
  }
  const all: unknown[] = []
  for (let bar = 0; bar < BARS; bar++) {
    for (const [state, callback] of CALLBACKS.entries()) {
      const before = encodeTree(slot.memory().data)
      const answer = slot.evaluate(callback, bar, { state, side: state === 2 ? 1 : 0 })
      const memory = slot.memory()
      const written = encodeTree(memory.data)
      const read = answer === null ? null : decodeAnswer(JSON.stringify(answer))
      if (read?.kind === 'fault' && written !== before) throw new Error('a fault changed the data')
      if (read?.kind === 'opportunity' && callback !== 'detectOpportunity') {
        throw new Error(`an opportunity from ${callback}`)
      }
      const again = encodeTree(decodeTree(written))
      if (again !== written) throw new Error('the memory does not come back as it was')
      all.push(read, written, encodeTree(memory.opportunity), slot.logs())
    }
  }
  return all
}

const bridge: Target = {
  name: 'a Lua program ends in answers, data and logs, the same ones each time',
  runs: 400,
  property: fc.property(luaPrograms, (program) => isDeepStrictEqual(run(program), run(program))),
}

export const LUA: readonly Target[] = [bridge]
