// A whole Lua strategy around an attack: it trades every few bars, so that what the attack changes
// would show. The attack's first line is line 3, in whichever callback it stands.

export interface LuaParts {
  /** At the top level, on line 1. */
  readonly top?: string
  readonly detect?: string
  readonly filter?: string
  readonly manage?: string
  /** Functions after the callbacks: hooks, as a rule. */
  readonly more?: string
}

/** `refuse(what, f, …)`: f must raise. `once()`: true at its first call, and says that it was tried. */
const HELPERS =
  `local function refuse(what, f, ...) local ok, got = pcall(f, ...) if ok then log("ESCAPED", what, got) end end
local wasTried = false local function once() if wasTried then return false end wasTried = true log("TRIED") return true end`
    .split('\n')
    .join(' ')

const BODIES = {
  detect:
    'if market.bar_index % 3 == 0 then return { at = market.price, n = market.bar_index } end',
  filter: 'return action.enter{ side = "long", quantity = 1, stop = market.price * 0.99 }',
  manage: 'if context.position.bars_held >= 2 then return action.exit{ reason = "time" } end',
}

const CALLBACKS = {
  detect: 'detect_opportunity',
  filter: 'filter_commitment',
  manage: 'manage_position',
} as const

export function luaScript({ top = '', more = '', ...attacks }: LuaParts): string {
  const names = Object.keys(CALLBACKS) as (keyof typeof CALLBACKS)[]
  const order = names.sort((a, b) => Number(b in attacks) - Number(a in attacks))
  const functions = order.map(
    (name) =>
      `function ${CALLBACKS[name]}(market, context, indicators)\n${attacks[name] ?? ''}\n${BODIES[name]}\nend`,
  )
  return `strategy = { name = "attack", timeframe = "1m" } ${HELPERS} ${top}\n${functions.join('\n')}\n${more}\n`
}

/** The strategy that does nothing but trade. */
export const HONEST = luaScript({})
