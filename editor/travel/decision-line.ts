// Where in a script's text a decision was made, as far as the text tells: the callback, and in it the
// action with the reason that was given.

const snake = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** The line (from 1) on which the callback begins; null where there is none. */
export function callbackLine(source: string, callback: string): number | null {
  const lines = source.split('\n')
  const names = `(?:${callback}|${snake(callback)})`
  const definition = new RegExp(
    `(?:function\\s+${names}\\b|\\b${names}\\s*(?:=\\s*function\\b|\\(.*\\{\\s*$|:\\s*(?:function|\\(|\\w+\\s*=>)))`,
  )
  const at = lines.findIndex((line) => definition.test(line))
  return at < 0 ? null : at + 1
}

/** The line of the answer in the callback, or else the callback's own. */
export function decisionLine(source: string, callback: string, answer: unknown): number | null {
  const from = callbackLine(source, callback)
  if (from === null) return null
  const lines = source.split('\n')
  const kind = kindOf(answer)
  const reason = reasonOf(answer)
  if (kind === null && reason === '') return from
  const end = lines.findIndex((line, i) => i >= from && isDefinition(line))
  const body = lines.slice(from - 1, end < 0 ? undefined : end)
  const spelt = new RegExp(`\\baction\\.(?:${kind}|${snake(kind ?? '')})\\b`)
  const quoted = ["'", '"', '`'].map((quote) => quote + reason + quote)
  const said =
    reason === '' ? -1 : body.findIndex((line) => quoted.some((text) => line.includes(text)))
  // The reason may stand below the action's name, as one of its fields.
  const near = said < 0 ? -1 : body.slice(0, said + 1).findLastIndex((line) => spelt.test(line))
  const found = near >= 0 ? near : said >= 0 ? said : body.findIndex((line) => spelt.test(line))
  return found < 0 ? from : from + found
}

const isDefinition = (line: string): boolean =>
  /^\s{0,4}(?:function\s+\w+|(?:detectOpportunity|filterCommitment|managePosition|on[A-Z]\w+)\s*[(:])/.test(
    line,
  )

interface Answered {
  readonly reason?: string
  readonly actions?: readonly { readonly kind: string; readonly reason?: string }[]
}

/** Of the first action; null where none was returned. */
const kindOf = (answer: unknown): string | null => (answer as Answered)?.actions?.[0]?.kind ?? null

/** Of the first action, or of the opportunity. */
const reasonOf = (answer: unknown): string =>
  (answer as Answered)?.actions?.[0]?.reason ?? (answer as Answered)?.reason ?? ''
