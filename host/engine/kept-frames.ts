// Frames as they were at a moment, kept until their script has answered. Many lie in one piece of
// memory: a piece for each would cost more than all else that a quiet turn does.
import { FRAME_LENGTH } from '#sdk/frame.ts'

const FRAMES = 256

let piece = new Float64Array(0)
let used = 0

/** A copy that stays as it is. */
export function keepFrame(frame: Float64Array): Float64Array {
  if (used + frame.length > piece.length) {
    piece = new Float64Array(FRAMES * FRAME_LENGTH)
    used = 0
  }
  const kept = piece.subarray(used, used + frame.length)
  kept.set(frame)
  used += frame.length
  return kept
}
