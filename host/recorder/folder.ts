// The files of a recording: <number>-<first event's time>.wfr, in the order of their numbers, each
// perhaps with a tail beside it while it is written, or after a crash. Names only.
import { readdirSync, statSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'

export interface RecordingFile {
  readonly path: string
  readonly number: number
  /** Receive time of its first event, to the second; ms UTC. */
  readonly begun: number
}

const NAME = /^(\d{6,})-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.wfr$/

export const tailPath = (path: string) => `${path}-tail`

export function fileName(number: number, time: number): string {
  const at = new Date(time).toISOString().replace(/\.\d+|[-:]/g, '')
  return `${String(number).padStart(6, '0')}-${at}.wfr`
}

/** Oldest first; empty for what is no folder, or none with a recording in it. */
export function listFiles(folder: string): RecordingFile[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return []
  return readdirSync(folder)
    .flatMap((name) => {
      const match = NAME.exec(name)
      if (match === null) return []
      const [number, year, month, day, hour, minute, second] = match.slice(1).map(Number)
      const begun = Date.UTC(year!, month! - 1, day, hour, minute, second)
      return [{ path: join(folder, name), number: number!, begun }]
    })
    .sort((a, b) => a.number - b.number)
}

export const isRecording = (folder: string): boolean => listFiles(folder).length > 0

/** Of a session, in its folder. */
export const SESSION_RECORDING = 'market'
const DEFAULT_SESSIONS = '.watchfire/sessions'

/**
 * The folder of the recording that is meant: itself, the folder of a session that has one, or a session's
 * name; null for anything else.
 */
export function recordingAt(spec: string, sessions = DEFAULT_SESSIONS): string | null {
  const places = [spec, join(spec, SESSION_RECORDING), join(sessions, spec, SESSION_RECORDING)]
  return places.find(isRecording) ?? null
}

export const sizeOf = (path: string): number =>
  [path, tailPath(path)].reduce(
    (sum, one) => sum + (statSync(one, { throwIfNoEntry: false })?.size ?? 0),
    0,
  )

/**
 * Deletes the oldest files: those that ended more than `keepMs` before `now`, and as many more as it
 * takes to have `keepBytes` at the most. Never the newest one.
 */
export function deleteOld(
  folder: string,
  now: number,
  { keepMs, keepBytes }: { readonly keepMs: number; readonly keepBytes: number },
): void {
  const files = listFiles(folder)
  const sizes = files.map(({ path }) => sizeOf(path))
  let total = sizes.reduce((sum, size) => sum + size, 0)
  for (const [i, { path }] of files.slice(0, -1).entries()) {
    // A file ends where the next one begins, and its name tells that to the second.
    const ended = files[i + 1]!.begun + 1000
    if (ended > now - keepMs && total <= keepBytes) return
    total -= sizes[i]!
    unlinkSync(path)
    if (statSync(tailPath(path), { throwIfNoEntry: false })) unlinkSync(tailPath(path))
  }
}
