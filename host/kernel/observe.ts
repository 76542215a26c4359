// Listens at the script port: which callbacks were asked, and what they decided. For comparing runs.
import type { Callback } from '#sdk/domain.ts'
import { FRAME } from '#sdk/frame.ts'
import type { Oracle } from './run.ts'

export interface Observation {
  readonly asked: { [callback in Callback]: number }
  /** [event time, callback, answer as JSON] of each answer that was not nothing. */
  readonly decisions: [time: number, callback: Callback, answer: string][]
}

export function createObservation(): Observation {
  return {
    asked: { detectOpportunity: 0, filterCommitment: 0, managePosition: 0 },
    decisions: [],
  }
}

/** The same script, heard. */
export function observe(oracle: Oracle, frame: Float64Array, heard: Observation): Oracle {
  return {
    hook: (hook, payload) => oracle.hook(hook, payload),
    hears: (hook) => oracle.hears(hook),
    evaluate(callback) {
      heard.asked[callback] += 1
      const time = frame[FRAME.time]!
      const answer = oracle.evaluate(callback)
      if (answer !== null) heard.decisions.push([time, callback, JSON.stringify(answer)])
      return answer
    },
  }
}
