// The API's fuzz targets, on a host that really listens.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HttpFace } from '#host/faces/http/server.ts'
import { serveFace } from '../paper/support/face.ts'
import { holder } from '../paper/support/scripts.ts'
import { startSession } from '../paper/support/session.ts'
import { apiTargets } from './api.ts'

/** A machine that is busy tries fewer cases; it does not wait. */
const TARGET_MS_MAX = 8000

describe('the API', () => {
  let face: HttpFace
  it.each(apiTargets(() => face))('$name', async ({ property, runs }) => {
    face = await serveFace(await startSession({ 'holder.js': holder('1') }))
    const limits = { numRuns: runs, interruptAfterTimeLimit: TARGET_MS_MAX }
    const details = await fc.check(property, { ...limits, markInterruptAsFailure: false })
    expect(details.numRuns).toBeGreaterThan(0)
    if (details.failed) throw new Error(fc.defaultReportMessage(details))
  })
})
