// What the kernel hears from a script: an opportunity, actions, that it failed, or nothing (null).
import type { Action, ScriptError } from '#sdk/domain.ts'

export type Answer =
  | { readonly kind: 'opportunity'; readonly reason: string }
  | { readonly kind: 'actions'; readonly actions: readonly Action[] }
  | { readonly kind: 'fault'; readonly error: ScriptError }
  | null
