// Decimal numbers straight from a file's bytes, to the double that Number() would give.

const MINUS = 0x2d
const PLUS = 0x2b
const POINT = 0x2e
const ZERO = 0x30

/** Powers of ten that a double holds exactly. */
const POWERS_OF_TEN = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`))

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/

/**
 * The number in bytes [start, end), NaN where they hold none. Digits up to 2^53 divided by an
 * exact power of ten are one correctly rounded operation, so the same double that Number()
 * gives; everything else goes to Number() itself.
 * Source: W. D. Clinger, "How to read floating point numbers accurately" (1990).
 */
export function parseDecimal(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  const sign = bytes[at]
  if (sign === MINUS || sign === PLUS) at++
  const firstDigit = at
  let digits = 0
  let pointAt = -1
  for (; at < end; at++) {
    const byte = bytes[at]!
    const digit = byte - ZERO
    if (digit >= 0 && digit <= 9) digits = digits * 10 + digit
    else if (byte === POINT && pointAt < 0) pointAt = at
    else return parseRareDecimal(bytes, start, end)
  }
  const decimals = pointAt < 0 ? 0 : end - pointAt - 1
  const hasDigit = end - firstDigit > (pointAt < 0 ? 0 : 1)
  if (!hasDigit || digits > Number.MAX_SAFE_INTEGER || decimals > 22) {
    return parseRareDecimal(bytes, start, end)
  }
  const magnitude = decimals === 0 ? digits : digits / POWERS_OF_TEN[decimals]!
  return sign === MINUS ? -magnitude : magnitude
}

function parseRareDecimal(bytes: Uint8Array, start: number, end: number): number {
  const text = textBetween(bytes, start, end)
  return DECIMAL.test(text) ? Number(text) : Number.NaN
}

/** Bytes [start, end) as text, for messages and rare cases. */
export function textBetween(bytes: Uint8Array, start: number, end: number): string {
  return new TextDecoder().decode(bytes.subarray(start, end))
}
