// The files of a zip archive, from its central directory. Only what venues publish: stored or
// deflated entries below 2 GiB. Ours, for it is short: Node unpacks and sums, and no archive package
// is otherwise needed.
import { crc32, inflateRawSync } from 'node:zlib'
import { HostError } from '../../errors.ts'

export interface ZipEntry {
  readonly name: string
  readonly bytes: Uint8Array
}

// Signatures and offsets of the format (APPNOTE.TXT 4.3.7, 4.3.12, 4.3.16).
const END_SIGNATURE = 0x06054b50
const END_BYTES = 22
const COMMENT_BYTES_MAX = 65_535
const ENTRY_SIGNATURE = 0x02014b50
const ENTRY_BYTES = 46
const LOCAL_BYTES = 30
const DEFLATED = 8
const ENCRYPTED = 1
const SIZE_MAX = 2 ** 31

/** The entries whose names `isWanted`, unpacked. */
export function unzip(
  bytes: Uint8Array,
  path: string,
  isWanted: (name: string) => boolean,
): ZipEntry[] {
  try {
    return entriesOf(bytes, isWanted)
  } catch (cause) {
    throw new HostError('unreadable', 'this is not a whole zip archive', {
      file: path,
      hint: 'it is damaged, cut short, encrypted or of another kind; download it again',
      cause,
    })
  }
}

function entriesOf(bytes: Uint8Array, isWanted: (name: string) => boolean): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let end = bytes.length - END_BYTES
  while (view.getUint32(end, true) !== END_SIGNATURE) {
    if (--end < bytes.length - END_BYTES - COMMENT_BYTES_MAX) throw new RangeError('no directory')
  }
  const entries: ZipEntry[] = []
  let at = view.getUint32(end + 16, true)
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (view.getUint32(at, true) !== ENTRY_SIGNATURE)
      throw new RangeError('no entry where one is due')
    const nameBytes = view.getUint16(at + 28, true)
    const nameAt = at + ENTRY_BYTES
    const name = new TextDecoder().decode(bytes.subarray(nameAt, nameAt + nameBytes))
    if (isWanted(name)) entries.push({ name, bytes: unpack(bytes, view, at) })
    at = nameAt + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

function unpack(bytes: Uint8Array, view: DataView, at: number): Uint8Array {
  const [packed, size] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true)]
  const local = view.getUint32(at + 42, true)
  const isEncrypted = (view.getUint16(at + 8, true) & ENCRYPTED) !== 0
  if (isEncrypted || size >= SIZE_MAX) throw new RangeError('an entry of another kind')
  const names = view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
  const start = local + LOCAL_BYTES + names
  const data = bytes.subarray(start, start + packed)
  const isDeflated = view.getUint16(at + 10, true) === DEFLATED
  const content = isDeflated ? inflateRawSync(data, { maxOutputLength: size + 1 }) : data
  if (content.length !== size || crc32(content) !== view.getUint32(at + 16, true)) {
    throw new RangeError('an entry is not what the directory says')
  }
  return content
}
