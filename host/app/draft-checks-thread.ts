// The thread on which a text that somebody is writing is checked in full.
import { goBehind } from './behind.ts'
import type { DraftQuestion, Findings } from './draft-checks.ts'
import { validateScript } from './validate.ts'
import { answerHost } from './work-thread.ts'

goBehind()
await answerHost<DraftQuestion, Findings>(async ({ path, draft, limits }) => {
  const { valid, diagnostics } = await validateScript(path, { draft, limits })
  return { valid, diagnostics }
})
