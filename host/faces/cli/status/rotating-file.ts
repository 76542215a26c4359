// A log's file: begins anew at a size, keeps some before it, and never ends the host. What cannot be
// written (a full disk, a folder that is gone) is counted, and told once there is room again.
import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'

export interface RotatingFileOptions {
  readonly path: string
  /** Before it begins anew. */
  readonly bytes: number
  /** Earlier files that stay: path.1 is the latest of them. */
  readonly kept: number
  /** In one sentence: it cannot be written; once for each time that this begins. */
  readonly onTrouble?: (message: string) => void
}

export class RotatingFile {
  readonly #options: RotatingFileOptions
  #fd: number | null = null
  #size = 0
  /** Lines that could not be written since the last that could. */
  #lost = 0
  /** The last line is not there to its end. */
  #isTorn = false

  constructor(options: RotatingFileOptions) {
    this.#options = options
  }

  /** A line with its end; never throws. */
  write(line: string): void {
    try {
      this.#rotateFor(line)
      this.#fd ??= this.#open()
      if (this.#lost > 0) this.#put(lostLine(this.#lost))
      this.#lost = 0
      this.#put(line)
    } catch (error) {
      this.#lost += 1
      this.close()
      if (this.#lost > 1) return
      const { path, onTrouble = () => {} } = this.#options
      onTrouble(`the log ${path} cannot be written: ${(error as Error).message}`)
    }
  }

  close(): void {
    const fd = this.#fd
    this.#fd = null
    if (fd === null) return
    try {
      closeSync(fd)
    } catch {
      // There is nothing to be done about it, and nothing is lost that was not before.
    }
  }

  #open(): number {
    const { path } = this.#options
    mkdirSync(dirname(path), { recursive: true })
    const fd = openSync(path, 'a')
    this.#size = fstatSync(fd).size
    return fd
  }

  #put(line: string): void {
    const bytes = Buffer.from(this.#isTorn ? `\n${line}` : line)
    const written = writeSync(this.#fd!, bytes)
    this.#size += written
    this.#isTorn = written < bytes.length
    if (this.#isTorn) throw new Error('there is no room for a whole line')
  }

  #rotateFor(line: string): void {
    const { path, bytes, kept } = this.#options
    this.#fd ??= this.#open()
    if (this.#size === 0 || this.#size + Buffer.byteLength(line) <= bytes) return
    this.close()
    const names = [path, ...Array.from({ length: kept }, (_, i) => `${path}.${i + 1}`)]
    rmSync(names.at(-1)!, { force: true })
    for (let i = names.length - 2; i >= 0; i--) {
      if (existsSync(names[i]!)) renameSync(names[i]!, names[i + 1]!)
    }
  }
}

const lostLine = (lost: number) =>
  `${JSON.stringify({ level: 40, time: Date.now(), msg: `${lost} lines before this one could not be written` })}\n`
