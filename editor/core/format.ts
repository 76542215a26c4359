// Numbers and times as the page writes them: UTC throughout, a real minus sign, fixed digits.

const MISSING = '–'
const formats = new Map<string, Intl.NumberFormat>()

export function number(value: number | null | undefined, digits = 0): string {
  if (value == null || !Number.isFinite(value)) return MISSING
  const key = String(digits)
  let format = formats.get(key)
  if (format === undefined) {
    format = new Intl.NumberFormat('en', {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    })
    formats.set(key, format)
  }
  const text = format.format(value)
  // A loss of less than can be shown is none.
  return /^-[0.,]*$/.test(text) ? text.slice(1) : text.replace('-', '−')
}

export const money = (value: number | null | undefined): string => number(value, 2)

export function signed(value: number | null | undefined, digits = 2): string {
  if (value == null || !Number.isFinite(value)) return MISSING
  const text = number(Math.abs(value), digits)
  return isZero(text) ? text : `${value > 0 ? '+' : '−'}${text}`
}

/** 0.1234 → 12.34 %. */
export const percent = (value: number | null | undefined, digits = 2): string =>
  value == null || !Number.isFinite(value) ? MISSING : `${number(value * 100, digits)} %`

export const signedPercent = (value: number | null | undefined, digits = 2): string =>
  value == null || !Number.isFinite(value) ? MISSING : `${signed(value * 100, digits)} %`

/** As many digits as a price of that size needs. */
export const price = (value: number | null | undefined): string =>
  number(value, priceDigits(value ?? 0))

export const priceDigits = (value: number): number =>
  Math.abs(value) >= 10 || value === 0 ? 2 : Math.abs(value) >= 0.1 ? 4 : 6

/** An indicator's value: six digits that count. */
export const reading = (value: number | null | undefined): string => {
  if (value == null || !Number.isFinite(value)) return MISSING
  const digits = value === 0 ? 0 : 5 - Math.floor(Math.log10(Math.abs(value)))
  return number(value, Math.min(Math.max(digits, 0), 8))
}

export const quantity = (value: number): string => String(Number(value.toPrecision(5)))

export const tone = (value: number): 'up' | 'down' | 'flat' =>
  value > 0 ? 'up' : value < 0 ? 'down' : 'flat'

const isZero = (text: string): boolean => /^[0.,]*$/.test(text)

const iso = (ms: number): string => new Date(ms).toISOString()

/** 2025-05-05 00:15 */
export const dateTime = (ms: number): string => iso(ms).slice(0, 16).replace('T', ' ')

/** 05-05 00:15 */
export const shortTime = (ms: number): string => dateTime(ms).slice(5)

export const date = (ms: number): string => iso(ms).slice(0, 10)

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
] as const

/** The two largest units: "3d 4h"; below a second, "12 ms". */
export function duration(ms: number | null | undefined): string {
  if (ms == null || !Number.isFinite(ms)) return MISSING
  if (ms < 1000) return `${Math.round(ms)} ms`
  const parts: string[] = []
  let rest = ms
  for (const [unit, size] of UNITS) {
    if (parts.length === 2) break
    const count = Math.floor(rest / size)
    rest -= count * size
    if (count > 0) parts.push(`${count}${unit}`)
    else if (parts.length === 1) break
  }
  return parts.join(' ')
}

export const plural = (count: number, noun: string): string =>
  `${number(count)} ${noun}${count === 1 ? '' : 's'}`
