// Bytes that grow as they are written: small numbers in few bytes, doubles, text. What
// byte-reader.ts reads.

const FIRST_BYTES = 1 << 16
/** From here on the bit operators no longer hold a whole number. */
const SMALL = 2 ** 31

export class ByteWriter {
  #bytes = new Uint8Array(FIRST_BYTES)
  #view = new DataView(this.#bytes.buffer)
  #length = 0

  /** A copy of what was written. */
  take(): Uint8Array {
    return this.#bytes.slice(0, this.#length)
  }

  byte(value: number): void {
    this.#reserve(1)
    this.#bytes[this.#length++] = value
  }

  /** A whole number from 0 to 2^53 − 1, seven bits a byte, lowest first. */
  varint(value: number): void {
    this.#reserve(8)
    let rest = value
    while (rest >= SMALL) {
      this.#bytes[this.#length++] = (rest % 128) | 128
      rest = Math.floor(rest / 128)
    }
    while (rest >= 128) {
      this.#bytes[this.#length++] = (rest & 127) | 128
      rest >>>= 7
    }
    this.#bytes[this.#length++] = rest
  }

  varints(values: Float64Array): void {
    for (let i = 0; i < values.length; i++) this.varint(values[i]!)
  }

  double(value: number): void {
    this.#reserve(8)
    this.#view.setFloat64(this.#length, value, true)
    this.#length += 8
  }

  bytes(values: Uint8Array): void {
    this.#reserve(values.length)
    this.#bytes.set(values, this.#length)
    this.#length += values.length
  }

  text(value: string): void {
    const encoded = new TextEncoder().encode(value)
    this.varint(encoded.length)
    this.bytes(encoded)
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return
    const bytes = new Uint8Array(2 * (this.#bytes.length + count))
    bytes.set(this.#bytes)
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer)
  }
}

/** How many bytes `varint` takes for it. */
export function varintBytes(value: number): number {
  if (value < 128) return 1
  if (value < SMALL) return Math.ceil((32 - Math.clz32(value)) / 7)
  let count = 5
  for (let limit = 128 ** 5; value >= limit; limit *= 128) count++
  return count
}
