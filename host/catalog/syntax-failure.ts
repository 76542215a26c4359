// Why a source does not parse, and where; lines and columns are 1-based.

export interface SyntaxFailure {
  readonly message: string
  readonly line: number
  readonly column: number
}
