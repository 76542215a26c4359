// Open times as files write them, to milliseconds since 1970 UTC: numbers in s, ms or µs, and
// ISO 8601 straight from the bytes.
import { parseDecimal } from './decimal.ts'

const DAY_MS = 86_400_000
/** 9999-12-31T23:59:59.999Z; what lies beyond is a unit that was not meant (nanoseconds). */
const TIME_MS_MAX = 253_402_300_799_999

/** A number's unit follows from its size. NaN for what cannot be a time. */
export function timeFromNumber(value: number): number {
  const size = Math.abs(value)
  const ms = size < 1e11 ? value * 1000 : size < 1e14 ? value : value / 1000
  return Math.abs(ms) <= TIME_MS_MAX ? Math.floor(ms) : Number.NaN
}

/** The time in bytes [start, end); NaN where there is none. */
export function parseTimestamp(bytes: Uint8Array, start: number, end: number): number {
  const isDate = bytes[start + 4] === 0x2d && end - start >= 10
  return isDate ? parseIso(bytes, start, end) : timeFromNumber(parseDecimal(bytes, start, end))
}

/** YYYY-MM-DD, then optionally T or a space, HH:MM[:SS[.fraction]] and Z or ±HH[:]MM. */
function parseIso(bytes: Uint8Array, start: number, end: number): number {
  const dayMs = parseDate(bytes, start)
  if (end - start === 10) return dayMs
  const separator = bytes[start + 10]
  if (separator !== 0x54 && separator !== 0x74 && separator !== 0x20) return Number.NaN
  const hour = digitsAt(bytes, start + 11, 2)
  const minute = bytes[start + 13] === 0x3a ? digitsAt(bytes, start + 14, 2) : Number.NaN
  let at = start + 16
  let ms = 0
  if (at < end && bytes[at] === 0x3a) {
    const second = digitsAt(bytes, at + 1, 2)
    ms = second < 60 ? second * 1000 : Number.NaN
    at += 3
    if (at < end && bytes[at] === 0x2e) {
      const fractionAt = ++at
      for (let weight = 100; at < end && isDigit(bytes[at]); at++, weight /= 10) {
        if (weight >= 1) ms += (bytes[at]! - 0x30) * weight
      }
      if (at === fractionAt) return Number.NaN
    }
  }
  if (!(hour < 24 && minute < 60 && at <= end)) return Number.NaN
  return dayMs + hour * 3_600_000 + minute * 60_000 + ms - parseOffset(bytes, at, end)
}

/** Ms from the civil date at `start`, 0 = 1970-01-01; NaN for a day that no calendar has. */
function parseDate(bytes: Uint8Array, start: number): number {
  const year = digitsAt(bytes, start, 4)
  const month = digitsAt(bytes, start + 5, 2)
  const day = digitsAt(bytes, start + 8, 2)
  if (bytes[start + 7] !== 0x2d || !(month >= 1 && month <= 12 && day >= 1)) return Number.NaN
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const monthDays = month === 2 ? (isLeap ? 29 : 28) : 30 + ((month + (month >> 3)) & 1)
  if (day > monthDays) return Number.NaN
  // Years that begin in March put the leap day last: days before a month are then one formula.
  const y = month > 2 ? year : year - 1
  const monthsSinceMarch = (month + 9) % 12
  const leapDays = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400)
  const days = 365 * y + leapDays + Math.floor((153 * monthsSinceMarch + 2) / 5) + day - 1
  return (days - 719_468) * DAY_MS
}

/** Ms ahead of UTC; 0 for nothing or Z. */
function parseOffset(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start
  if (length === 0) return 0
  if (length === 1) return bytes[start] === 0x5a || bytes[start] === 0x7a ? 0 : Number.NaN
  const sign = bytes[start] === 0x2b ? 1 : bytes[start] === 0x2d ? -1 : Number.NaN
  const hasColon = length === 6 && bytes[start + 3] === 0x3a
  const hour = digitsAt(bytes, start + 1, 2)
  const minute = length === 3 ? 0 : digitsAt(bytes, start + (hasColon ? 4 : 3), 2)
  const isWhole = length === 3 || length === 5 || hasColon
  return isWhole && hour < 24 && minute < 60 ? sign * (hour * 60 + minute) * 60_000 : Number.NaN
}

function digitsAt(bytes: Uint8Array, start: number, count: number): number {
  let value = 0
  for (let at = start; at < start + count; at++) {
    if (!isDigit(bytes[at])) return Number.NaN
    value = value * 10 + bytes[at]! - 0x30
  }
  return value
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39
}
