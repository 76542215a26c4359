// What the loss of power leaves of a journal in SQLite's write-ahead mode: a log whose end is missing or
// half written, and a main file into which pages of the log were being copied.
// The log's format: https://www.sqlite.org/fileformat2.html#walformat
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const HEADER_BYTES = 32
const FRAME_HEADER_BYTES = 24
const SECTOR_BYTES = 512

/**
 * Loses up to three quarters of the log, from a random byte on, with rubbish in the sectors before it.
 * Returns how many bytes are gone.
 */
export function cutLog(session: string, random: () => number): number {
  const path = join(session, 'journal.db-wal')
  const log = existsSync(path) ? readFileSync(path) : Buffer.alloc(0)
  const end = Math.floor(log.length * (0.25 + 0.75 * random()))
  const left = log.subarray(0, end)
  left.fill(0x5a, Math.max(0, end - Math.floor(8 * random()) * SECTOR_BYTES))
  writeFileSync(path, left)
  return log.length - end
}

/**
 * Half copies some of the log's pages into the main file, which may grow by them, as where the power went
 * while they were copied: from a random sector on, a page is rubbish. Returns how many.
 */
export function tearPages(session: string, random: () => number): number {
  const path = join(session, 'journal.db')
  const logPath = `${path}-wal`
  if (!existsSync(logPath)) return 0
  const { pageBytes, pages } = committedPages(readFileSync(logPath))
  const chosen = [...pages].filter(() => random() < 0.5)
  const before = readFileSync(path)
  const file = Buffer.alloc(Math.max(before.length, pageBytes * Math.max(0, ...chosen)))
  before.copy(file)
  for (const page of chosen) {
    const sector = Math.floor((pageBytes / SECTOR_BYTES) * random())
    file.fill(0x5a, (page - 1) * pageBytes + sector * SECTOR_BYTES, page * pageBytes)
  }
  writeFileSync(path, file)
  return chosen.length
}

/** The pages that the log's present generation holds, up to its last commit. */
function committedPages(log: Buffer): { pageBytes: number; pages: ReadonlySet<number> } {
  if (log.length < HEADER_BYTES) return { pageBytes: 0, pages: new Set() }
  const pageBytes = log.readUInt32BE(8)
  const salts = log.subarray(16, 24)
  const pages = new Set<number>()
  let uncommitted: number[] = []
  const frameBytes = FRAME_HEADER_BYTES + pageBytes
  for (let at = HEADER_BYTES; at + frameBytes <= log.length; at += frameBytes) {
    if (!log.subarray(at + 8, at + 16).equals(salts)) break
    uncommitted.push(log.readUInt32BE(at))
    const isCommit = log.readUInt32BE(at + 4) > 0
    if (!isCommit) continue
    for (const page of uncommitted) pages.add(page)
    uncommitted = []
  }
  return { pageBytes, pages }
}
