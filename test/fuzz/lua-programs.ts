// Random Lua programs from a small grammar: tables and their metatables, coroutines, protected calls,
// and all that the environment offers. Loops are counted and functions call only what stands above
// them, so that every program ends.
import fc from 'fast-check'

const NAMES = [
  'a',
  'b',
  'c',
  't',
  'context.data',
  'context.data.x',
  'market',
  'context',
  '_G',
  '_ENV',
]
const name = fc.constantFrom(...NAMES)
const local = fc.constantFrom('a', 'b', 'c', 't')
const key = fc.constantFrom('x', 'y', '[1]', '[2]', '[-1]', '[0.5]', '[1e300]', '[true]', 'price')
const field = key.map((one) => (one.startsWith('[') ? one : `.${one}`))

const literal = fc.oneof(
  fc.constantFrom('nil', 'true', 'false', '0', '-0.0', '0/0', '1/0', '-1/0', '2147483647', '1e15'),
  fc.constantFrom('""', '"\\0"', '"\\255"', '"x"', '"__index"', '"\\u{1}NaN"', '("y"):rep(50)'),
  fc.integer({ min: -200, max: 200 }).map(String),
)

const OPERATORS = [
  '+',
  '-',
  '*',
  '/',
  '//',
  '%',
  '^',
  '..',
  '==',
  '<',
  '<=',
  'and',
  'or',
  '&',
  '<<',
]

/** Each is called with up to two expressions. */
const FUNCTIONS = [
  ...['tostring', 'tonumber', 'type', 'pairs', 'ipairs', 'next', 'select', 'rawget', 'rawlen'],
  ...['rawequal', 'getmetatable', 'error', 'assert', 'pcall', 'xpcall', 'require', 'log', 'print'],
  ...['string.format', 'string.find', 'string.gsub', 'string.byte', 'string.char', 'string.upper'],
  ...['table.concat', 'table.insert', 'table.remove', 'table.sort', 'table.pack', 'table.unpack'],
  ...['math.floor', 'math.random', 'math.max', 'math.tointeger', 'utf8.char', 'utf8.codepoint'],
  ...['os.time', 'os.date', 'os.difftime', 'coroutine.create', 'coroutine.wrap'],
  ...['coroutine.resume', 'coroutine.status', 'coroutine.yield', 'coroutine.running'],
  ...['indicators.ema', 'indicators.atr', 'indicators.macd', 'market.bar', 'market.highest'],
  ...['action.enter', 'action.exit', 'action.abandon', 'action.update_stop', 'action.trail_stop'],
]

const EVENTS = [
  '__index',
  '__newindex',
  '__call',
  '__add',
  '__eq',
  '__lt',
  '__le',
  '__len',
  '__concat',
]
const MORE = [
  '__tostring',
  '__pairs',
  '__gc',
  '__close',
  '__mode',
  '__metatable',
  '__name',
  '__unm',
]

interface Grammar {
  expression: string
  statement: string
  block: string
}

const grammar = fc.letrec<Grammar>((tie) => {
  const e = tie('expression')
  const table = fc
    .array(fc.tuple(fc.option(key, { nil: null }), e), { maxLength: 3 })
    .map(
      (items) =>
        `{ ${items.map(([k, value]) => (k === null ? value : `${k} = ${value}`)).join(', ')} }`,
    )
  const closure = tie('block').map((body) => `function(...) ${body} end`)
  const event = fc.constantFrom(...EVENTS, ...MORE)
  const metatable = fc
    .tuple(e, event, fc.oneof(closure, e))
    .map(
      ([of, on, handler]) =>
        `setmetatable(type(${of}) == "table" and ${of} or {}, { ${on} = ${handler} })`,
    )
  const call = fc
    .tuple(fc.constantFrom(...FUNCTIONS), fc.array(fc.oneof(e, closure), { maxLength: 2 }))
    .map(([callee, given]) => `${callee}(${given.join(', ')})`)
  return {
    expression: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      literal,
      name,
      fc.tuple(name, field).map(([of, one]) => of + one),
      table,
      call,
      fc.tuple(e, fc.constantFrom(...OPERATORS), e).map(([a, op, b]) => `(${a} ${op} ${b})`),
      e.map((one) => `(#${one})`),
      metatable,
      closure.map((one) => `pcall(${one})`),
      closure.map((one) => `coroutine.wrap(${one})()`),
    ),
    statement: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.tuple(local, e).map(([to, value]) => `${to} = ${value}`),
      fc.tuple(name, field, e).map(([to, one, value]) => `${to}${one} = ${value}`),
      fc
        .tuple(fc.constantFrom('context.data', 'detect_opportunity'), e)
        .map(([to, value]) => `${to} = ${value}`),
      call,
      fc.tuple(e, tie('block')).map(([when, body]) => `if ${when} then ${body} end`),
      fc.tuple(fc.nat(4), tie('block')).map(([n, body]) => `for i = 1, ${n} do ${body} end`),
      e.map((one) => `for k, v in pairs(${one}) do log(k) break end`),
      e.map((one) => `error(${one})`),
      closure.map((one) => `pcall(${one})`),
    ),
    block: fc
      .tuple(fc.array(tie('statement'), { maxLength: 4 }), fc.option(e, { nil: null, freq: 3 }))
      .map(([all, last]) => [...all, last === null ? '' : `return ${last}`].join('; ')),
  }
})

/** A script whose three callbacks are random. */
export const luaPrograms = fc.tuple(grammar.block, grammar.block, grammar.block, grammar.block).map(
  ([top, detect, filter, manage]) => `strategy = { name = "fuzz", timeframe = "1h" }
local a, b, c, t = 1, "b", {}, setmetatable({}, { __index = function(_, k) return k end })
do local market, context, indicators = {}, { data = {} }, {}; pcall(function(...) ${top} end) end
function detect_opportunity(market, context, indicators) ${detect} end
function filter_commitment(market, context, indicators) ${filter} end
function manage_position(market, context, indicators) ${manage} end`,
)
