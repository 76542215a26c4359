// What Lua callbacks return, what hooks get, and what becomes of context.data.
import { expect, test } from 'vitest'
import { buildGuest } from './build.ts'
import { openSlot } from './slot.ts'

const guest = await buildGuest()

test.each(['', 'return', 'return nil', 'return false'])('"%s" means nothing', (body) => {
  expect(openSlot(guest, `function detect_opportunity() ${body} end`).detect()).toBeNull()
})

test('an opportunity is kept, shown read-only, and gone in Watch', () => {
  const script = `function detect_opportunity(market, context)
  if context.opportunity then print("still there") end
  return { reason = "cross", levels = {1, 2.5, 3}, nested = { deep = { x = 1 } }, none = {} }
end
function filter_commitment(market, context)
  local o = context.opportunity
  print(o.reason, #o.levels, o.levels[2], table.concat(o.levels, " "), o.nested.deep.x, o.other, next(o.none))
  print(pcall(function() o.nested.deep.x = 2 end))
  print(pcall(table.insert, o.levels, 4))
end`
  const slot = openSlot(guest, script)
  expect(slot.detect()).toEqual({ kind: 'opportunity', reason: 'cross' })
  expect(slot.memory().opportunity).toEqual({
    reason: 'cross',
    levels: [1, 2.5, 3],
    nested: { deep: { x: 1 } },
    none: {},
  })
  expect(slot.filter()).toBeNull()
  slot.detect(1)
  expect(slot.logs()).toEqual([
    'cross\t3\t2.5\t1 2.5 3\t1\tnil\tnil',
    'false\ttest.lua:8: context.opportunity.nested.deep.x is read-only',
    'false\ttest.lua:9: context.opportunity.levels[4] is read-only',
  ])
})

test('an action, or a list of them, becomes the answer', () => {
  const script = `function filter_commitment()
  return action.enter{side = "short", equity_fraction = 0.5, type = "stop_limit", price = 90, limit_price = 89, expires = "3 bars"}
end
function manage_position(market)
  return { action.update_stop(market.price - 5), action:exit{fraction = 0.5} }
end`
  const slot = openSlot(guest, script)
  expect(slot.filter()).toEqual({
    kind: 'actions',
    actions: [
      {
        kind: 'enter',
        side: 'short',
        sizing: { kind: 'equityFraction', value: 0.5 },
        type: 'stop_limit',
        price: 90,
        limitPrice: 89,
        stop: null,
        target: null,
        expires: { bars: 3 },
        reason: '',
      },
    ],
  })
  expect(slot.manage()).toMatchObject({
    kind: 'actions',
    actions: [
      { kind: 'updateStop', price: 95 },
      { kind: 'exit', fraction: 0.5 },
    ],
  })
})

test.each([
  ['"buy"', '"buy"'],
  ['true', 'true'],
  ['{ action.exit(), 5 }', 'a list that holds 5'],
  ['{ reason = "x" }', 'a table that holds no action'],
  ['print', 'a function'],
])('manage_position must not return %s', (value, what) => {
  const slot = openSlot(guest, `function manage_position() return ${value} end`)
  expect(slot.manage()).toMatchObject({
    error: { code: 'bad-return', message: expect.stringContaining(`returned ${what};`) },
  })
})

test('an empty list of manage_position means nothing; filter_commitment returns no lists', () => {
  const slot = openSlot(
    guest,
    'function manage_position() return {} end function filter_commitment() return {} end',
  )
  expect(slot.manage()).toBeNull()
  expect(slot.filter()).toMatchObject({
    error: { code: 'bad-return', message: expect.stringContaining('returned an empty table;') },
  })
})

test.each([
  [
    'action.update_stop(90)',
    /^update_stop is not an answer of filter_commitment; it may return enter, abandon$/,
  ],
  ['action.enter{ side = "long" }', /one of quantity, notional, equity_fraction, risk/],
])("filter_commitment must not return %s, and reads why in Lua's spelling", (value, message) => {
  const slot = openSlot(guest, `function filter_commitment() return ${value} end`)
  expect(slot.filter()).toMatchObject({
    error: { code: 'bad-action', message: expect.stringMatching(message), line: 1 },
  })
})

test('data goes round: written, read back after a restart, integers where whole', () => {
  const script = `function detect_opportunity(market, context)
  local d = context.data
  if d.count then print(d.count, d.price, d.list[2], d.flags.on, d.text, d.nan ~= d.nan, d.inf, next(d.empty)) end
  d.count = (d.count or 0) + 1
  d.price = 2.0  d.list = {1, "b", {}}  d.flags = {on = true}  d.text = "ü"
  d.nan = 0/0  d.inf = -1/0  d.empty = {}
end`
  const first = openSlot(guest, script)
  expect(first.memory().data).toEqual({})
  first.detect(0)
  const { data } = first.memory()
  expect(data).toEqual({
    count: 1,
    price: 2,
    list: [1, 'b', {}],
    flags: { on: true },
    text: 'ü',
    nan: Number.NaN,
    inf: Number.NEGATIVE_INFINITY,
    empty: {},
  })
  const second = openSlot(guest, script, { memory: { data, opportunity: null } })
  second.detect(1)
  expect(second.logs()).toEqual(['1\t2\tb\ttrue\tü\ttrue\t-Infinity\tnil'])
  expect(second.memory().data).toMatchObject({ count: 2 })
})

test('data that was only looked at is the same tree; untouched data is not even read', () => {
  const script = `function detect_opportunity(market, context)
  if market.bar_index == 0 then context.data.seen = {1, {a = 1.5}} end
  if market.bar_index == 1 then return nil, context.data.seen[2].a end
  if market.bar_index == 3 then context.data = { fresh = true } end
  if market.bar_index == 4 then context.data.fresh = nil end
end`
  const slot = openSlot(guest, script)
  slot.detect(0)
  const { data } = slot.memory()
  slot.detect(1)
  slot.detect(2)
  expect(slot.memory().data).toBe(data)
  slot.detect(3)
  expect(slot.memory().data).toEqual({ fresh: true })
  slot.detect(4)
  expect(slot.memory().data).toEqual({})
})

test('after an error data is as before the call', () => {
  const script = `function detect_opportunity(market, context)
  local d = context.data
  if market.bar_index == 1 then d.list[1] = 99 d.new = 1 error("x") end
  print(d.list and d.list[1], d.new)
  d.list = d.list or {7}
end`
  const slot = openSlot(guest, script)
  slot.detect(0)
  expect(slot.detect(1)).toMatchObject({ kind: 'fault' })
  slot.detect(2)
  expect(slot.memory().data).toEqual({ list: [7] })
  expect(slot.logs()).toEqual(['nil\tnil', '7\tnil'])
})

test.each([
  [
    'd.levels = {1, 2, {fn = print}}',
    'context.data.levels[3].fn is a function, expected numbers, strings, booleans and tables',
  ],
  [
    'd.mix = {1, a = 2}',
    'context.data.mix mixes names and list items; keep them in tables of their own',
  ],
  ['d.gap = {1, nil, 3}', 'context.data.gap is a list with gaps: 2 items up to [3]'],
  [
    'd.half = {[1.5] = 1}',
    'context.data.half has the key [1.5] (a number); expected names, or 1, 2, 3 …',
  ],
  [
    'd.yes = {[true] = 1}',
    'context.data.yes has the key [?] (a boolean); expected names, or 1, 2, 3 …',
  ],
  ['d.me = d', /^context\.data\.me.*lies deeper than 32 levels, or the data holds a cycle$/],
  [
    'd.action = exit',
    'context.data.action is an action, expected numbers, strings, booleans and tables',
  ],
  [String.raw`d.bytes = "\xff"`, 'context.data.bytes is a string that is not UTF-8 text'],
  [
    'd.co = coroutine.create(print)',
    'context.data.co is a coroutine, expected numbers, strings, booleans and tables',
  ],
])('data cannot hold: %s', (statement, message) => {
  const script = `local exit = action.exit()
function detect_opportunity(m, context) local d = context.data ${statement} end`
  const expected = typeof message === 'string' ? message : expect.stringMatching(message)
  expect(openSlot(guest, script).detect()).toMatchObject({
    error: { code: 'bad-data', message: expected, line: 2 },
  })
})

test('context.data stays a table', () => {
  const slot = openSlot(guest, 'function detect_opportunity(m, context) context.data = 5 end')
  expect(slot.detect()).toMatchObject({
    error: { message: 'context.data is always a table, received a number', line: 1 },
  })
})

test('hooks get their payload in snake_case, read-only, and may write data', () => {
  const script = `function on_init(context) context.data.fills = 0 end
function on_fill(fill, context)
  context.data.fills = context.data.fills + 1
  print(fill.side, fill.price, fill.is_entry, fill.reason, pcall(function() fill.price = 0 end))
end
function on_trade_closed(trade, context) print(trade.entry_price, trade.exit_reason) return true end
function on_reload(context, previous) print(previous, context.data.fills) end`
  const slot = openSlot(guest, script)
  expect(slot.hook('onInit', null)).toBeNull()
  expect(slot.hook('onFill', { side: 'buy', price: 5, isEntry: true, reason: '' })).toBeNull()
  expect(slot.hook('onTradeClosed', { entryPrice: 5, exitReason: 'stop' })).toMatchObject({
    code: 'bad-return',
    line: 6,
  })
  expect(slot.hook('onReload', '1.2')).toBeNull()
  expect(slot.hook('onOrderRejected', {})).toBeNull()
  expect(slot.memory().data).toEqual({ fills: 1 })
  expect(slot.logs()).toEqual([
    expect.stringMatching(/^buy\t5\ttrue\t\tfalse\ttest\.lua:4: fill\.price is read-only$/),
    '5\tstop',
    '1.2\t1',
  ])
})

test('metadata comes out in camelCase; the names of params stay', () => {
  const script = `strategy = {
    name = "x", timeframe = "1h", close_watch_timeout = "3 bars", symbols = {"A", "B"},
    cadence = { close_watch = "tick" }, params = { fast_length = { default = 9, min = 2 } },
  }`
  expect(openSlot(guest, script).script.metadata).toEqual({
    name: 'x',
    timeframe: '1h',
    closeWatchTimeout: '3 bars',
    symbols: ['A', 'B'],
    cadence: { closeWatch: 'tick' },
    params: { fast_length: { default: 9, min: 2 } },
  })
})
