// The frames that a recording's file is made of. Each says how long it is and carries a check sum
// over all of it, so that one that was cut off by a crash is known for what it is.
//
//   0  magic    4     8  length of the payload, bytes   4    24  earliest receive time, ms   8
//   4  kind     1    12  events in it                   4    32  latest receive time, ms     8
//   5  zeros    3    16  number of its first event      8    40  check sum (CRC-32)          4
import { crc32 } from 'node:zlib'

/** What a payload is: a chunk packed with Zstandard, a chunk as it is, a summary as JSON. */
export const FRAME_KINDS = ['packed', 'plain', 'summary'] as const
export type FrameKind = (typeof FRAME_KINDS)[number]

export interface FrameHead {
  readonly kind: FrameKind
  /** Bytes of the payload. */
  readonly length: number
  readonly count: number
  /** Of its first event, since the file's beginning. */
  readonly firstNumber: number
  readonly from: number
  readonly to: number
  readonly checkSum: number
}

export const FILE_MAGIC = Buffer.from('WFREC\x00\x00\x01', 'latin1')
export const HEAD_BYTES = 44

const MAGIC = 0x46_57_4c_46
const CHECK_SUM_AT = 40

export function frameBytes(
  head: Omit<FrameHead, 'length' | 'checkSum'>,
  payload: Uint8Array,
): Buffer {
  const bytes = Buffer.alloc(HEAD_BYTES + payload.length)
  bytes.writeUInt32LE(MAGIC, 0)
  bytes.writeUInt8(FRAME_KINDS.indexOf(head.kind), 4)
  bytes.writeUInt32LE(payload.length, 8)
  bytes.writeUInt32LE(head.count, 12)
  bytes.writeDoubleLE(head.firstNumber, 16)
  bytes.writeDoubleLE(head.from, 24)
  bytes.writeDoubleLE(head.to, 32)
  bytes.set(payload, HEAD_BYTES)
  bytes.writeUInt32LE(checkSum(bytes, payload), CHECK_SUM_AT)
  return bytes
}

/** null for bytes that no frame begins with. */
export function readHead(bytes: Buffer): FrameHead | null {
  const kind = FRAME_KINDS[bytes.readUInt8(4)]
  if (bytes.readUInt32LE(0) !== MAGIC || kind === undefined) return null
  return {
    kind,
    length: bytes.readUInt32LE(8),
    count: bytes.readUInt32LE(12),
    firstNumber: bytes.readDoubleLE(16),
    from: bytes.readDoubleLE(24),
    to: bytes.readDoubleLE(32),
    checkSum: bytes.readUInt32LE(CHECK_SUM_AT),
  }
}

export const isWhole = (head: Buffer, payload: Uint8Array): boolean =>
  head.readUInt32LE(CHECK_SUM_AT) === checkSum(head, payload)

const checkSum = (head: Uint8Array, payload: Uint8Array): number =>
  crc32(payload, crc32(head.subarray(0, CHECK_SUM_AT)))
