// Every text that a script has had here, by its hash: nothing that was saved is ever lost.
import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { HostError } from '../errors.ts'

export interface Version {
  readonly sha256: string
  /** When it was kept (ms UTC). */
  readonly time: number
  readonly size: number
}

interface Line extends Version {
  readonly path: string
}

const SHA256 = /^[0-9a-f]{64}$/

export class Versions {
  readonly #folder: string
  readonly #index: string
  /** By script, oldest first. */
  readonly #lines = new Map<string, Line[]>()

  constructor(folder: string) {
    this.#folder = folder
    this.#index = join(folder, 'index.jsonl')
    if (!existsSync(this.#index)) return
    for (const text of readFileSync(this.#index, 'utf8').split('\n')) {
      const line = parse(text)
      if (line !== null) this.#add(line)
    }
  }

  /** Keeps the text unless it is the script's latest already. */
  keep(path: string, source: string, time: number): void {
    const sha256 = createHash('sha256').update(source).digest('hex')
    if (this.#lines.get(path)?.at(-1)?.sha256 === sha256) return
    mkdirSync(this.#folder, { recursive: true })
    const file = this.#file(sha256)
    if (!existsSync(file)) writeFileSync(file, source)
    const line = { path, sha256, time, size: Buffer.byteLength(source) }
    appendFileSync(this.#index, `${JSON.stringify(line)}\n`)
    this.#add(line)
  }

  /** The texts that a script had under another path are those of its new one too. */
  follow(path: string, to: string): void {
    for (const { sha256, time, size } of this.#lines.get(path) ?? []) {
      if (this.#lines.get(to)?.at(-1)?.sha256 === sha256) continue
      const line = { path: to, sha256, time, size }
      appendFileSync(this.#index, `${JSON.stringify(line)}\n`)
      this.#add(line)
    }
  }

  /** Newest first. */
  list(path: string): Version[] {
    return (this.#lines.get(path) ?? [])
      .map(({ sha256, time, size }) => ({ sha256, time, size }))
      .reverse()
  }

  read(sha256: string): string {
    if (!SHA256.test(sha256) || !existsSync(this.#file(sha256))) {
      throw new HostError('not-found', 'no such version')
    }
    return readFileSync(this.#file(sha256), 'utf8')
  }

  #add(line: Line): void {
    const lines = this.#lines.get(line.path) ?? []
    lines.push(line)
    this.#lines.set(line.path, lines)
  }

  #file(sha256: string): string {
    return join(this.#folder, `${sha256}.txt`)
  }
}

/** A last line that a crash cut off counts for nothing. */
function parse(text: string): Line | null {
  try {
    const line = JSON.parse(text) as Line
    return typeof line.path === 'string' && SHA256.test(line.sha256) ? line : null
  } catch {
    return null
  }
}
