// The order book of a lane as the events before make it: whoever begins to read it late, or begins to play
// in the middle, sees it all the same.
import type { Lane } from '../feeds/live/lane.ts'
import { readRecording } from './read.ts'

/** By receive time, ms UTC. */
export interface Span {
  readonly from: number
  readonly to: number
}

export interface Heard {
  readonly folder: string
  /** What is played. */
  readonly range: Span
  /** How many events of it have been. */
  readonly heard: number
}

export function recallBook({ book, ticker, info }: Lane, { folder, range, heard }: Heard): void {
  let left = heard
  for (const event of readRecording(folder, { to: range.to })) {
    if (event.receiveTime >= range.from && left-- === 0) break
    if (event.symbol !== info.symbol) continue
    if (event.type === 'book') book.take(event)
    else if (event.type === 'status' && event.status === 'lost') book.clear()
  }
  ticker.recallBook(book.row)
}
