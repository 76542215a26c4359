// Whatever a callback returns: what leaves the guest is an answer that the host reads and the kernel
// may apply, or a fault.
import fc from 'fast-check'
import { decodeAnswer } from '#host/runner/decode.ts'
import { checkActions } from '#sdk/check-actions.ts'
import { type Action, CALLBACKS } from '#sdk/domain.ts'
import type { AuthorModule } from '#sdk/runtime/js/adapter.ts'
import { openSlot } from '../js/slot.ts'
import { biting, brought, hostile, numbers } from './hostile-values.ts'
import type { Target } from './target.ts'

const price = fc.oneof(numbers, fc.integer({ min: 80, max: 120 }), biting)
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 })
const order = fc.constantFrom('market', 'limit', 'stop', 'stop_limit', 'iceberg')

const enter = fc.record(
  {
    side: fc.oneof(fc.constantFrom('long', 'short', 'both'), biting),
    type: order,
    price,
    limitPrice: price,
    stop: price,
    target: price,
    quantity: price,
    risk: numbers,
    expires: fc.oneof(fc.constantFrom('3 bars', '1h', '0 bars', '-1h'), biting),
    reason: fc.oneof(fc.string(), biting),
  },
  { requiredKeys: ['side'] },
)
const exit = fc.record(
  { fraction: price, type: order, price, reason: fc.string() },
  { requiredKeys: [] },
)
const trail = fc.record({ distance: price, fraction: price, atr: price }, { requiredKeys: [] })

/** A call of an action builder: its name, and what it is given. */
const call = fc.oneof(
  fc.tuple(fc.constant('enter'), enter),
  fc.tuple(fc.constant('exit'), exit),
  fc.tuple(fc.constant('trailStop'), trail),
  fc.tuple(fc.constantFrom('updateStop', 'updateTarget', 'abandon'), maybe(price)),
  fc.tuple(fc.constantFrom('removeStop', 'removeTarget'), fc.constant(undefined)),
  fc.tuple(fc.constantFrom('enter', 'exit', 'trailStop'), hostile.tree),
) as fc.Arbitrary<[keyof AuthorModule['action'], unknown]>

const returned = fc.oneof(
  { weight: 3, arbitrary: fc.record({ calls: fc.array(call, { maxLength: 10 }) }) },
  { weight: 1, arbitrary: fc.record({ value: hostile.tree }) },
)

const answers: Target = {
  name: 'whatever a callback returns is an answer that may be applied, or a fault',
  runs: 2500,
  property: fc.property(returned, fc.constantFrom(...CALLBACKS), (what, callback) => {
    const slot = openSlot(({ action }) => {
      const answer = () => {
        if ('value' in what) return brought(what.value)
        const built = what.calls.map(([name, given]) => action[name]!(brought(given)))
        return built.length === 1 ? built[0] : built
      }
      return { name: 'a', timeframe: '1h', [callback]: answer }
    })
    const answer = slot.ask(callback)
    if (answer === null) return true
    const read = decodeAnswer(JSON.stringify(answer))
    if (read === null || read.kind === 'fault') return read !== null
    if (read.kind === 'opportunity') return callback === 'detectOpportunity'
    const side = callback === 'managePosition' ? 'long' : null
    const spell = (name: string) => name
    const situation = { callback, spell, price: 100, side, hasDefaultSize: false } as const
    return checkActions(read.actions, situation) === null && read.actions.every(isApplicable)
  }),
}

/** No number in an action is anything but a finite one above 0. */
function isApplicable(action: Action): boolean {
  return Object.values({ ...action, ...('sizing' in action ? action.sizing : {}) }).every(
    (value) => typeof value !== 'number' || (Number.isFinite(value) && value > 0),
  )
}

export const ACTIONS: readonly Target[] = [answers]
