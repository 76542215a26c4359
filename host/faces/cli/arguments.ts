// The values of options: text in, checked value out; what is wrong is said in one sentence.
import { InvalidArgumentError } from 'commander'
import { parseTimestamp } from '#host/data/timestamp.ts'
import { TIMEFRAMES, timeframeMs } from '#sdk/timeframe.ts'

/** For options that may repeat. */
export function collect(value: string, previous: readonly string[] = []): readonly string[] {
  if (value === '') throw new InvalidArgumentError('Expected a value, received nothing.')
  return [...previous, value]
}

export function positiveNumber(text: string): number {
  const value = toNumber(text)
  if (value > 0) return value
  throw new InvalidArgumentError('Expected a number above 0.')
}

export function nonNegativeNumber(text: string): number {
  const value = toNumber(text)
  if (value >= 0) return value
  throw new InvalidArgumentError('Expected a number, 0 or above.')
}

export function share(text: string): number {
  const value = toNumber(text)
  if (value > 0 && value <= 1) return value
  throw new InvalidArgumentError('Expected a fraction above 0, up to 1 (0.1 is 10 %).')
}

/** Hundredths of a percent → a fraction. */
export function basisPoints(text: string): number {
  const value = toNumber(text)
  if (value >= 0 && value < 10_000) return value / 10_000
  throw new InvalidArgumentError('Expected basis points from 0 to below 10000 (1 % is 100).')
}

export function wholeNumber(text: string): number {
  const value = toNumber(text)
  if (Number.isSafeInteger(value) && value >= 0) return value
  throw new InvalidArgumentError('Expected a whole number, 0 or above.')
}

/** How many lines to show. */
export function countOrAll(text: string): number {
  return text === 'all' ? Number.POSITIVE_INFINITY : wholeNumber(text)
}

export function timeframe(text: string): string {
  if (timeframeMs(text) !== null) return text
  throw new InvalidArgumentError(`Expected one of ${Object.keys(TIMEFRAMES).join(' ')}.`)
}

/** ISO 8601 (UTC where no offset is given; a date is its midnight) or a number as in bar files. */
export function instant(text: string): number {
  const bytes = new TextEncoder().encode(text.trim())
  const ms = parseTimestamp(bytes, 0, bytes.length)
  if (Number.isFinite(ms)) return ms
  throw new InvalidArgumentError('Expected a date such as 2025-01-31 or 2025-01-31T08:30Z.')
}

/** "fast=9,slow=21"; may repeat, the last value of a name wins. */
export function params(
  text: string,
  previous: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const given: Record<string, string> = { ...previous }
  for (const pair of text.split(',')) {
    const [, name, value] = /^\s*([^=\s]+)\s*=\s*(.*?)\s*$/.exec(pair) ?? []
    if (name === undefined || value === undefined || value === '') {
      throw new InvalidArgumentError(`Expected name=value,…, received "${pair}".`)
    }
    given[name] = value
  }
  return given
}

function toNumber(text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  return Number.isFinite(value) ? value : Number.NaN
}

/** Market time per real time. */
export function speed(text: string): number | 'max' {
  if (text === 'max') return 'max'
  const factor = Number(text)
  if (factor > 0 && Number.isFinite(factor)) return factor
  throw new InvalidArgumentError('Expected a number above 0, or "max".')
}
