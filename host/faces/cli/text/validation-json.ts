// A script's check as JSON, in the words of the script contract.
import type { ValidateReport } from '#host/app/validate.ts'
import type { Cadence, Span } from '#sdk/domain.ts'
import type { Metadata } from '#sdk/metadata.ts'

export function validationJson(report: ValidateReport): string {
  const { valid, script, language, strategy, diagnostics, dryRun, proof } = report
  const summary = strategy === null ? null : strategyJson(strategy)
  const warmup = dryRun?.warmup ?? null
  const result = { valid, script, language, strategy: summary, diagnostics, warmup, proof }
  return `${JSON.stringify(result, null, 2)}\n`
}

/** As an author would write it, with what was left out filled in. */
function strategyJson(metadata: Metadata) {
  const { name, version, description, timeframe, symbols, warmup, params, cooldown } = metadata
  const { Watch, CloseWatch, InTrade } = metadata.cadence
  return {
    name,
    timeframe,
    params,
    version,
    description,
    symbols,
    warmup,
    cadence: {
      watch: cadenceText(Watch),
      close_watch: cadenceText(CloseWatch),
      in_trade: cadenceText(InTrade),
    },
    close_watch_timeout: spanText(metadata.closeWatchTimeout),
    cooldown,
  }
}

const cadenceText = (cadence: Cadence) =>
  typeof cadence === 'string' ? cadence : spanText(cadence)

export function spanText(span: Span): string {
  if ('bars' in span) return `${span.bars} ${span.bars === 1 ? 'bar' : 'bars'}`
  const [unit, ms] = UNITS.find(([, ms]) => span.ms % ms === 0)!
  return `${span.ms / ms}${unit}`
}

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
] as const
