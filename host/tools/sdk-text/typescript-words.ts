// How generated TypeScript is laid out.
import { forJs, wrap } from './prose.ts'

const WIDTH = 100

/** A doc comment for text two columns in. */
export function comment(doc: string, tags: readonly string[] = []): string {
  const oneLine = `/** ${forJs(doc)} */`
  if (tags.length === 0 && oneLine.length <= WIDTH - 4) return oneLine
  const lines = [doc, ...tags].flatMap((text) => wrap(forJs(text), WIDTH - 7))
  return ['/**', ...lines.map((line) => ` * ${line}`), ' */'].join('\n')
}

export const indent = (text: string): string => text.replace(/^(?=.)/gm, '  ')
