// Ctrl-C and termination: the task at hand is told to stop, and cleans up after itself.
import { constants } from 'node:os'

/** A second Ctrl-C ends the process at once. */
export async function interruptible(task: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const controller = new AbortController()
  function stop(name: NodeJS.Signals): void {
    process.exitCode = 128 + constants.signals[name]
    controller.abort()
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  try {
    await task(controller.signal)
  } catch (error) {
    if (!controller.signal.aborted) throw error
  } finally {
    process.removeListener('SIGINT', stop)
    process.removeListener('SIGTERM', stop)
  }
}
