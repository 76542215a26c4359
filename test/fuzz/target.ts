// What a fuzz target is: a sentence that must hold, and who draws the cases.
import type { IAsyncProperty, IProperty } from 'fast-check'

export interface Target {
  readonly name: string
  /** How many cases `npm test` tries: a few seconds' worth. */
  readonly runs: number
  readonly property: IProperty<unknown> | IAsyncProperty<unknown>
}
