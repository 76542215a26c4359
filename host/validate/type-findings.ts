// The compiler's plain output → findings: `file(line,column): error TS2339: message`, with further
// lines of a message indented below it.

export interface TypeFinding {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly number: number
  readonly message: string
}

const HEAD = /^(.+)\((\d+),(\d+)\): \w+ TS(\d+): (.*)$/

export function parseTypeFindings(output: string): TypeFinding[] {
  const findings: TypeFinding[] = []
  for (const row of output.split(/\r?\n/)) {
    const head = HEAD.exec(row)
    if (head !== null) {
      const [, file, line, column, number, message] = head
      findings.push({
        file: file!.replaceAll('\\', '/'),
        line: Number(line),
        column: Number(column),
        number: Number(number),
        message: plain(message!),
      })
    } else if (/^\s+\S/.test(row) && findings.length > 0) {
      const last = findings.at(-1)!
      findings[findings.length - 1] = { ...last, message: `${last.message}; ${plain(row)}` }
    }
  }
  return findings
}

const plain = (text: string): string => text.trim().replace(/\.$/, '')
