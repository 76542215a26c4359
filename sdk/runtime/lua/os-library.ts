// `os` of a Lua script: time and dates of the event, in UTC, and nothing of the machine.
import type { World } from '../guest.ts'
import { formatDate } from './date-format.ts'
import { guarded, UseError } from './failure.ts'
import {
  kindOf,
  type LuaState,
  NIL,
  NUMBER_KIND,
  STRING_KIND,
  TABLE,
  Table,
  type TValue,
} from './fengari.ts'
import {
  boolean,
  float,
  getField,
  hostFunction,
  number,
  push,
  pushString,
  setField,
  tableValue,
  textOf,
} from './values.ts'

export function osLibrary(L: LuaState, world: World): TValue {
  const library = new Table(L)
  const now = () => Math.floor(world.now() / 1000)
  const add = (name: string, run: (L: LuaState) => number) =>
    setField(L, library, name, hostFunction(guarded(run)))
  add('time', (state) => {
    const fields = argument(state, 1)
    push(state, number(fields === null ? now() : timeOf(state, fields)))
    return 1
  })
  add('difftime', (state) => {
    const [to, from] = [seconds(state, 1, 'difftime'), seconds(state, 2, 'difftime')]
    push(state, float(to - from))
    return 1
  })
  add('date', (state) => {
    const given = argument(state, 1)
    const format = given === null ? '%c' : text(given).replace(/^!/, '')
    const time = argument(state, 2) === null ? now() : seconds(state, 2, 'date')
    const date = new Date(Math.floor(time) * 1000)
    if (Number.isNaN(date.getTime())) throw new UseError(`os.date: ${time} is no time`)
    if (format.startsWith('*t')) push(state, dateTable(state, date))
    else pushString(state, formatDate(format, date))
    return 1
  })
  return tableValue(library)
}

function argument(L: LuaState, n: number): TValue | null {
  const at = L.ci.funcOff + n
  const value = at < L.top ? L.stack[at]! : null
  return value === null || value.type === NIL ? null : value
}

function seconds(L: LuaState, n: number, name: string): number {
  const value = argument(L, n)
  if (value !== null && kindOf(value.type) === NUMBER_KIND) return value.value as number
  throw new UseError(
    `os.${name}: expected argument ${n} to be a time in seconds, as os.time() gives`,
  )
}

function text(value: TValue): string {
  if (kindOf(value.type) === STRING_KIND) return textOf(value.value)
  throw new UseError('os.date: expected a format such as "%Y-%m-%d"')
}

/** Fields out of range carry over, as in C: the 32nd of January is the 1st of February. */
function timeOf(L: LuaState, value: TValue): number {
  if (value.type !== TABLE) throw new UseError('os.time: expected a table with year, month and day')
  const field = (name: string, absent: number | null) => {
    const found = getField(L, value.value as Table, name)
    if (found.type === NIL && absent !== null) return absent
    if (Number.isSafeInteger(found.value)) return found.value as number
    throw new UseError(`os.time: expected ${name} to be a whole number`)
  }
  const date = new Date(0)
  date.setUTCFullYear(field('year', null), field('month', null) - 1, field('day', null))
  date.setUTCHours(field('hour', 12), field('min', 0), field('sec', 0), 0)
  return date.getTime() / 1000
}

function dateTable(L: LuaState, date: Date): TValue {
  const year = date.getUTCFullYear()
  const fields = {
    year,
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    min: date.getUTCMinutes(),
    sec: date.getUTCSeconds(),
    wday: date.getUTCDay() + 1,
    yday: Math.floor((date.getTime() - Date.UTC(year, 0, 1)) / 86_400_000) + 1,
  }
  const table = new Table(L)
  for (const [name, value] of Object.entries(fields)) setField(L, table, name, number(value))
  setField(L, table, 'isdst', boolean(false))
  return tableValue(table)
}
