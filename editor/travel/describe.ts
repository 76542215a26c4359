// Answers and facts in a line that a trader reads.
import { price, quantity } from '../core/format.ts'

type Fields = Readonly<Record<string, unknown>>

const number = (value: unknown): string => (typeof value === 'number' ? price(value) : '–')

const ACTIONS: Readonly<Record<string, (action: Fields) => string>> = {
  enter: ({ side, type, price: at, stop, target }) =>
    [
      `enter ${side} at ${at == null ? 'the market' : `${type} ${number(at)}`}`,
      stop == null ? '' : `stop ${number(stop)}`,
      target == null ? '' : `target ${number(target)}`,
    ]
      .filter(Boolean)
      .join(', '),
  exit: ({ fraction, price: at }) =>
    `exit ${fraction === 1 ? '' : `${fraction} `}${at == null ? 'at the market' : `at ${number(at)}`}`,
  updateStop: ({ price: to }) => `move the stop to ${number(to)}`,
  updateTarget: ({ price: to }) => `move the target to ${number(to)}`,
  removeStop: () => 'remove the stop',
  removeTarget: () => 'remove the target',
  trailStop: ({ by, value }) => `trail the stop by ${by} ${number(value)}`,
  abandon: () => 'abandon',
}

export function describeAnswer(answer: unknown): string {
  if (answer === null || answer === undefined) return 'nothing'
  const { kind, actions, reason, error, message } = answer as Fields
  if (kind === 'opportunity') return `an opportunity${because(reason)}`
  if (kind === 'fault') return `error: ${(error as Fields).message}`
  if (kind === undefined && message !== undefined) return `error: ${message}`
  const list = (actions as readonly Fields[] | undefined) ?? []
  return list
    .map((action) => {
      const words = ACTIONS[String(action.kind)]?.(action) ?? String(action.kind)
      return `${words}${because(action.reason)}`
    })
    .join('; ')
}

const because = (reason: unknown): string =>
  typeof reason === 'string' && reason !== '' ? `: ${reason}` : ''

const FACTS: Readonly<Record<string, (fact: Fields) => string>> = {
  transitioned: ({ transition }) => {
    const { from, to, reason } = transition as Fields
    return `${from} → ${to}${because(reason)}`
  },
  filled: ({ fill }) => {
    const { side, quantity: size, price: at, reason } = fill as Fields
    return `${side} ${quantity(size as number)} filled at ${number(at)}${because(reason)}`
  },
  tradeClosed: ({ trade }) => `trade closed, ${number((trade as Fields).pnl)} won or lost`,
  entryPlaced: ({ order }) => {
    const { side, type, quantity: size } = order as Fields
    return `${type} order ${side} ${quantity(size as number)} placed`
  },
  entryCancelled: ({ reason }) => `entry cancelled${because(reason)}`,
  exitPlaced: ({ order }) => `exit placed${because((order as Fields).reason)}`,
  orderRejected: ({ order }) => `order rejected${because((order as Fields).reason)}`,
  stopMoved: ({ stop }) => (stop === null ? 'stop removed' : `stop at ${number(stop)}`),
  targetMoved: ({ target }) => (target === null ? 'target removed' : `target at ${number(target)}`),
  faulted: ({ error }) => `fault: ${(error as Fields).message}`,
  quarantined: () => 'quarantined',
}

export const describeFact = (fact: { readonly type: string }): string =>
  FACTS[fact.type]?.(fact as Fields) ?? fact.type
