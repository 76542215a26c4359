// A file's bytes, unpacked where it is packed. Says what is wrong with a path before any reader
// looks inside.
import assert from 'node:assert/strict'
import { readFileSync, type Stats, statSync } from 'node:fs'
import { basename } from 'node:path'
import { gunzipSync, zstdDecompressSync } from 'node:zlib'
import { HostError } from '../errors.ts'

/** Large, for the default of 16 KiB costs a long joining of small pieces. */
const UNPACK_CHUNK_BYTES = 1 << 20

/** Longest first, so that the first that fits is the whole extension. */
export const BAR_FILE_EXTENSIONS = ['.csv.gz', '.csv.zst', '.parquet', '.csv'] as const
export type BarFileExtension = (typeof BAR_FILE_EXTENSIONS)[number]

/** Which kind of bar file `path` is by its name; letter case does not matter. */
export function barFileExtension(path: string): BarFileExtension | null {
  const name = path.toLowerCase()
  return BAR_FILE_EXTENSIONS.find((extension) => name.endsWith(extension)) ?? null
}

/** Throws unless `path` is a bar file that holds something; returns its kind. */
export function inspectBarFile(path: string): BarFileExtension {
  const size = statFile(path).size
  const extension = barFileExtension(path)
  if (extension === null) throw noBarFile(path, ['.csv', '.csv.gz', '.csv.zst', '.parquet'])
  checkSize(path, size)
  return extension
}

/** Throws unless `path` is a file that holds something. */
export function inspectFile(path: string): void {
  checkSize(path, statFile(path).size)
}

export function noBarFile(path: string, endings: readonly string[]): HostError {
  const list = `${endings.slice(0, -1).join(', ')} or ${endings.at(-1)}`
  return new HostError('bad-format', `${basename(path)} is not named as a bar file`, {
    file: path,
    hint: `a bar file ends in ${list}`,
  })
}

function checkSize(path: string, size: number): void {
  if (size > 0) return
  const hint = 'download or export it again'
  throw new HostError('no-data', 'the file is empty', { file: path, hint })
}

function statFile(path: string): Stats {
  const found = attempt(
    () => statSync(path),
    (cause) => {
      if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') {
        const hint = 'check the path; it is relative to the current folder'
        throw new HostError('not-found', 'no such file', { file: path, hint, cause })
      }
      throw unreadable(path, cause)
    },
  )
  if (!found.isDirectory()) return found
  const hint = 'name one of the files in it'
  throw new HostError('bad-format', 'this is a folder, not a file', { file: path, hint })
}

/** The bytes as they are. */
export function readFile(path: string): Uint8Array {
  return attempt(
    () => readFileSync(path),
    (cause) => {
      throw unreadable(path, cause)
    },
  )
}

/** Synchronous: for a file that is parsed in one go next, several times faster. */
export function readUnpacked(path: string, extension: BarFileExtension): Uint8Array {
  const bytes = readFile(path)
  if (extension === '.csv') return bytes
  const packing = extension === '.csv.gz' ? 'gzip' : 'Zstandard'
  try {
    return packing === 'gzip'
      ? gunzipSync(bytes, { chunkSize: UNPACK_CHUNK_BYTES })
      : unpackZstandard(bytes)
  } catch (cause) {
    throw new HostError('unreadable', `this is not a whole ${packing} file`, {
      file: path,
      hint: 'it is damaged, cut short or not packed at all; download it again',
      cause,
    })
  }
}

/**
 * Frame by frame: a file may hold several, and Node's decoder stops without a word after the
 * first, which would lose the bars of all others.
 */
function unpackZstandard(bytes: Uint8Array): Uint8Array {
  const frames: Uint8Array[] = []
  for (let at = 0; at < bytes.length; ) {
    const options = { chunkSize: UNPACK_CHUNK_BYTES, info: true }
    // With `info` the result is this pair, which the type definitions do not know.
    const { buffer, engine } = zstdDecompressSync(bytes.subarray(at), options) as unknown as {
      buffer: Uint8Array
      engine: { bytesWritten: number }
    }
    assert(engine.bytesWritten > 0, 'a Zstandard frame is never empty')
    frames.push(buffer)
    at += engine.bytesWritten
  }
  return frames.length === 1 ? frames[0]! : Buffer.concat(frames)
}

function attempt<T>(task: () => T, onError: (cause: NodeJS.ErrnoException) => never): T {
  try {
    return task()
  } catch (cause) {
    return onError(cause as NodeJS.ErrnoException)
  }
}

function unreadable(path: string, cause: NodeJS.ErrnoException): HostError {
  return new HostError('unreadable', `cannot be read (${cause.code ?? cause.message})`, {
    file: path,
    hint:
      cause.code === 'ERR_FS_FILE_TOO_LARGE'
        ? 'it is larger than 2 GiB: convert it to Parquet'
        : 'check its permissions',
    cause,
  })
}
