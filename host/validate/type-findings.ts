// The compiler's plain output → findings: `file(line,column): error TS2339: message`, with the
// reasons indented below it, of which the last is the one that matters.

export interface TypeFinding {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly number: number
  readonly message: string
}

const HEAD = /^(.+)\((\d+),(\d+)\): \w+ TS(\d+): (.*)$/

export function parseTypeFindings(output: string): TypeFinding[] {
  const findings: { finding: TypeFinding; reason: string | null }[] = []
  for (const row of output.split(/\r?\n/)) {
    const head = HEAD.exec(row)
    if (head !== null) {
      const [, file, line, column, number, message] = head
      const finding = {
        file: file!.replaceAll('\\', '/'),
        line: Number(line),
        column: Number(column),
        number: Number(number),
        message: plain(message!),
      }
      findings.push({ finding, reason: null })
    } else if (/^\s+\S/.test(row) && findings.length > 0) findings.at(-1)!.reason = plain(row)
  }
  return findings.map(({ finding, reason }) =>
    reason === null ? finding : { ...finding, message: `${finding.message}: ${reason}` },
  )
}

const plain = (text: string): string => text.trim().replace(/\.$/, '')
