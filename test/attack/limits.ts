// Limits for attacks: small, so that running into them is quick; large enough for a busy machine.
import { DEFAULT_LIMITS, type Limits } from '#host/limits.ts'

export const ATTACK_LIMITS: Limits = {
  ...DEFAULT_LIMITS,
  callbackMs: 400,
  loadMs: 800,
  isolateMb: 32,
  runnerMb: 700,
}
