// Lua's tokens as they stand in a text, comments included; also of a text that does not parse.

export type LuaTokenKind = 'name' | 'number' | 'string' | 'comment' | 'symbol' | 'unknown'

export interface LuaToken {
  readonly kind: LuaTokenKind
  readonly text: string
  readonly start: number
}

const KINDS: readonly (readonly [LuaTokenKind, RegExp])[] = [
  ['comment', /--\[(=*)\[[\s\S]*?(?:\]\1\]|$(?![\s\S]))/y],
  ['comment', /--[^\n]*/y],
  ['string', /\[(=*)\[[\s\S]*?(?:\]\1\]|$(?![\s\S]))/y],
  ['string', /"(?:\\[\s\S]|[^"\\\n])*"?|'(?:\\[\s\S]|[^'\\\n])*'?/y],
  ['number', /0[xX][\da-fA-F.]+(?:[pP][+-]?\d+)?|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y],
  ['name', /[A-Za-z_]\w*/y],
  ['symbol', /\.\.\.|\.\.|==|~=|<=|>=|<<|>>|\/\/|::|[-+*/%^#&~|<>=(){}[\];:,.]/y],
  ['unknown', /\S/y],
]

export function luaTokens(source: string): LuaToken[] {
  const found: LuaToken[] = []
  for (let at = 0; at < source.length; ) {
    if (/\s/.test(source[at]!)) {
      at += 1
      continue
    }
    for (const [kind, pattern] of KINDS) {
      pattern.lastIndex = at
      const text = pattern.exec(source)?.[0]
      if (text === undefined || text === '') continue
      found.push({ kind, text, start: at })
      at += text.length
      break
    }
  }
  return found
}
