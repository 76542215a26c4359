// Large results as JSON text, piece by piece: never one string of the whole, and at its file's name
// either whole or not there.
import { randomUUID } from 'node:crypto'
import {
  accessSync,
  closeSync,
  constants,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { HostError } from '../errors.ts'

/** Characters gathered before they are handed on. */
const CHUNK_CHARS = 1 << 18
const ROWS_PER_PIECE = 1024

/** The text in pieces of about CHUNK_CHARS. A Float64Array stands for rows of two numbers. */
export function* jsonChunks(value: object): Generator<string> {
  let chunk = ''
  for (const piece of pieces(value)) {
    chunk += piece
    if (chunk.length < CHUNK_CHARS) continue
    yield chunk
    chunk = ''
  }
  yield `${chunk}\n`
}

function* pieces(value: unknown): Generator<string> {
  if (value instanceof Float64Array) yield* rowPieces(value)
  else if (Array.isArray(value) && typeof value[0] === 'object') yield* listPieces(value)
  else if (isRecord(value) && Object.values(value).some(isLarge)) yield* recordPieces(value)
  else yield JSON.stringify(value)
}

function* recordPieces(value: Readonly<Record<string, unknown>>): Generator<string> {
  let separator = '{ '
  for (const [key, member] of Object.entries(value)) {
    yield `${separator}${JSON.stringify(key)}: `
    yield* pieces(member)
    separator = ',\n  '
  }
  yield ' }'
}

function* listPieces(items: readonly unknown[]): Generator<string> {
  let separator = '[\n    '
  for (const item of items) {
    yield separator
    yield* pieces(item)
    separator = ',\n    '
  }
  yield ']'
}

function* rowPieces(rows: Float64Array): Generator<string> {
  if (rows.length === 0) return yield '[]'
  let [last, lastText] = [Number.NaN, 'null']
  for (let start = 0; start < rows.length; start += 2 * ROWS_PER_PIECE) {
    let piece = start === 0 ? '[' : ''
    const end = Math.min(rows.length, start + 2 * ROWS_PER_PIECE)
    for (let i = start; i < end; i += 2) {
      const value = rows[i + 1]!
      // Out of the market the equity stays as it is, and writing it is what takes the time.
      if (value !== last) [last, lastText] = [value, number(value)]
      piece += i === 0 ? '[' : ',['
      piece += timeText(rows[i]!)
      piece += ','
      piece += lastText
      piece += ']'
    }
    yield end === rows.length ? `${piece}]` : `${piece}\n    `
  }
}

/** Whole seconds fit a small integer, whose digits V8 writes five times as fast. */
function timeText(ms: number): string {
  const seconds = ms / 1000
  const isSmall = Number.isInteger(seconds) && seconds > 0 && seconds < 2 ** 31
  return isSmall ? `${seconds | 0}000` : number(ms)
}

const number = (value: number) => (Number.isFinite(value) ? String(value) : 'null')

const isLarge = (value: unknown) => value instanceof Float64Array || Array.isArray(value)

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Throws where the file could not be written: better known before the work than after it. */
export function checkWritable(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found?.isDirectory()) {
    throw new HostError('unwritable', `"${path}" is a folder`, { hint: 'give the name of a file' })
  }
  const folder = dirname(path)
  const isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false
  try {
    if (isFolder) accessSync(folder, constants.W_OK)
  } catch (cause) {
    throw unwritable(path, cause)
  }
  if (isFolder) return
  throw new HostError('unwritable', `cannot write "${path}": there is no folder "${folder}"`)
}

export function writeJson(path: string, value: object): void {
  const found = statSync(path, { throwIfNoEntry: false })
  // A device or a pipe is written to; a file is replaced as a whole, behind its symbolic links.
  const isFile = found === undefined || found.isFile()
  const target = found === undefined ? path : realpathSync(path)
  const temporary = isFile ? join(dirname(target), `.${randomUUID()}.tmp`) : target
  try {
    const file = openSync(temporary, 'w')
    try {
      for (const chunk of jsonChunks(value)) writeFileSync(file, chunk)
    } finally {
      closeSync(file)
    }
    if (isFile) renameSync(temporary, target)
  } catch (cause) {
    if (isFile) rmSync(temporary, { force: true })
    throw unwritable(path, cause)
  }
}

function unwritable(path: string, cause: unknown): HostError {
  const reason = (cause as NodeJS.ErrnoException).code ?? String(cause)
  return new HostError('unwritable', `cannot write "${path}" (${reason})`, {
    hint: 'check that its folder may be written to and has room',
    cause,
  })
}
