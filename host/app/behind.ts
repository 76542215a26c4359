// Checks of scripts beside a host that trades: behind everything else that wants the processor.
import { setPriority } from 'node:os'
import type { Limits } from '../limits.ts'

const NICE = 5
/** Calls are measured by the wall clock, and wait for everything else. */
const PATIENCE = 5

/** For a thread's beginning: it gives way from now on, and so do the processes that it starts. */
export function goBehind(): void {
  // There a priority is a thread's own; elsewhere it is that of the whole process.
  if (process.platform === 'linux') setPriority(NICE)
}

/** The limits of a script that is checked there. */
export const patient = (limits: Limits): Limits => ({
  ...limits,
  callbackMs: PATIENCE * limits.callbackMs,
  loadMs: PATIENCE * limits.loadMs,
})
