// Finds the line and column of a type stripper's error: it gives the line, and an excerpt in which
// the place is underlined in screen cells (tabs expanded, wide characters two cells).

const TAB_CELLS = 4

export function stripErrorPlace(
  error: { readonly message: string; readonly stack: string },
  source: string,
): { line: number; column: number } {
  const excerpt = error.stack.split('\n')
  const line = Number(/:(\d+)$/.exec(excerpt[0] ?? '')?.[1] ?? 1)
  const lines = source.split(/\r\n|\n|\r/)
  const before = lines[line - 1]?.slice(0, indexOf(error, excerpt, lines[line - 1]!)) ?? ''
  // JavaScript has two more ends of lines, which the stripper does not count.
  const passed = [...lines.slice(0, line - 1), before].join('').match(/[\u2028\u2029]/g) ?? []
  const last = before.split(/[\u2028\u2029]/).at(-1)!
  return { line: line + passed.length, column: last.length + 1 }
}

/** In its line. */
function indexOf(error: { readonly message: string }, excerpt: readonly string[], text: string) {
  const underline = excerpt.find((row, index) => index > 0 && /^ *\^+$/.test(row))
  if (underline !== undefined) return indexAtCell(text, underline.indexOf('^'))
  // Several lines are marked at their margin; the end of the source cannot be underlined.
  const isSpan = excerpt.some((row) => /^ *> /.test(row))
  return isSpan ? spanStart(text, error.message) : text.trimEnd().length
}

/** A span of several lines is not underlined: look for the word that the message names. */
function spanStart(text: string, message: string): number {
  const word = /\b(enum|namespace|module|import)\b/.exec(message)?.[1]
  const found = word === undefined ? -1 : text.search(new RegExp(`\\b${word}\\b`))
  return found >= 0 ? found : Math.max(0, text.search(/\S/))
}

function indexAtCell(text: string, cell: number): number {
  let cells = 0
  let index = 0
  for (const character of text) {
    if (cells >= cell) break
    cells += character === '\t' ? TAB_CELLS - (cells % TAB_CELLS) : cellsOf(character)
    index += character.length
  }
  return index
}

const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60]/u

const cellsOf = (character: string): number =>
  /\p{Mark}/u.test(character) ? 0 : WIDE.test(character) ? 2 : 1
