// Reads what byte-writer.ts wrote. Throws a RangeError where bytes are missing or make no sense;
// whoever reads a file turns it into an error that names the file.

export class ByteReader {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length
  }

  byte(): number {
    return this.bytes(1)[0]!
  }

  varint(): number {
    let value = 0
    for (let factor = 1; factor < 2 ** 56; factor *= 128) {
      const byte = this.byte()
      value += (byte & 127) * factor
      if (byte < 128) return value
    }
    throw new RangeError('expected a number of eight bytes at the most')
  }

  /** A number that may not be larger than makes sense. */
  count(max: number): number {
    const count = this.varint()
    if (count > max) throw new RangeError(`expected at most ${max}, received ${count}`)
    return count
  }

  double(): number {
    const at = this.#advance(8)
    return this.#view.getFloat64(at, true)
  }

  bytes(count: number): Uint8Array {
    const at = this.#advance(count)
    return this.#bytes.subarray(at, at + count)
  }

  text(): string {
    return new TextDecoder().decode(this.bytes(this.varint()))
  }

  #advance(count: number): number {
    const at = this.#at
    if (at + count > this.#bytes.length) throw new RangeError('expected more bytes')
    this.#at += count
    return at
  }
}
