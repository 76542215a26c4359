// What is known of a code.

export interface CodeEntry {
  readonly severity: 'error' | 'warning'
  /** One line. */
  readonly meaning: string
  /** Why it matters and what to do, in a few sentences. */
  readonly explanation: string
  readonly example: {
    readonly language: 'lua' | 'js' | 'ts'
    readonly wrong: string
    readonly right: string
  }
}
