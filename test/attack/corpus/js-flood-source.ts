// Floods, JavaScript: sources that are made to hold up who only reads them, the host among them.
import type { AttackCase } from '../case.ts'
import { strategy } from '../js-case.ts'

const many = (count: number, text: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => text(i)).join('')

/** At the top level of a whole strategy. */
const read = (name: string, top: string, code = 'syntax|too-complex'): AttackCase => ({
  name,
  promise: 'flood',
  language: 'js',
  code: `${strategy({})}\n${top}`,
  expect: { outcome: 'refused', code },
  isRead: true,
})

export const CASES: AttackCase[] = [
  read('nests a hundred thousand brackets', `const a = ${'['.repeat(1e5)}${']'.repeat(1e5)}`),
  read('nests a hundred thousand templates', `const a = ${'`${'.repeat(1e5)}1${'}`'.repeat(1e5)}`),
  read('opens half a million parentheses', `const a = ${'('.repeat(5e5)}`),
  read('reads a member of a member of a member …', `const x = {}; x${'.a'.repeat(4e5)}`),
  read('calls what a call of a call … returned', `const f = () => f; f${'()'.repeat(4e5)}`),
  read('adds half a megabyte of operators', `const a = 1${'+1'.repeat(262_144)}`),
  read(
    'chains forty thousand constants',
    `const a0 = 1;${many(4e4, (i) => `const a${i + 1}=a${i};`)}`,
    'too-complex',
  ),
  read(
    'imports ten thousand files that are not there',
    many(1e4, (i) => `import './${'x'.repeat(60)}${i}.js'\n`),
    'import-not-found|too-complex',
  ),
  read(
    'imports one file at every line',
    "import './x'\n".repeat(7e4),
    'import-not-found|too-complex',
  ),
  read(
    'names what there is not, eighty thousand times',
    many(8e4, (i) => `g${i};`),
    'unknown-global|too-complex',
  ),
  read('never ends a comment', `/*${'*'.repeat(9e5)}`, 'syntax'),
  read('never ends a string', `const a = "${'a'.repeat(9e5)}`, 'syntax'),
  read(
    'nests a regular expression',
    `const a = /${'(a|'.repeat(1e5)}${')'.repeat(1e5)}/`,
    'syntax|load',
  ),
  read('holds the character NUL', '\0\0\0', 'syntax'),
]
