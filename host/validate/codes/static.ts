// Codes found over the syntax tree of a script.
import type { CodeEntry } from './entry.ts'

export const STATIC_CODES = {
  'missing-callback': {
    severity: 'error',
    meaning: 'One of the three callbacks is not defined.',
    explanation:
      'A strategy defines detect_opportunity, filter_commitment and manage_position (detectOpportunity, filterCommitment and managePosition in JavaScript). In Lua they are global functions.',
    example: {
      language: 'lua',
      wrong: 'local function detect_opportunity(market, context, indicators) end',
      right: 'function detect_opportunity(market, context, indicators) end',
    },
  },
  'misspelt-callback': {
    severity: 'error',
    meaning: 'A function is called almost like a callback or a hook.',
    explanation: 'It would never be called. Where the name is meant, make the function local.',
    example: {
      language: 'lua',
      wrong: 'function detect_oportunity(market, context, indicators) end',
      right: 'function detect_opportunity(market, context, indicators) end',
    },
  },
  'missing-metadata': {
    severity: 'error',
    meaning: 'The strategy, its name or its timeframe is missing.',
    explanation: 'name and timeframe are required; everything else has a default.',
    example: {
      language: 'lua',
      wrong: 'strategy = { name = "Breakout" }',
      right: 'strategy = { name = "Breakout", timeframe = "5m" }',
    },
  },
  'missing-default-export': {
    severity: 'error',
    meaning: 'The module has no default export.',
    explanation: 'The default export is the strategy.',
    example: {
      language: 'js',
      wrong: "const strategy = defineStrategy({ name: 'Breakout', /* … */ })",
      right: "export default defineStrategy({ name: 'Breakout', /* … */ })",
    },
  },
  'unknown-global': {
    severity: 'error',
    meaning: 'A name that is neither defined in the script nor there by itself.',
    explanation:
      'Reading it gives nil in Lua and stops the script in JavaScript. It is usually a misspelt variable or a missing import.',
    example: {
      language: 'js',
      wrong: 'const size = acton.enter({ side: "long" })',
      right: "import { action } from 'watchfire'",
    },
  },
  'accidental-global': {
    severity: 'warning',
    meaning: 'A function assigns a global that was never declared.',
    explanation:
      'Without `local`, Lua makes a global variable that dies with the isolate. Declare it local, or keep it in context.data.',
    example: {
      language: 'lua',
      wrong: 'distance = high - low',
      right: 'local distance = high - low',
    },
  },
  'module-state': {
    severity: 'warning',
    meaning: 'A function changes a variable that lives outside it.',
    explanation:
      'Such a variable is lost when the script is reloaded, when a runner crashes and when the host restarts, and the strategy then decides otherwise than in a replay. context.data survives all of them.',
    example: {
      language: 'lua',
      wrong: 'count = count + 1',
      right: 'context.data.count = (context.data.count or 0) + 1',
    },
  },
  removed: {
    severity: 'error',
    meaning: 'Something of the language that a script does not have.',
    explanation:
      'Scripts see no files, network, clock or timers, and cannot make code from text. The hint names what to use instead.',
    example: {
      language: 'lua',
      wrong: 'local now = os.clock()',
      right: 'local now = market.timestamp',
    },
  },
  'unknown-member': {
    severity: 'error',
    meaning: 'A member that the object does not have.',
    explanation:
      'market, context, indicators, action and what they return have a fixed set of members; names are snake_case in Lua and camelCase in JavaScript.',
    example: { language: 'lua', wrong: 'market.prise', right: 'market.price' },
  },
  'read-only': {
    severity: 'error',
    meaning: 'An assignment to something that a script only reads.',
    explanation: 'Of all that a callback is given, only context.data is writable.',
    example: {
      language: 'lua',
      wrong: 'context.position.stop = 100',
      right: 'return action.update_stop(100)',
    },
  },
  'unknown-key': {
    severity: 'error',
    meaning: 'A key that the table or object cannot have.',
    explanation:
      'A misspelt key would otherwise be ignored, and an order without its stop is no small matter.',
    example: {
      language: 'lua',
      wrong: 'action.enter{ side = "long", stop_los = 99 }',
      right: 'action.enter{ side = "long", stop = 99 }',
    },
  },
  'wrong-value': {
    severity: 'error',
    meaning: 'A value that can never be right where it stands.',
    explanation: 'The message says what was expected and what was received.',
    example: {
      language: 'lua',
      wrong: 'strategy = { name = "Breakout", timeframe = "7m" }',
      right: 'strategy = { name = "Breakout", timeframe = "5m" }',
    },
  },
  'wrong-arguments': {
    severity: 'error',
    meaning: 'A call with too few or too many arguments.',
    explanation: 'The message says what the function takes.',
    example: { language: 'lua', wrong: 'indicators.ema()', right: 'indicators.ema(20)' },
  },
  'bad-action': {
    severity: 'error',
    meaning: 'An action whose keys do not go together.',
    explanation:
      'An entry has exactly one size (or none, for the default sizing); risk needs a stop; limit and stop orders need a price, market orders have none.',
    example: {
      language: 'lua',
      wrong: 'action.enter{ side = "long", risk = 0.01 }',
      right: 'action.enter{ side = "long", risk = 0.01, stop = market.price * 0.98 }',
    },
  },
  'misplaced-action': {
    severity: 'error',
    meaning: 'An action that the callback cannot return.',
    explanation:
      'enter and abandon belong to filter_commitment; exit and the changes of stop and target to manage_position; detect_opportunity returns a plain table or object.',
    example: {
      language: 'lua',
      wrong: 'function detect_opportunity(market) return action.enter{ side = "long" } end',
      right: 'function detect_opportunity(market) return { side = "long" } end',
    },
  },
  'unused-action': {
    severity: 'warning',
    meaning: 'An action that is made but not returned.',
    explanation: 'An action does nothing by itself: the callback asks for it by returning it.',
    example: {
      language: 'lua',
      wrong: 'action.exit{ reason = "late" }',
      right: 'return action.exit{ reason = "late" }',
    },
  },
  type: {
    severity: 'error',
    meaning: 'A finding of the type checker.',
    explanation:
      'JavaScript and TypeScript are checked with `strict` against the types of the API; the number is that of TypeScript’s own message.',
    example: {
      language: 'ts',
      wrong: 'const stop = context.position.stop * 0.99',
      right: 'const stop = (context.position?.stop ?? market.price) * 0.99',
    },
  },
  'too-many-findings': {
    severity: 'error',
    meaning: 'The script has more findings than are listed.',
    explanation:
      'Mend the first ones: most of the others usually follow from them. The place is that of the first that is not listed.',
    example: {
      language: 'lua',
      wrong: '-- a thousand lines that read markt.close',
      right: 'local close = market.close',
    },
  },
} as const satisfies Readonly<Record<string, CodeEntry>>
