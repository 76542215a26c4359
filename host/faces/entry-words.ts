// A journal entry in a few words, for people: on the page and in `journal show`. Programs read the entry itself.
import type { Answer } from '#kernel/answer.ts'
import type { Fact } from '#kernel/fact.ts'
import type { ScriptError } from '#sdk/domain.ts'
import type { LogEntry, TurnEntry } from '../journal/entry.ts'

/** null where nobody has put it into words: of market data, and of what is rare. */
export function wordsOf(entry: LogEntry): string | null {
  switch (entry.type) {
    case 'fact':
      return factWords(entry.fact)
    case 'turn':
      return turnWords(entry)
    case 'adopted': {
      const where = entry.symbols === undefined ? '' : ` on ${entry.symbols.join(', ')}`
      return `version ${entry.version}${where}${entry.beside ? ' as a shadow' : ''}`
    }
    case 'script':
      return [`${entry.script} ${entry.change}`, ...entry.notes].join('; ')
    case 'command':
      return [`${entry.what} by ${entry.by}`, ...Object.values(entry.detail)].join(', ')
    case 'feeds': {
      const symbols = entry.feeds.map(({ symbol }) => symbol).join(', ')
      return `also fed: ${symbols}; bars from before: ${entry.bars.length}`
    }
    case 'config':
      return [entry.change, ...entry.notes].join('; ')
    case 'slot':
      return entry.change
    case 'log':
      return entry.text
    case 'killed':
      return `entries are blocked${entry.flatten ? ', positions closed' : ''}: ${entry.why}`
    case 'paused':
      return entry.isPaused ? 'no entries' : 'may enter again'
    case 'paced':
      return `${entry.isBarsOnly ? 'asked at bars alone' : 'asked at ticks again'}: ${entry.why}`
    case 'quality':
      return `${entry.symbol} ${entry.verdict}: ${entry.detail}`
    case 'runner-lost':
      return entry.message
    case 'end':
      return `${entry.reason}, equity ${short(entry.equity)}`
    default:
      return null
  }
}

function factWords(fact: Fact): string {
  switch (fact.type) {
    case 'transitioned': {
      const { from, to, reason } = fact.transition
      return `${from} → ${to}${because(reason)}`
    }
    case 'entryPlaced': {
      const { id, side, quantity, type, price, stop, target, reason } = fact.order
      const levels = `${at(price)}${level('stop', stop)}${level('target', target)}`
      return `order ${id}: ${side} ${short(quantity)} ${type}${levels}${because(reason)}`
    }
    case 'orderAccepted':
      return `order ${fact.order.id} can fill from now on`
    case 'entryCancelled':
      return `order ${fact.order.id} cancelled${because(fact.reason)}`
    case 'orderRejected': {
      const { side, quantity, type, price, reason } = fact.order
      return `refused: ${side} ${short(quantity)} ${type}${at(price)}${because(reason)}`
    }
    case 'exitPlaced': {
      const { id, fraction, type, price, reason } = fact.order
      const part = fraction === 1 ? '' : ` of ${short(100 * fraction)} %`
      return `order ${id}: exit${part} ${type}${at(price)}${because(reason)}`
    }
    case 'filled': {
      const { side, quantity, price, fee } = fact.fill
      return `${side} ${short(quantity)}${at(price)}${fee === 0 ? '' : `, fee ${short(fee)}`}`
    }
    case 'tradeClosed': {
      const { side, quantity, entryPrice, exitPrice, pnl, exitReason } = fact.trade
      const prices = `${short(entryPrice)} → ${short(exitPrice)}`
      return `${side} ${short(quantity)}, ${prices}, ${pnl > 0 ? '+' : ''}${short(pnl)}${because(exitReason)}`
    }
    case 'stopMoved':
      return fact.stop === null ? 'no stop any more' : `stop ${short(fact.stop)}`
    case 'targetMoved':
      return fact.target === null ? 'no target any more' : `target ${short(fact.target)}`
    case 'faulted':
      return `fault ${fact.faults}: ${errorWords(fact.error)}`
    case 'quarantined':
      return `in quarantine after ${fact.faults} faults: ${errorWords(fact.error)}`
  }
}

function turnWords({ calls, results, lost }: TurnEntry): string {
  const told = calls.flatMap((call, i) => {
    const result = results[i]
    return result == null ? [] : [`${call}: ${resultWords(result)}`]
  })
  if (lost !== null) told.push(`lost: ${errorWords(lost)}`)
  return told.length === 0 ? `${calls.join(', ')}: remembers something` : told.join('; ')
}

function resultWords(result: NonNullable<Answer> | ScriptError): string {
  if (!('kind' in result)) return errorWords(result)
  if (result.kind === 'fault') return errorWords(result.error)
  if (result.kind === 'opportunity') return `an opportunity${because(result.reason)}`
  return result.actions
    .map((action) => `${action.kind}${'reason' in action ? because(action.reason) : ''}`)
    .join(', ')
}

function errorWords({ message, file, line }: ScriptError): string {
  return file === null ? message : `${file}${line === null ? '' : `:${line}`}: ${message}`
}

/** Eight digits that count: what a person compares. */
const short = (value: number): string => String(Number(value.toPrecision(8)))
const at = (price: number | null): string => (price === null ? '' : ` @ ${short(price)}`)
const level = (name: string, value: number | null): string =>
  value === null ? '' : `, ${name} ${short(value)}`
const because = (reason: string): string => (reason === '' ? '' : `: ${reason}`)
