// Lua laid out: two spaces a block, one between words, none inside brackets. Lines stay as the author
// broke them. What it gives has the same tokens, or it gives the text back as it was.
import { type LuaToken, luaTokens } from './lua-tokens.ts'

const OPENING = new Set(['(', '{', '[', 'then', 'do', 'repeat', 'function', 'else'])
const CLOSING = new Set([')', '}', ']', 'end', 'until', 'else', 'elseif'])
const KEYWORDS = new Set(
  'and break do else elseif end false for function goto if in local nil not or repeat return then true until while'.split(
    ' ',
  ),
)
const INDENT = '  '

export function formatLua(source: string): string {
  const tokens = luaTokens(source)
  const lines: string[] = []
  let line: LuaToken[] = []
  let depth = 0
  let end = 0
  const finish = () => {
    if (line.length === 0) return
    const { text, after } = laidOut(line, depth)
    lines.push(text)
    depth = after
    line = []
  }
  for (const token of tokens) {
    const between = source.slice(end, token.start).split('\n').length - 1
    if (between > 0 && end > 0) {
      finish()
      // Of several empty lines one stays.
      if (between > 1) lines.push('')
    }
    line.push(token)
    end = token.start + token.text.length
  }
  finish()
  const text = lines.length === 0 ? '' : `${lines.join('\n')}\n`
  return isSame(tokens, luaTokens(text)) ? text : source
}

/** A line with its indentation, and how deep the next one stands. */
function laidOut(line: readonly LuaToken[], depth: number) {
  let after = depth
  let leading = 0
  let isLeading = true
  for (const { kind, text } of line) {
    if (kind === 'comment' || kind === 'string') {
      isLeading = false
      continue
    }
    if (CLOSING.has(text)) {
      after -= 1
      if (isLeading) leading += 1
    } else isLeading = false
    if (OPENING.has(text)) after += 1
  }
  const indent = INDENT.repeat(Math.max(depth - leading, 0))
  return { text: indent + joined(line), after: Math.max(after, 0) }
}

function joined(line: readonly LuaToken[]): string {
  let text = ''
  for (const [i, token] of line.entries()) {
    if (i > 0 && hasSpace(line, i)) text += ' '
    text += token.text
  }
  return text
}

/** Between the token at `i` and the one before it. */
function hasSpace(line: readonly LuaToken[], i: number): boolean {
  const [left, right] = [line[i - 1]!, line[i]!]
  if (right.kind === 'comment' || left.kind === 'comment') return true
  if (isUnary(line, i - 1)) return left.text === 'not'
  if ([',', ';', ')', ']'].includes(right.text)) return false
  if (['(', '['].includes(left.text)) return false
  if (left.text === '{') return right.text !== '}'
  if (right.text === '}') return true
  const isAccess = (text: string) => text === '.' || text === ':' || text === '::'
  if (isAccess(left.text) || isAccess(right.text)) return false
  if (right.text === '(' || right.text === '[') return !isCallable(left)
  return true
}

/** What may be called or indexed: a space would part it from its arguments. */
const isCallable = ({ kind, text }: LuaToken): boolean =>
  text === ')' ||
  text === ']' ||
  text === 'function' ||
  kind === 'string' ||
  (kind === 'name' && !KEYWORDS.has(text))

/** A minus, a # or a ~ that has nothing to its left. */
function isUnary(line: readonly LuaToken[], i: number): boolean {
  const { text } = line[i]!
  if (text === '#' || text === 'not') return true
  if (text !== '-' && text !== '~') return false
  const left = line[i - 1]
  if (left === undefined) return true
  if (left.kind === 'symbol') return ![')', ']', '}'].includes(left.text)
  return (
    left.kind === 'name' &&
    KEYWORDS.has(left.text) &&
    !['nil', 'true', 'false', 'end'].includes(left.text)
  )
}

const isSame = (a: readonly LuaToken[], b: readonly LuaToken[]): boolean =>
  a.length === b.length && a.every(({ text }, i) => text.trimEnd() === b[i]!.text.trimEnd())
