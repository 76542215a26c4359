// Bar files for tests: written to a folder that is removed afterwards, or read from the shared
// recorded data where that lies beside the repository.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'
import { HostError } from '#host/errors.ts'

export const HEADER = 'timestamp,open,high,low,close,volume'

/** Recorded data that is no part of the repository; null where it is not there. */
export const sharedData = ((): string | null => {
  const path = fileURLToPath(new URL('../../../shared/data', import.meta.url))
  if (existsSync(join(path, 'index.csv'))) return path
  console.info(`tests on recorded data are skipped: there is no ../shared/data (${path})`)
  return null
})()

/** A folder for this test file, and a function that writes files into it. */
export function temporaryFiles(): {
  folder: string
  write: (name: string, content: string | Uint8Array) => string
} {
  const folder = mkdtempSync(join(tmpdir(), 'watchfire-data-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const write = (name: string, content: string | Uint8Array) => {
    const path = join(folder, name)
    if (dirname(path) !== folder) throw new Error(`expected a plain file name, received ${name}`)
    writeFileSync(path, content)
    return path
  }
  return { folder, write }
}

/** A minute after another from 2025-01-01, as CSV rows. */
export function minuteRows(count: number): string[] {
  return Array.from({ length: count }, (_, i) => {
    const close = 100 + (i % 7)
    return `${Date.UTC(2025, 0, 1, 0, i)},100,${close + 1},99.5,${close},${i}.25`
  })
}

/** The HostError that `task` fails with; any other outcome fails the test. */
export async function hostErrorOf(task: () => unknown): Promise<HostError> {
  try {
    await task()
  } catch (error) {
    if (error instanceof HostError) return error
    throw error
  }
  throw new Error('expected a HostError, but nothing was thrown')
}
