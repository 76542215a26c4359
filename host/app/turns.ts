// Work that is done one at a time, however much of it is asked for at once.
import { HostError } from '../errors.ts'

export type Turns = <T>(task: () => Promise<T>) => Promise<T>

/** `what` completes the sentence "too many … are waiting". */
export function createTurns(waitingMax: number, what: string): Turns {
  let waiting = 0
  let last: Promise<unknown> = Promise.resolve()
  return (task) => {
    if (waiting >= waitingMax) {
      throw new HostError('unavailable', `too many ${what} are waiting`, {
        hint: 'try again later',
      })
    }
    waiting += 1
    const turn = last.then(task).finally(() => {
      waiting -= 1
    })
    last = turn.catch(() => {})
    return turn
  }
}
