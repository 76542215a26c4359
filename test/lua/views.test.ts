// What Lua callbacks see of market, context and indicators, and that they cannot change it.
import { expect, test } from 'vitest'
import { buildGuest } from './build.ts'
import { failure, logged, openSlot } from './slot.ts'

const guest = await buildGuest()

test('market shows the moment: prices as floats, counts as integers', () => {
  const body = `print(market.symbol, market.timeframe, market.timestamp, market.bar_index)
    print(market.price, market.open, market.high, market.low, market.close, market.volume)
    print(market.bid ~= market.bid, market.spread ~= market.spread, market.is_bar_close, market.is_stale)
    print(market.highest(3), market.lowest(3), market.avg_volume(3), market.highest(7) ~= market.highest(7))
    print(market.time_since_open())`
  // Bars 0 … 5, closes 100 … 105; bar 5 opened at 05:00.
  expect(logged(guest, body, {}, 5)).toEqual([
    'BTCUSDT\t1h\t1704088800000\t5',
    '105.0\t104.5\t106.0\t104.0\t105.0\t15.0',
    'true\ttrue\ttrue\tfalse',
    '106.0\t102.0\t14.0\ttrue',
    '21600',
  ])
})

test('market.bar counts back, with either call style, and is nil before the first bar', () => {
  const body = `local b = market:bar(1) print(b.open_time, b.close_time, b.open, b.high, b.low, b.close, b.volume)
    print(market.bar().close, market.bar(0).close, market.bar(2), market:highest(2))`
  expect(logged(guest, body, {}, 1)).toEqual([
    '1704067200000\t1704070800000\t99.5\t101.0\t99.0\t100.0\t10.0',
    '101.0\t101.0\tnil\t102.0',
  ])
})

test('market.tf shows closed bars of a longer timeframe, from call to call', () => {
  const script = `local kept
function detect_opportunity(market)
  kept = kept or market.tf("4h")
  print(kept == market.tf("4h"), kept.timeframe, kept.bar_index, kept.close, kept.open, kept.price)
end`
  const slot = openSlot(guest, script)
  slot.detect(2)
  slot.detect(3)
  slot.detect(9)
  // The 4-hour bars close with the hourly bars 3 and 7.
  expect(slot.logs()).toEqual([
    'true\t4h\t-1\tNaN\tNaN\t102.0',
    'true\t4h\t0\t103.0\t99.5\t103.0',
    'true\t4h\t1\t107.0\t103.5\t109.0',
  ])
})

test.each([
  ['market.price = 1', 'market.price is read-only'],
  ['market.mine = 1', 'market.mine is read-only'],
  ['market[1] = 1', 'market[1] is read-only'],
  ['context.state = "Watch"', 'context.state is read-only'],
  ['context.params.fast = 1', 'context.params.fast is read-only'],
  ['context.account.cash = 1e9', 'context.account.cash is read-only'],
  ['indicators.ema = nil', 'indicators.ema is read-only'],
  ['action.enter = print', 'action.enter is read-only'],
  ['table.insert(market, 1)', 'market[1] is read-only'],
])('%s is an error', (statement, message) => {
  expect(failure(guest, statement, { params: { fast: 9 } })).toMatchObject({ message, line: 1 })
})

test('a name that is not there is an error that lists what is', () => {
  expect(failure(guest, 'local x = context.data.a == market.prise').message).toMatch(
    /^market\.prise does not exist; market has symbol, timeframe, timestamp, price, /,
  )
  expect(
    failure(guest, 'print(context.params.fats)', { params: { fast: 1, slow: 2 } }).message,
  ).toBe('context.params.fats does not exist; context.params has fast, slow')
})

test('params are integers where they are whole, and can be walked through', () => {
  const params = { fast: 9, factor: 1.5, mode: 'a', strict: true }
  const body = `local p = context.params print(p.fast, p.factor, p.mode, p.strict)
    local n = {} for k in pairs(p) do n[#n + 1] = k end print(table.concat(n, " "))`
  expect(logged(guest, body, { params })).toEqual(['9\t1.5\ta\ttrue', 'fast factor mode strict'])
})

test('context shows state, account, position and resting entry', () => {
  const script = `function manage_position(market, context)
  local p, e, a = context.position, context.pending_entry, context.account
  print(context.state, context.bars_in_state, a.equity, a.cash, a.currency)
  print(p and p.side, p and p.quantity, p and p.stop, p and p.r_multiple, p and p.bars_held, p and p.entry_time)
  print(e and e.side, e and e.type, e and e.quantity, e and e.price, e and e.limit_price)
end`
  const slot = openSlot(guest, script)
  slot.manage(0, {
    barsInState: 3,
    equity: 10000,
    cash: 9500.5,
    side: -1,
    quantity: 2,
    stop: 110,
    barsHeld: 3,
    entryTime: 1704067200000,
    pendingSide: 1,
    pendingType: 3,
    pendingQuantity: 1,
    pendingPrice: 99,
    pendingLimitPrice: 99.5,
  })
  slot.manage(1, { side: 0, pendingSide: 0 })
  expect(slot.logs()).toEqual([
    'InTrade\t3\t10000.0\t9500.5\tUSDT',
    'short\t2.0\t110.0\tnil\t3\t1704067200000',
    'long\tstop_limit\t1.0\t99.0\t99.5',
    'InTrade\t3\t10000.0\t9500.5\tUSDT',
    'nil\tnil\tnil\tnil\tnil\tnil',
    'nil\tnil\tnil\tnil\tnil',
  ])
})

test('indicators have the values of the latest closed bar, with options and operands', () => {
  // Closes rise by 1: sma(3) is the close before the last, an hour back one less.
  const body = `print(indicators.sma(3), indicators:sma(3), indicators.sma(3, {offset = 1}))
    print(indicators.sma(2, {timeframe = "4h"}), indicators.sma(3, {source = "high"}))
    print(indicators.rising({"sma", 3}, 2), indicators.falling("close", 1), indicators.crossed_above("close", 108.5))
    print(indicators.crossed_above({"sma", 1}, {"sma", 3, {offset = 1}}), indicators.sma(50) ~= indicators.sma(50))`
  expect(logged(guest, body, {}, 9)).toEqual([
    '108.0\t108.0\t107.0',
    '105.0\t109.0',
    'true\tfalse\ttrue',
    'false\ttrue',
  ])
})

test('an indicator with several outputs gives a fresh table, NaN before it is warm', () => {
  const body = `local b = indicators.bollinger(3, 2) local same = indicators.bollinger(3, 2)
    print(b.middle, b ~= same, b.upper > b.middle, b.lower == same.lower)
    b.middle = 0 print(indicators.bollinger(3, 2).middle)
    local m = indicators.macd(12, 26, 9) print(m.macd ~= m.macd, m.signal ~= m.signal, m.histogram ~= m.histogram)`
  expect(logged(guest, body, {}, 9)).toEqual([
    '108.0\ttrue\ttrue\ttrue',
    '108.0',
    'true\ttrue\ttrue',
  ])
})
