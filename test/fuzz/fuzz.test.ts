// Every fuzz target for a few seconds; `npm run fuzz -- --minutes 30` goes on for longer.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ACTIONS } from './actions.ts'
import { LUA } from './lua.ts'
import { SOURCES } from './sources.ts'
import type { Target } from './target.ts'
import { TREES } from './trees.ts'

/** A machine that is busy tries fewer cases; it does not wait. */
const TARGET_MS_MAX = 2500

const GROUPS: Readonly<Record<string, readonly Target[]>> = {
  'context.data': TREES,
  actions: ACTIONS,
  'the Lua bridge': LUA,
  'the static checks': SOURCES,
}

describe.each(Object.entries(GROUPS))('%s', (_name, targets) => {
  it.each(targets)('$name', async ({ property, runs }) => {
    const limits = { numRuns: runs, interruptAfterTimeLimit: TARGET_MS_MAX }
    const details = await fc.check(property, { ...limits, markInterruptAsFailure: false })
    expect(details.numRuns).toBeGreaterThan(0)
    if (details.failed) throw new Error(fc.defaultReportMessage(details))
  })
})
