// Kite's binary frames, made by its documentation.

export function frameOf(...packets: readonly Uint8Array[]): Buffer {
  const count = Buffer.alloc(2)
  count.writeUInt16BE(packets.length)
  const parts = packets.flatMap((packet) => {
    const length = Buffer.alloc(2)
    length.writeUInt16BE(packet.length)
    return [length, Buffer.from(packet)]
  })
  return Buffer.concat([count, ...parts])
}

export interface Full {
  readonly token: number
  /** In hundredths of a rupee. */
  readonly price?: number
  readonly volume?: number
  readonly seconds?: number
}

/** A bid of 5 at 1573.40, and no ask. */
export function fullPacket({ token, price = 157_370, volume = 0, seconds = 0 }: Full): Buffer {
  const packet = Buffer.alloc(184)
  packet.writeUInt32BE(token, 0)
  packet.writeInt32BE(price, 4)
  packet.writeInt32BE(volume, 16)
  packet.writeInt32BE(seconds, 44)
  packet.writeInt32BE(seconds, 60)
  packet.writeInt32BE(5, 64)
  packet.writeInt32BE(157_340, 68)
  packet.writeInt16BE(1, 72)
  return packet
}
