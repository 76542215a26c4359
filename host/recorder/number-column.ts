// One column of doubles in few bytes, and back bit for bit (every NaN is the same NaN). Decimal
// numbers, as venues send them, become whole numbers of their last decimal: written as they are, or
// as steps from one to the next, whichever is shorter. What is no decimal number stays a double.
import type { ByteReader } from './byte-reader.ts'
import { type ByteWriter, varintBytes } from './byte-writer.ts'

/** How a column is written: its first byte. */
const MODE = { constant: 0, doubles: 1, decimals: 2, steps: 3 } as const
/** Added to the mode where some values, but not all, are NaN: a bit for each says which are not. */
const HAS_NAN = 0x80

const DECIMALS_MAX = 12
const POWERS = Array.from({ length: DECIMALS_MAX + 1 }, (_, i) => 10 ** i)
/** Twice the difference of two such numbers is still exact. */
const WHOLE_MAX = 2 ** 51

export function writeColumn(writer: ByteWriter, values: Float64Array): void {
  if (values.length === 0) return
  if (isConstant(values)) {
    writer.byte(MODE.constant)
    writer.double(values[0]!)
    return
  }
  const known = withoutNaN(values)
  const flag = known === values ? 0 : HAS_NAN
  const decimals = decimalsOf(known)
  const whole = decimals === null ? null : wholeOf(known, POWERS[decimals]!)
  if (decimals === null || whole === null) {
    writer.byte(MODE.doubles | flag)
    if (flag !== 0) writeMask(writer, values)
    writer.bytes(transposed(known))
    return
  }
  const steps = stepsOf(whole)
  toUnsigned(whole)
  toUnsigned(steps)
  const isSteps = size(steps) < size(whole)
  writer.byte((isSteps ? MODE.steps : MODE.decimals) | flag)
  if (flag !== 0) writeMask(writer, values)
  writer.byte(decimals)
  writer.varints(isSteps ? steps : whole)
}

export function readColumn(reader: ByteReader, count: number): Float64Array {
  const values = new Float64Array(count)
  if (count === 0) return values
  const head = reader.byte()
  const mode = head & ~HAS_NAN
  if (mode === MODE.constant) return values.fill(reader.double())
  const mask = (head & HAS_NAN) === 0 ? null : reader.bytes(Math.ceil(count / 8))
  const known = readKnown(reader, mode, mask === null ? count : bitsOf(mask, count))
  if (mask === null) return known
  let next = 0
  for (let i = 0; i < count; i++) values[i] = isSet(mask, i) ? known[next++]! : Number.NaN
  return values
}

function readKnown(reader: ByteReader, mode: number, count: number): Float64Array {
  if (mode === MODE.doubles) return untransposed(reader.bytes(8 * count), count)
  if (mode !== MODE.decimals && mode !== MODE.steps) {
    throw new RangeError(`expected a kind of column, received ${mode}`)
  }
  const power = POWERS[reader.count(DECIMALS_MAX)]!
  const values = new Float64Array(count)
  let sum = 0
  for (let i = 0; i < count; i++) {
    const whole = signed(reader.varint())
    sum = mode === MODE.steps ? sum + whole : whole
    values[i] = sum / power
  }
  return values
}

function isConstant(values: Float64Array): boolean {
  const first = values[0]!
  for (let i = 1; i < values.length; i++) if (!Object.is(values[i], first)) return false
  return true
}

/** The same array where there is none. */
function withoutNaN(values: Float64Array): Float64Array {
  let count = 0
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i])) count++
  if (count === values.length) return values
  const known = new Float64Array(count)
  let next = 0
  for (let i = 0; i < values.length; i++) {
    if (!Number.isNaN(values[i])) known[next++] = values[i]!
  }
  return known
}

/** The fewest decimals with which each value can be written exactly; null where that is too many. */
function decimalsOf(values: Float64Array): number | null {
  let decimals = 0
  let power = POWERS[0]!
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    while (Math.round(value * power) / power !== value) {
      if (++decimals > DECIMALS_MAX) return null
      power = POWERS[decimals]!
    }
  }
  return decimals
}

/**
 * Whole numbers of the last decimal; null where they do not give back each value. They do where they
 * are not too large: a quotient of exact numbers is rounded as a decimal number is when it is read.
 */
function wholeOf(values: Float64Array, power: number): Float64Array | null {
  const whole = new Float64Array(values.length)
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    const number = Math.round(value * power)
    const isSame = number / power === value && !Object.is(value, -0)
    if (!isSame || Math.abs(number) > WHOLE_MAX) return null
    whole[i] = number
  }
  return whole
}

function stepsOf(numbers: Float64Array): Float64Array {
  const steps = new Float64Array(numbers.length)
  let before = 0
  for (let i = 0; i < numbers.length; i++) {
    steps[i] = numbers[i]! - before
    before = numbers[i]!
  }
  return steps
}

function size(numbers: Float64Array): number {
  let bytes = 0
  for (let i = 0; i < numbers.length; i++) bytes += varintBytes(numbers[i]!)
  return bytes
}

/** 0, −1, 1, −2, 2 … → 0, 1, 2, 3, 4 … */
function toUnsigned(numbers: Float64Array): void {
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i]!
    numbers[i] = value < 0 ? -2 * value - 1 : 2 * value
  }
}

const signed = (value: number) => (value % 2 === 1 ? -(value + 1) / 2 : value / 2)

function writeMask(writer: ByteWriter, values: Float64Array): void {
  const mask = new Uint8Array(Math.ceil(values.length / 8))
  for (let i = 0; i < values.length; i++) {
    if (!Number.isNaN(values[i])) mask[i >> 3]! |= 1 << (i & 7)
  }
  writer.bytes(mask)
}

const isSet = (mask: Uint8Array, i: number) => ((mask[i >> 3]! >> (i & 7)) & 1) === 1

function bitsOf(mask: Uint8Array, count: number): number {
  let bits = 0
  for (let i = 0; i < count; i++) if (isSet(mask, i)) bits++
  return bits
}

/** All first bytes, then all second bytes …: those are alike, and compress. */
function transposed(values: Float64Array): Uint8Array {
  const { length } = values
  const view = new DataView(values.buffer, values.byteOffset)
  const bytes = new Uint8Array(8 * length)
  for (let i = 0; i < length; i++) {
    const at = 8 * i
    for (let k = 0; k < 8; k++) bytes[k * length + i] = view.getUint8(at + k)
  }
  return bytes
}

function untransposed(bytes: Uint8Array, count: number): Float64Array {
  const values = new Float64Array(count)
  const own = new Uint8Array(values.buffer)
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < 8; k++) own[8 * i + k] = bytes[k * count + i]!
  }
  return values
}
