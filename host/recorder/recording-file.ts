// One file of a recording while it is written: whole chunks go to the file, what came since the last
// of them to its tail, once a second. Whatever fails rejects; what has been written stays readable.
import { type FileHandle, open, unlink } from 'node:fs/promises'
import { promisify } from 'node:util'
import { constants, zstdCompress } from 'node:zlib'
import { tailPath } from './folder.ts'
import { FILE_MAGIC, type FrameKind, frameBytes } from './frame.ts'
import { type StreamSummary, Summary } from './summary.ts'

const pack = promisify(zstdCompress)
/** Above it, chunks of this size hardly get smaller and take many times as long. */
const PACK_OPTIONS = { params: { [constants.ZSTD_c_compressionLevel]: 3 } }

/** Events that are written together, in the form of chunk.ts. */
export interface Chunk {
  readonly bytes: Uint8Array
  readonly streams: readonly StreamSummary[]
}

export class OpenFile {
  readonly #path: string
  readonly #main: FileHandle
  readonly #tail: FileHandle
  readonly #summary = new Summary()
  /** Bytes and events so far. */
  #size = FILE_MAGIC.length
  #count = 0
  /** … and in the tail. */
  #tailSize = FILE_MAGIC.length
  #tailCount = 0

  static async begin(path: string): Promise<OpenFile> {
    const main = await open(path, 'wx')
    try {
      await writeAll(main, FILE_MAGIC, 0)
      const tail = await open(tailPath(path), 'wx')
      await writeAll(tail, FILE_MAGIC, 0)
      return new OpenFile(path, main, tail)
    } catch (error) {
      await main.close()
      throw error
    }
  }

  private constructor(path: string, main: FileHandle, tail: FileHandle) {
    this.#path = path
    this.#main = main
    this.#tail = tail
  }

  get size(): number {
    return this.#size
  }

  /** The chunk holds all that the tail does: once it is down, the tail is emptied. */
  async append({ bytes, streams }: Chunk): Promise<void> {
    const head = headOf(streams, 'packed', this.#count)
    await this.#write(frameBytes(head, await pack(bytes, PACK_OPTIONS)))
    this.#count += head.count
    this.#summary.join(streams)
    if (this.#tailCount === 0) return
    // Also a power failure must find the one or the other.
    await this.#main.datasync()
    await this.#tail.truncate(FILE_MAGIC.length)
    this.#tailSize = FILE_MAGIC.length
    this.#tailCount = 0
  }

  async appendToTail({ bytes, streams }: Chunk): Promise<void> {
    const head = headOf(streams, 'plain', this.#count + this.#tailCount)
    const frame = frameBytes(head, bytes)
    await writeAll(this.#tail, frame, this.#tailSize)
    this.#tailSize += frame.length
    this.#tailCount += head.count
  }

  /** After the last chunk. */
  async end(): Promise<void> {
    const { streams } = this.#summary
    const payload = Buffer.from(JSON.stringify(streams))
    await this.#write(frameBytes(headOf(streams, 'summary', 0), payload))
    await this.#main.datasync()
    await this.release()
    await unlink(tailPath(this.#path))
  }

  /** Lets go of the files as they are. */
  async release(): Promise<void> {
    await Promise.allSettled([this.#main.close(), this.#tail.close()])
  }

  async #write(frame: Uint8Array): Promise<void> {
    await writeAll(this.#main, frame, this.#size)
    this.#size += frame.length
  }
}

function headOf(streams: readonly StreamSummary[], kind: FrameKind, firstNumber: number) {
  return {
    kind,
    firstNumber,
    count: streams.reduce((sum, { count }) => sum + count, 0),
    from: Math.min(...streams.map(({ from }) => from)),
    to: Math.max(...streams.map(({ to }) => to)),
  }
}

/** A write may take less than it is given, a nearly full disk's last one for example. */
async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done)
    done += bytesWritten
  }
}
