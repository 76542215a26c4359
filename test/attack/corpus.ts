// All attacks, in the order of their files.
import { readdirSync } from 'node:fs'
import type { AttackCase } from './case.ts'

const FOLDER = new URL('./corpus/', import.meta.url)

export async function readCorpus(): Promise<AttackCase[]> {
  const cases: AttackCase[] = []
  for (const file of readdirSync(FOLDER).sort()) {
    const { CASES } = (await import(new URL(file, FOLDER).href)) as { CASES: AttackCase[] }
    cases.push(...CASES)
  }
  return cases
}
