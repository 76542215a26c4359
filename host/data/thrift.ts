// Thrift's compact protocol, as far as Parquet's footers and page headers use it: a struct comes as
// a map from field number to value. Throws where the bytes end or hold what is not expected here.

export type ThriftValue = number | boolean | string | ThriftStruct | readonly ThriftValue[]
export type ThriftStruct = ReadonlyMap<number, ThriftValue>

const STRUCT = 12
const LIST = 9

export class ThriftReader {
  readonly #bytes: Uint8Array
  /** Where the next value begins. */
  at: number

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes
    this.at = at
  }

  struct(): ThriftStruct {
    const fields = new Map<number, ThriftValue>()
    for (let id = 0; ; ) {
      const head = this.#byte()
      const type = head & 15
      if (type === 0) return fields
      const step = head >> 4
      id = step === 0 ? this.#signed() : id + step
      fields.set(id, this.#value(type))
    }
  }

  #value(type: number): ThriftValue {
    switch (type) {
      case 1:
      case 2:
        return type === 1
      case 3:
        return this.#byte()
      case 4:
      case 5:
      case 6:
        return this.#signed()
      case 8:
        return this.#text()
      case LIST:
        return this.#list()
      case STRUCT:
        return this.struct()
      default:
        throw new RangeError(`expected a type of the compact protocol, received ${type}`)
    }
  }

  #list(): ThriftValue[] {
    const head = this.#byte()
    const count = head >> 4 === 15 ? this.#unsigned() : head >> 4
    const type = head & 15
    // Every element takes a byte at least, so that a damaged count ends at the bytes' end.
    return Array.from({ length: Math.min(count, this.#bytes.length) }, () =>
      type <= 2 ? this.#byte() === 1 : this.#value(type),
    )
  }

  #text(): string {
    const length = this.#unsigned()
    const start = this.at
    this.at += length
    if (this.at > this.#bytes.length) throw new RangeError('the text ends behind the bytes')
    return new TextDecoder().decode(this.#bytes.subarray(start, this.at))
  }

  #signed(): number {
    const value = this.#unsigned()
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }

  /** Seven bits a byte; above 2^53 inexact, which no size or offset is. */
  #unsigned(): number {
    let value = 0
    for (let weight = 1; ; weight *= 128) {
      const byte = this.#byte()
      value += (byte & 127) * weight
      if (byte < 128) return value
    }
  }

  #byte(): number {
    const byte = this.#bytes[this.at++]
    if (byte === undefined) throw new RangeError('the bytes end inside a value')
    return byte
  }
}
