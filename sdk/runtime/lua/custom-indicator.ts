// `define_indicator`: the functions of a Lua definition made callable from JavaScript, on whichever
// coroutine asks for the indicator's value.
import type { IndicatorBar } from '../custom-indicators.ts'
import type { World } from '../guest.ts'
import { plain } from './arguments.ts'
import { guarded, UseError } from './failure.ts'
import {
  FUNCTION_KIND,
  kindOf,
  type LuaState,
  luaD_callnoyield,
  luaH_setfrom,
  NUMBER_KIND,
  TABLE,
  Table,
  TValue,
} from './fengari.ts'
import { indicatorFunction } from './indicator-view.ts'
import { kindName } from './show.ts'
import { float, getField, hostFunction, number, push, string, tableValue } from './values.ts'

/** The coroutine that runs at this moment; whoever may run code of the script's sets it. */
export interface Caller {
  L: LuaState
}

/** A function of the script's, with plain values for arguments and result. */
type Callable = (...args: readonly unknown[]) => unknown

export function defineFunction(world: World, caller: Caller): TValue {
  const toLua = createConverter()

  function toCallable(callee: TValue): Callable {
    return (...args) => {
      const { L } = caller
      const at = L.top
      push(L, callee)
      for (const argument of args) push(L, toLua(L, argument))
      // A yield in the middle would leave the indicator half computed.
      luaD_callnoyield(L, at, 1)
      const { type, value } = L.stack[at]!
      while (L.top > at) L.stack[--L.top] = undefined
      return fromLua(new TValue(type, value))
    }
  }

  function fromLua(value: TValue): unknown {
    const kind = kindOf(value.type)
    if (kind === NUMBER_KIND) return value.value
    return kind === FUNCTION_KIND ? toCallable(value) : plain(value)
  }

  return hostFunction(
    guarded((L) => {
      caller.L = L
      const first = L.ci.funcOff + 1
      const given = first < L.top ? L.stack[first]! : null
      if (given === null || given.type !== TABLE) {
        const received = given === null ? 'nothing' : kindName(given)
        throw new UseError(
          `define_indicator: expected a table {name = …, warmup = …, create = …}, received ${received}`,
        )
      }
      const written = { ...(plain(given) as object) } as Record<string, unknown>
      for (const key of ['warmup', 'create']) {
        const { type, value } = getField(L, given.value as Table, key)
        if (kindOf(type) === FUNCTION_KIND) written[key] = toCallable(new TValue(type, value))
      }
      const spec = world.customs.define(written, 'define_indicator')
      const run = indicatorFunction(world, spec, caller)
      const example = `as in ${spec.name}(indicators)`
      push(
        L,
        hostFunction(
          guarded((state) => {
            const self = state.ci.funcOff + 1
            const isCalledRight = self < state.top && state.stack[self]!.type === TABLE
            if (!isCalledRight) {
              throw new UseError(
                `${spec.name}: expected indicators as its first argument, ${example}`,
              )
            }
            return run(state, self + 1)
          }),
        ),
      )
      return 1
    }),
  )
}

/** What an indicator's functions get: words, numbers, and bars as fresh tables. */
function createConverter(): (L: LuaState, value: unknown) => TValue {
  const keys = {
    openTime: string('open_time'),
    open: string('open'),
    high: string('high'),
    low: string('low'),
    close: string('close'),
    volume: string('volume'),
  }

  return (L, value) => {
    if (typeof value === 'number') return number(value)
    if (typeof value === 'string') return string(value)
    const { openTime, open, high, low, close, volume } = value as IndicatorBar
    const table = new Table(L)
    luaH_setfrom(L, table, keys.openTime, number(openTime))
    luaH_setfrom(L, table, keys.open, float(open))
    luaH_setfrom(L, table, keys.high, float(high))
    luaH_setfrom(L, table, keys.low, float(low))
    luaH_setfrom(L, table, keys.close, float(close))
    luaH_setfrom(L, table, keys.volume, float(volume))
    return tableValue(table)
  }
}
