// The flight recorder: every market event of a session into compressed files, at a cost that trading
// does not notice. A crash loses the last second at the most. When the disk fails, the recording
// ends with one line that says so; nothing here ever throws at whoever trades.
import { mkdirSync } from 'node:fs'
import { access, constants } from 'node:fs/promises'
import { join } from 'node:path'
import { HostError } from '../errors.ts'
import type { MarketEvent } from '../feeds/market-event.ts'
import { encodeChunk } from './chunk.ts'
import { deleteOld, fileName, listFiles } from './folder.ts'
import { type Chunk, OpenFile } from './recording-file.ts'
import { Summary } from './summary.ts'

export interface RecorderOptions {
  /** A file ends with each such span of UTC, by receive time. */
  readonly fileMs?: number
  /** … and once it has this size. */
  readonly fileBytesMax?: number
  /** Files that ended longer ago are deleted when a new one begins. */
  readonly keepMs?: number
  /** … and the oldest of those that together are larger. */
  readonly keepBytes?: number
  /** Told once, in one line, if the recording has to end before it is closed. */
  readonly onStop: (line: string) => void
}

export interface Recorder {
  hear(event: MarketEvent): void
  /** Resolves when all that was heard is with the operating system; never rejects. */
  flush(): Promise<void>
  /** Writes what is left. Never rejects; nothing is heard after it. */
  close(): Promise<void>
}

const HOUR_MS = 3_600_000
const DEFAULTS = {
  fileMs: HOUR_MS,
  fileBytesMax: 64 * 2 ** 20,
  keepMs: 30 * 24 * HOUR_MS,
  keepBytes: 10 * 2 ** 30,
}

/** What a crash loses at the most. */
const TAIL_MS = 1000
/** So many events, with their levels, make a chunk: a few ms of work. Until then the tail has them. */
const CHUNK_WEIGHT = 8192
/** Heard and not yet written: a disk that is so far behind will not catch up. */
const WAITING_BYTES_MAX = 64 * 2 ** 20

/** Throws a HostError where nothing can be written to `folder`, which is made if it is not there. */
export async function openRecorder(folder: string, options: RecorderOptions): Promise<Recorder> {
  try {
    mkdirSync(folder, { recursive: true })
    await access(folder, constants.W_OK)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new HostError('unwritable', `a recording cannot be written to "${folder}" (${code})`, {
      hint: 'check its permissions, or name another folder',
      cause,
    })
  }
  return new FlightRecorder(folder, options)
}

class FlightRecorder implements Recorder {
  readonly #folder: string
  readonly #options: Required<RecorderOptions>
  /** Heard since the last chunk; the first `#tailed` of them are in the tail. */
  #events: MarketEvent[] = []
  #tailed = 0
  #weight = 0
  /** The span of UTC that the running file is for. */
  #span = Number.NEGATIVE_INFINITY
  /** What is written, one after the other; never rejects. */
  #work: Promise<void> = Promise.resolve()
  #waitingBytes = 0
  /** As of the last that was written. */
  #file: OpenFile | null = null
  #isOver = false
  #hasFailed = false
  readonly #timer: NodeJS.Timeout

  constructor(folder: string, options: RecorderOptions) {
    this.#folder = folder
    this.#options = { ...DEFAULTS, ...options }
    this.#timer = setInterval(() => this.#writeTail(), TAIL_MS)
    // A recording is no reason for a process to stay.
    this.#timer.unref()
  }

  hear(event: MarketEvent): void {
    if (this.#isOver) return
    const span = Math.floor(event.receiveTime / this.#options.fileMs)
    // A clock that is set back is no reason for a new file.
    if (span > this.#span) {
      this.#writeChunk()
      this.#endFile()
      this.#span = span
    }
    this.#events.push(event)
    this.#weight += event.type === 'book' ? 1 + event.bids.length + event.asks.length : 1
    if (this.#weight >= CHUNK_WEIGHT) this.#writeChunk()
  }

  flush(): Promise<void> {
    this.#writeTail()
    return this.#work
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    this.#writeChunk()
    this.#endFile()
    this.#isOver = true
    await this.#work
  }

  #writeChunk(): void {
    const chunk = this.#take(this.#events)
    if (chunk === null) return
    this.#events = []
    this.#tailed = 0
    this.#weight = 0
    this.#later(chunk.bytes.length, async () => {
      const file = await this.#fileFor(chunk)
      await file.append(chunk)
      if (file.size >= this.#options.fileBytesMax) await this.#end()
    })
  }

  #writeTail(): void {
    const chunk = this.#take(this.#events.slice(this.#tailed))
    if (chunk === null) return
    this.#tailed = this.#events.length
    this.#later(chunk.bytes.length, async () => (await this.#fileFor(chunk)).appendToTail(chunk))
  }

  #endFile(): void {
    this.#later(0, () => this.#end())
  }

  async #end(): Promise<void> {
    const file = this.#file
    this.#file = null
    await file?.end()
  }

  async #fileFor({ streams }: Chunk): Promise<OpenFile> {
    if (this.#file !== null) return this.#file
    const number = (listFiles(this.#folder).at(-1)?.number ?? 0) + 1
    const from = Math.min(...streams.map((stream) => stream.from))
    const path = join(this.#folder, fileName(number, from))
    this.#file = await OpenFile.begin(path)
    deleteOld(this.#folder, from, this.#options)
    return this.#file
  }

  #take(events: readonly MarketEvent[]): Chunk | null {
    if (this.#isOver || events.length === 0) return null
    try {
      const summary = new Summary()
      for (const event of events) summary.add(event)
      return { bytes: encodeChunk(events), streams: summary.streams }
    } catch (error) {
      this.#stop(error)
      return null
    }
  }

  #later(bytes: number, job: () => Promise<void>): void {
    this.#waitingBytes += bytes
    if (this.#waitingBytes > WAITING_BYTES_MAX) {
      return this.#stop(new Error('the disk is too slow for what comes in'))
    }
    this.#work = this.#work
      .then(async () => {
        if (!this.#hasFailed) await job()
      })
      .catch((error: unknown) => this.#stop(error))
      .then(() => {
        this.#waitingBytes -= bytes
      })
  }

  #stop(error: unknown): void {
    if (this.#hasFailed) return
    this.#hasFailed = true
    this.#isOver = true
    clearInterval(this.#timer)
    this.#events = []
    this.#work = this.#work.then(() => this.#file?.release())
    const reason = error instanceof Error ? error.message : String(error)
    this.#options.onStop(
      `the recording in "${this.#folder}" has ended: ${reason}; trading goes on, unrecorded`,
    )
  }
}
