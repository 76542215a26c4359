// Numbers and times as people read them.
import { isoTime } from '#host/data/series.ts'

const NONE = '–'

/** Two decimals and thousands apart: 12,345.60 */
export function money(value: number | null): string {
  if (value === null) return NONE
  const [whole, cents] = Math.abs(value).toFixed(2).split('.') as [string, string]
  const sign = value < 0 && Number(`${whole}.${cents}`) !== 0 ? '-' : ''
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents}`
}

/** The same of a gain or a loss: +12.30, -4.00 */
export const signedMoney = (value: number) => `${value >= 0.005 ? '+' : ''}${money(value)}`

/** A fraction as percent. */
export function percent(value: number | null): string {
  return value === null ? NONE : `${(value * 100).toFixed(2)} %`
}

export function ratio(value: number | null): string {
  return value === null ? NONE : value.toFixed(2)
}

/** Eight digits tell any price apart. */
export function price(value: number): string {
  return String(Number(value.toPrecision(8)))
}

/** 2025-05-05 08:30 (UTC) */
export function time(ms: number): string {
  return isoTime(ms).replace('T', ' ').replace('Z', '')
}

export function duration(ms: number): string {
  const minutes = Math.round(ms / 60_000)
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)]
  if (days > 0) return hours > 0 ? `${days} d ${hours} h` : `${days} d`
  return hours > 0 ? `${hours} h ${minutes % 60} min` : `${minutes} min`
}

/** A share as percent, never 100 % while something is missing. */
export const sharePercent = (share: number) => `${(Math.floor(share * 10_000) / 100).toFixed(2)} %`

/** 44,640 */
export function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** 1 bar, 44,640 bars */
export const plural = (value: number, noun: string) =>
  `${count(value)} ${noun}${value === 1 ? '' : 's'}`

export function bytes(size: number): string {
  if (size < 2 ** 20) return `${(size / 2 ** 10).toFixed(0)} kB`
  return size < 2 ** 30 ? `${(size / 2 ** 20).toFixed(1)} MB` : `${(size / 2 ** 30).toFixed(1)} GB`
}
