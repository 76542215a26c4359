// The frames of one file of a recording, without reading more than is asked for. A last frame that
// a crash cut off is left out without a word; a damaged one before the end is an error.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { constants, zstdDecompressSync } from 'node:zlib'
import { HostError } from '../errors.ts'
import type { MarketEvent } from '../feeds/market-event.ts'
import { decodeChunk } from './chunk.ts'
import { FILE_MAGIC, type FrameHead, HEAD_BYTES, isWhole, readHead } from './frame.ts'

/** Of one chunk, unpacked: many times what a recorder puts into one. */
const CHUNK_BYTES_MAX = 2 ** 28

export interface Frame {
  readonly head: FrameHead
  /** Reads and checks it; throws a HostError for what is damaged. */
  payload(): Uint8Array
}

/** The path's whole frames in their order; nothing where there is no such file. */
export function* readFrames(path: string): Generator<Frame> {
  const file = openFile(path)
  if (file === null) return
  try {
    const size = fstatSync(file).size
    const magic = readAt(file, 0, FILE_MAGIC.length)
    if (magic.length < FILE_MAGIC.length) return
    if (!magic.equals(FILE_MAGIC)) throw foreign(path)
    for (let at = FILE_MAGIC.length; at + HEAD_BYTES <= size; ) {
      const bytes = readAt(file, at, HEAD_BYTES)
      const head = readHead(bytes)
      if (head === null) {
        if (isEmpty(file, at, size)) return
        throw damaged(path, at)
      }
      const end = at + HEAD_BYTES + head.length
      if (end > size) return
      let read: Uint8Array | null = null
      const payload = () => {
        read ??= readAt(file, at + HEAD_BYTES, head.length)
        if (!isWhole(bytes, read)) throw damaged(path, at)
        return read
      }
      // Cut off by a power failure: its length is there, its bytes are not.
      if (end === size && !isWhole(bytes, readAt(file, at + HEAD_BYTES, head.length))) return
      yield { head, payload }
      at = end
    }
  } finally {
    closeSync(file)
  }
}

/** The events of a frame that holds a chunk. */
export function eventsOf({ head, payload }: Frame, path: string): MarketEvent[] {
  const bytes = payload()
  try {
    return decodeChunk(head.kind === 'packed' ? unpack(bytes) : bytes)
  } catch (cause) {
    if (cause instanceof HostError) throw cause
    throw new HostError('bad-data', 'this recording holds a chunk that makes no sense', {
      file: path,
      hint: 'it was written by another version, or is damaged; delete the file, the others are read',
      cause,
    })
  }
}

const unpack = (bytes: Uint8Array): Uint8Array =>
  zstdDecompressSync(bytes, {
    maxOutputLength: CHUNK_BYTES_MAX,
    params: { [constants.ZSTD_d_windowLogMax]: 27 },
  })

function openFile(path: string): number | null {
  try {
    return openSync(path, 'r')
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT') return null
    throw new HostError('unreadable', `cannot be read (${code})`, { file: path, cause })
  }
}

function readAt(file: number, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  let done = 0
  while (done < length) {
    const count = readSync(file, bytes, done, length - done, at + done)
    if (count === 0) break
    done += count
  }
  return bytes.subarray(0, done)
}

/** Nothing but zeros: room that was made, and never written to. */
function isEmpty(file: number, at: number, size: number): boolean {
  return readAt(file, at, Math.min(size - at, 1 << 20)).every((byte) => byte === 0)
}

function foreign(path: string): HostError {
  return new HostError('bad-format', 'this is not a recording of this version of Watchfire', {
    file: path,
  })
}

function damaged(path: string, at: number): HostError {
  return new HostError('bad-data', `this recording is damaged at byte ${at}`, {
    file: path,
    hint: 'delete the file, or cut it there: what comes before is whole',
  })
}
