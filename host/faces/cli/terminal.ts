// What the terminal at the other end can show. Without one, or with NO_COLOR, text stays plain.
import type { WriteStream } from 'node:tty'
import { styleText } from 'node:util'

type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow'

export function paint(style: Style, text: string, stream: NodeJS.WriteStream): string {
  return styleText(style, text, { stream })
}

/** Columns to write in: those of the terminal, or of a common one. */
export function widthOf(stream: Pick<WriteStream, 'columns'>): number {
  return Math.max(40, stream.columns ?? 100)
}
