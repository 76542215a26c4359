// The checks that take seconds (types, dry run, look-ahead proof) follow once a version runs, one
// script after the other. What they find is told of the very version that was asked about, or not at all.
import type { Diagnostic } from '../validate/diagnostic.ts'

export interface Examiner {
  /** All findings of the version; null where it is not on the disk any more, or could not be told. */
  examine(path: string, sha256: string): Promise<readonly Diagnostic[] | null>
  close(): void
}

export interface Version {
  /** Absolute. */
  readonly path: string
  readonly sha256: string
}

export class SlowChecks {
  readonly #examiner: Examiner
  readonly #tell: (version: Version, diagnostics: readonly Diagnostic[]) => void
  /** By path: of versions that follow each other at once, only the last is looked at. */
  readonly #waiting = new Map<string, string>()
  #isBusy = false

  constructor(
    examiner: Examiner,
    tell: (version: Version, diagnostics: readonly Diagnostic[]) => void,
  ) {
    this.#examiner = examiner
    this.#tell = tell
  }

  ask({ path, sha256 }: Version): void {
    this.#waiting.set(path, sha256)
    if (!this.#isBusy) void this.#work()
  }

  async #work(): Promise<void> {
    this.#isBusy = true
    for (let next = this.#take(); next !== null; next = this.#take()) {
      const { path, sha256 } = next
      // Without the means to check, such as a compiler that is not installed, nothing is held against it.
      const found = await this.#examiner.examine(path, sha256).catch(() => null)
      if (found !== null) this.#tell(next, found)
    }
    this.#isBusy = false
  }

  #take(): Version | null {
    const [first] = this.#waiting
    if (first === undefined) return null
    const [path, sha256] = first
    this.#waiting.delete(path)
    return { path, sha256 }
  }
}

/** What a script is to answer for: that a process was lost may have been an accident. */
export const isHeldAgainst = ({ severity, code }: Diagnostic): boolean =>
  severity === 'error' && code !== 'runner-lost'
