// Scripted answers as a trader would say them: "enter long quantity 1 limit 99 stop 95".
//
//   opportunity [reason]             abandon [reason]             fault [message]
//   enter long|short [quantity|notional|equity|risk X] [limit P] [trigger P] [stop P] [target P]
//         [expires 3 bars|2m] [because REASON]      (trigger: a stop order; with limit: stop_limit)
//   exit [fraction F] [limit P] [because REASON]    stop P, target P, no stop, no target
//   trail distance D, trail fraction F              several, parted by ";", make a list
import type { Answer } from '#kernel/answer.ts'
import type { Action, ScriptError, Sizing, Span } from '#sdk/domain.ts'
import { parseSpan } from '#sdk/timeframe.ts'

export function parseAnswer(text: string): Answer {
  const [word, ...rest] = text.split(' ')
  if (text === '') return null
  if (word === 'opportunity') return { kind: 'opportunity', reason: rest.join(' ') }
  if (word === 'fault') return { kind: 'fault', error: scriptError(rest.join(' ')) }
  return { kind: 'actions', actions: text.split(/\s*;\s*/).map(parseAction) }
}

function parseAction(text: string): Action {
  const [before, reason = ''] = text.split(' because ')
  const words = before!.split(' ')
  const verb = words.shift()
  if (verb === 'abandon') return { kind: 'abandon', reason: words.join(' ') }
  if (verb === 'stop') return { kind: 'updateStop', price: Number(words[0]) }
  if (verb === 'target') return { kind: 'updateTarget', price: Number(words[0]) }
  if (verb === 'no') return { kind: words[0] === 'stop' ? 'removeStop' : 'removeTarget' }
  if (verb === 'trail') {
    return { kind: 'trailStop', by: words[0] as 'distance' | 'fraction', value: Number(words[1]) }
  }
  if (verb === 'exit') return exit(pairs(words), reason === '' ? 'exit' : reason)
  if (verb === 'enter') return enter(words.shift() as 'long' | 'short', pairs(words), reason)
  throw new Error(`no such answer: "${text}"`)
}

/** "limit 99 expires 3 bars" → limit: "99", expires: "3 bars". */
function pairs(words: string[]): Map<string, string> {
  const found = new Map<string, string>()
  while (words.length > 0) {
    const key = words.shift()!
    const value = words.shift()!
    found.set(key, /^bars?$/.test(words[0] ?? '') ? `${value} ${words.shift()}` : value)
  }
  return found
}

const price = (text: string | undefined) => (text === undefined ? null : Number(text))

function exit(options: Map<string, string>, reason: string): Action {
  const limit = price(options.get('limit'))
  const fraction = Number(options.get('fraction') ?? 1)
  return { kind: 'exit', fraction, type: limit === null ? 'market' : 'limit', price: limit, reason }
}

function enter(side: 'long' | 'short', options: Map<string, string>, reason: string): Action {
  const limit = price(options.get('limit'))
  const trigger = price(options.get('trigger'))
  const isLimit = limit !== null
  const expires = options.get('expires')
  return {
    kind: 'enter',
    side,
    sizing: sizing(options),
    type: trigger !== null ? (isLimit ? 'stop_limit' : 'stop') : isLimit ? 'limit' : 'market',
    price: trigger ?? limit,
    limitPrice: trigger === null ? null : limit,
    stop: price(options.get('stop')),
    target: price(options.get('target')),
    expires: expires === undefined ? null : (parseSpan(expires) as Span),
    reason,
  }
}

function sizing(options: Map<string, string>): Sizing | null {
  for (const name of ['quantity', 'notional', 'equity', 'risk'] as const) {
    const value = options.get(name)
    if (value === undefined) continue
    return { kind: name === 'equity' ? 'equityFraction' : name, value: Number(value) }
  }
  return null
}

export function scriptError(message: string): ScriptError {
  const place = { file: null, line: null, column: null, time: null, barIndex: null }
  return { code: 'threw', message, callback: 'managePosition', trace: [], ...place }
}
