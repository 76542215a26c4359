// Floods, Lua: sources that are made to hold up who only reads them, the host among them.
import type { AttackCase } from '../case.ts'
import { HONEST } from '../lua-script.ts'

const many = (count: number, text: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => text(i)).join(' ')

/** At the end of a whole strategy. */
const read = (name: string, end: string, code = 'syntax|too-complex'): AttackCase => ({
  name,
  promise: 'flood',
  language: 'lua',
  code: `${HONEST}\n${end}`,
  expect: { outcome: 'refused', code },
  isRead: true,
})

export const CASES: AttackCase[] = [
  read('nests a hundred thousand braces', `local a = ${'{'.repeat(1e5)}${'}'.repeat(1e5)}`),
  read('opens four hundred thousand parentheses', `local a = ${'('.repeat(4e5)}`),
  read('reads a field of a field of a field …', `local x = {} local a = x${'.a'.repeat(4e5)}`),
  read('calls what a call of a call … returned', `log${'()'.repeat(4e5)}`),
  read('adds half a megabyte of operators', `local a = 1${'+1'.repeat(262_144)}`),
  read('joins a quarter of a million strings', `local a = ""${'..""'.repeat(2.4e5)}`),
  read(
    'requires forty thousand files',
    many(4e4, (i) => `require("x${i}")`),
    'import-not-found|too-complex',
  ),
  read('nests functions', `${'(function() '.repeat(4e4)}${' end)()'.repeat(4e4)}`),
  read('never ends a long string', `local a = [==[${']='.repeat(4e5)}`, 'syntax'),
  read('never ends a comment', `--[[${']'.repeat(9e5)}`, 'syntax'),
  read('holds the character NUL', '\0\0', 'syntax'),
]
