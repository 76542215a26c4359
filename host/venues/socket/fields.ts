// Reading what a venue has sent, field by field: a value of the right kind, or a FrameFault that
// names the field. Venues write numbers as text mostly, times in three ways.

/** The frame is not what the venue's documentation promises. */
export class FrameFault extends Error {
  override readonly name = 'FrameFault'
}

export type Fields = Readonly<Record<string, unknown>>

export function parseFrame(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new FrameFault('it is not JSON')
  }
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function fields(value: unknown, name: string): Fields {
  return isFields(value) ? value : wrong(name, 'an object', value)
}

export function list(value: unknown, name: string): readonly unknown[] {
  return Array.isArray(value) ? value : wrong(name, 'a list', value)
}

export function text(value: unknown, name: string): string {
  return typeof value === 'string' ? value : wrong(name, 'text', value)
}

export function flag(value: unknown, name: string): boolean {
  return typeof value === 'boolean' ? value : wrong(name, 'true or false', value)
}

/** A number, or a number written as text; finite. */
export function decimal(value: unknown, name: string): number {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number)
    ? number
    : wrong(name, 'a number', value)
}

/** Ms UTC of a text such as 2023-10-04T16:26:30.524394914Z; what is below a ms is cut off. */
export function isoTime(value: unknown, name: string): number {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(ms) ? wrong(name, 'a time in ISO 8601', value) : ms
}

/** A number that numbers things; NaN where doubles cannot tell it from its neighbours. */
export function identity(value: unknown): number {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
  return Number.isSafeInteger(number) ? (number as number) : Number.NaN
}

/** What the venue says to people; whatever it is, it is shown. */
export function words(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing')
}

function wrong(name: string, expected: string, value: unknown): never {
  // Not String(): an object of theirs may have a toString of its own.
  const shown = (JSON.stringify(value) ?? 'nothing').slice(0, 40)
  throw new FrameFault(`expected ${name} to be ${expected}, received ${shown}`)
}
