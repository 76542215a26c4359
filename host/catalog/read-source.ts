// One source file → text, or a finding that says why not.
import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import type { Place, Report } from '#host/validate/diagnostic.ts'

/** A generous script has 50 KB; parsing is superlinear on hostile input. */
export const SOURCE_BYTES_MAX = 1_048_576

export async function readSource(
  fullPath: string,
  file: { readonly path: string; readonly importedAt: Place },
  report: Report,
): Promise<{ source: string; sha256: string } | null> {
  const bytes = await readAtMost(fullPath, SOURCE_BYTES_MAX + 1)
  if (!Buffer.isBuffer(bytes)) {
    report('unreadable-file', file.importedAt, `cannot read ${file.path}: ${bytes.reason}`)
    return null
  }
  return decodeSource(bytes, file, report)
}

/** The text in a file's bytes. */
export function decodeSource(
  bytes: Buffer,
  file: { readonly path: string; readonly importedAt: Place },
  report: Report,
): { source: string; sha256: string } | null {
  if (bytes.length > SOURCE_BYTES_MAX) {
    report('too-large', file.importedAt, `${file.path} is larger than 1 MB`)
    return null
  }
  const invalid = firstInvalidByte(bytes)
  if (invalid !== null) {
    const lines = bytes.subarray(0, invalid).toString('utf8').split('\n')
    const place = { file: file.path, line: lines.length, column: lines.at(-1)!.length + 1 }
    const byte = bytes[invalid]!.toString(16).padStart(2, '0')
    report('not-utf8', place, `the file is not UTF-8: byte 0x${byte} at offset ${invalid}`)
    return null
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  // The decoder drops a byte order mark, as editors do when they count columns.
  return { source: new TextDecoder('utf-8').decode(bytes), sha256 }
}

/** Bounded, so that a file that grows (or /dev/zero) cannot fill the memory. */
async function readAtMost(path: string, length: number): Promise<Buffer | { reason: string }> {
  try {
    await using file = await open(path)
    if (!(await file.stat()).isFile()) return { reason: 'it is not a file' }
    const buffer = Buffer.alloc(length)
    let filled = 0
    for (;;) {
      const { bytesRead } = await file.read(buffer, filled, length - filled, null)
      filled += bytesRead
      if (bytesRead === 0 || filled === length) return buffer.subarray(0, filled)
    }
  } catch (error) {
    return { reason: REASONS[(error as NodeJS.ErrnoException).code ?? ''] ?? String(error) }
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission denied',
  EISDIR: 'it is a folder',
  ELOOP: 'its symbolic links run in a circle',
}

function firstInvalidByte(bytes: Buffer): number | null {
  // Every invalid sequence decodes to U+FFFD, which encodes to other bytes than were there.
  const again = Buffer.from(bytes.toString('utf8'))
  if (again.equals(bytes)) return null
  let index = 0
  while (bytes[index] === again[index]) index += 1
  return index
}
