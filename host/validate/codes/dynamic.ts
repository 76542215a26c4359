// Codes found by loading a script in its sandbox and running it over bars.
import type { CodeEntry } from './entry.ts'

export const DYNAMIC_CODES = {
  'load-error': {
    severity: 'error',
    meaning: 'The script fails while it loads.',
    explanation: 'Its top-level code raised an error. The place is the line that raised it.',
    example: {
      language: 'lua',
      wrong: 'local first = strategy.params.fast.default -- before strategy is assigned',
      right: 'strategy = { --[[ … ]] }',
    },
  },
  metadata: {
    severity: 'error',
    meaning: 'The metadata of the loaded strategy are not valid.',
    explanation:
      'As wrong-value and unknown-key, for values that only exist once the script has run.',
    example: { language: 'js', wrong: 'warmup: 2 * -10', right: 'warmup: 20' },
  },
  'dry-run-error': {
    severity: 'error',
    meaning: 'A callback fails on sample bars.',
    explanation:
      'The script was run over recorded bars, and a callback raised an error. Often a value that may be nil or null was used without a check.',
    example: {
      language: 'lua',
      wrong: 'local previous = market.bar(1).close',
      right: 'local bar = market.bar(1); if bar then local previous = bar.close end',
    },
  },
  'bad-return': {
    severity: 'error',
    meaning: 'A callback returns what its state does not allow.',
    explanation: 'Found on sample bars; the message holds the offending value.',
    example: { language: 'lua', wrong: 'return "long"', right: 'return { side = "long" }' },
  },
  'bad-data': {
    severity: 'error',
    meaning: 'context.data or an opportunity holds what cannot be kept.',
    explanation:
      'Both are trees of plain values: no functions, no cycles, no tables that are list and record at once.',
    example: {
      language: 'lua',
      wrong: 'context.data.filter = function() end',
      right: 'context.data.filter = "strict"',
    },
  },
  'never-reached': {
    severity: 'warning',
    meaning: 'A callback was never called on the sample bars.',
    explanation:
      'detect_opportunity found nothing, or filter_commitment never entered, so the later callbacks are unproven. That may be right for a rare setup.',
    example: {
      language: 'lua',
      wrong: 'if rsi < 0 then return { side = "long" } end',
      right: 'if rsi < 30 then return { side = "long" } end',
    },
  },
  'not-deterministic': {
    severity: 'error',
    meaning: 'Two runs over the same bars decide differently.',
    explanation:
      'A decision depends on something other than the events: usually a variable that outlives its run, or the order of keys of a table.',
    example: {
      language: 'lua',
      wrong: 'for name, level in pairs(levels) do return { level = level } end',
      right: 'for _, level in ipairs(levels) do return { level = level } end',
    },
  },
  'looks-ahead': {
    severity: 'error',
    meaning: 'A decision changes when later bars are taken away.',
    explanation:
      'No decision may depend on what comes after it. The script was run again over bars cut short, and decided otherwise on bars that both runs share.',
    example: {
      language: 'js',
      wrong: 'const future = bars[index + 1]',
      right: 'const latest = market.bar(0)',
    },
  },
  'warmup-too-short': {
    severity: 'warning',
    meaning: 'Decisions begin before all indicators have values.',
    explanation:
      'Until an indicator has a value it is NaN, and every comparison with NaN is false, which `not` and `else` turn into a yes. Reported where the script has a warmup that is shorter than its indicators need, and where it has none but decided something on the sample while an indicator that it uses had no value. Set warmup to the number in the message. A script without warmup that only waits for its indicators is right as it is.',
    example: {
      language: 'lua',
      wrong: 'warmup = 10 -- and indicators.ema(200)',
      right: 'warmup = 199',
    },
  },
  'cpu-limit': {
    severity: 'error',
    meaning: 'A call takes longer than its limit.',
    explanation: 'Usually a loop without an end, or one over all history on each bar.',
    example: {
      language: 'lua',
      wrong: 'while price < target do end',
      right: 'if price < target then return end',
    },
  },
  'memory-limit': {
    severity: 'error',
    meaning: 'The script needs more memory than it may have.',
    explanation: 'Usually a list that grows with each bar.',
    example: {
      language: 'lua',
      wrong: 'table.insert(context.data.closes, market.close)',
      right: 'market.bar(20).close',
    },
  },
  'runner-lost': {
    severity: 'error',
    meaning: 'The process that ran the script died.',
    explanation: 'The script exhausted its process; the host and all other scripts are unharmed.',
    example: {
      language: 'js',
      wrong: "'a'.repeat(2 ** 29).replace(/a/g, 'bb')",
      right: "'a'.repeat(10)",
    },
  },
} as const satisfies Readonly<Record<string, CodeEntry>>
