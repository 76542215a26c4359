// Broken scripts and what is said of them. Every place was counted in the fixture by hand.
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { CODE_GROUPS } from '#host/validate/codes.ts'
import { validateStatic } from '#host/validate/static.ts'

const FOLDER = new URL('../fixtures/broken/', import.meta.url)
const VALID = new URL('../fixtures/valid/', import.meta.url)

/** "line:column code"; findings in an imported file begin with its path. */
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  'globals.lua': [
    '9:10 unknown-global',
    '13:3 module-state',
    '14:3 module-state',
    '15:3 module-state',
    '16:16 module-state',
    '17:3 accidental-global',
    '18:17 unknown-global',
    '22:3 removed',
    '23:18 removed',
    '24:17 removed',
    '25:3 removed',
    '26:3 read-only',
    '27:18 unknown-member',
  ],
  'members.lua': [
    '6:18 unknown-member',
    '6:29 unknown-member',
    '7:23 wrong-value',
    '8:27 unknown-member',
    '9:5 read-only',
    '10:14 read-only',
    '12:21 unknown-member',
    '12:34 unknown-member',
    '16:31 wrong-value',
    '17:31 wrong-value',
    '18:16 wrong-arguments',
    '19:16 wrong-arguments',
    '20:46 wrong-value',
    '20:68 wrong-value',
    '21:47 unknown-key',
    '21:73 wrong-value',
    '22:12 unknown-member',
    '22:22 wrong-arguments',
    '23:47 wrong-value',
    '28:20 read-only',
    '29:29 unknown-member',
    '29:61 unknown-member',
    '33:12 unknown-member',
  ],
  'actions.lua': [
    '4:10 misplaced-action',
    '8:3 unused-action',
    '9:56 wrong-value',
    '9:64 unknown-key',
    '10:47 bad-action',
    '11:78 bad-action',
    '12:47 bad-action',
    '13:45 bad-action',
    '13:90 wrong-value',
    '14:77 bad-action',
    '15:113 wrong-value',
    '19:52 bad-action',
    '20:68 bad-action',
    '21:54 wrong-value',
    '22:42 unknown-member',
    '23:36 wrong-value',
    '23:43 wrong-arguments',
  ],
  'metadata.lua': [
    '1:12 missing-metadata',
    '2:15 wrong-value',
    '3:3 unknown-key',
    '4:14 wrong-value',
    '5:12 wrong-value',
    '6:13 wrong-value',
    '7:15 unknown-key',
    '7:41 wrong-value',
    '8:25 wrong-value',
    '10:24 wrong-value',
    '12:27 unknown-key',
  ],
  'callbacks.lua': [
    '1:1 missing-metadata',
    '1:1 missing-callback',
    '1:10 misspelt-callback',
    '2:17 unknown-member',
    '5:16 missing-callback',
    '7:10 misspelt-callback',
  ],
  'imports.lua': [
    '1:1 missing-metadata',
    '1:1 missing-callback',
    '1:23 import-not-found',
    '2:23 import-not-found',
    '4:17 dynamic-import',
  ],
  'syntax.lua': ['4:9 syntax'],
  'globals.js': [
    '1:18 unknown-member',
    '8:10 unknown-global',
    '15:5 module-state',
    '16:5 module-state',
    '17:5 module-state',
    '18:36 unknown-global',
    '19:5 removed',
    '20:12 removed',
    '20:29 removed',
    '20:53 removed',
    '20:68 unknown-global',
    '23:13 unknown-member',
    '23:32 removed',
    '24:16 removed',
    '26:3 async',
    '27:18 async',
  ],
  'members.js': [
    '9:13 unknown-member',
    '10:22 unknown-member',
    '11:7 read-only',
    '13:12 type',
    '13:23 read-only',
    '14:17 wrong-value',
    '14:51 unknown-member',
    '14:67 wrong-value',
    '16:50 unknown-member',
    '17:49 unknown-key',
    '18:15 unknown-member',
    '18:29 unknown-member',
    '19:37 wrong-value',
    '19:57 wrong-value',
    '19:70 unknown-member',
    '22:22 read-only',
    '23:31 unknown-member',
  ],
  'actions.js': [
    '6:3 type',
    '7:12 misplaced-action',
    '10:5 unused-action',
    '11:55 wrong-value',
    '11:63 unknown-key',
    '12:76 bad-action',
    '13:47 bad-action',
    '14:76 wrong-value',
    '17:37 wrong-value',
    '17:62 bad-action',
  ],
  'metadata.js': [
    '3:31 missing-metadata',
    '4:14 wrong-value',
    '5:3 unknown-key',
    '6:13 wrong-value',
    '7:12 wrong-value',
    '8:14 unknown-key',
    '8:37 wrong-value',
    '9:22 wrong-value',
    '11:22 wrong-value',
    '12:25 unknown-key',
  ],
  'callbacks.js': [
    '3:33 missing-callback',
    '6:3 misspelt-callback',
    '7:19 unknown-member',
    '10:3 misspelt-callback',
  ],
  'no-export.js': ['1:1 missing-default-export', '3:40 type'],
  'wrong-export.js': ['1:16 missing-default-export'],
  'imports.js': [
    '1:15 bare-import',
    '2:23 import-not-found',
    '3:23 import-outside',
    '4:22 bare-import',
    '5:26 import-outside',
    '6:15 import-not-found',
    '8:1 top-level-await',
    '9:21 dynamic-import',
    '10:16 missing-default-export',
  ],
  'indicators.lua': [
    '5:36 wrong-value',
    '6:36 wrong-value',
    '7:28 wrong-value',
    '8:13 wrong-arguments',
    '9:35 wrong-arguments',
    '10:28 wrong-value',
    '11:48 wrong-value',
    '12:49 unknown-key',
    '13:45 unknown-key',
    '14:43 wrong-value',
    '15:24 unknown-member',
    '16:44 wrong-value',
  ],
  'indicators.js': [
    '9:38 wrong-value',
    '10:38 wrong-value',
    '11:30 wrong-value',
    '12:15 wrong-arguments',
    '13:37 wrong-arguments',
    '14:30 wrong-value',
    '15:49 wrong-value',
    '16:50 unknown-key',
    '17:46 unknown-key',
    '18:34 wrong-value',
    '19:26 unknown-member',
    '20:44 wrong-value',
    '21:36 type',
  ],
  'syntax.js': ['5:3 syntax'],
  'enum.ts': ['3:2 syntax'],
  'types.ts': [
    '1:34 unknown-member',
    '4:7 type',
    '10:55 type',
    '13:16 unknown-member',
    '13:44 type',
    '14:12 unknown-global',
    'lib/half.ts 2:14 type',
  ],
}

async function findings(folder: URL, name: string): Promise<string[]> {
  const path = fileURLToPath(new URL(name, folder))
  const { diagnostics } = await validateStatic(path, { types: true })
  return diagnostics.map(
    ({ file, line, column, code }) =>
      `${file === undefined ? '' : `${file} `}${line}:${column} ${code}`,
  )
}

describe('a broken script', () => {
  const names = readdirSync(FOLDER).filter((name) => /\.(lua|js|ts)$/.test(name))

  test('has its expectations in the table', () => {
    expect(Object.keys(EXPECTED).sort()).toEqual(names.sort())
  })

  test.each(names)('%s is told every mistake at its place', async (name) => {
    expect((await findings(FOLDER, name)).sort()).toEqual([...EXPECTED[name]!].sort())
  })
})

test.each(['breakout.lua', 'breakout.js', 'breakout.ts', 'idioms.lua', 'idioms.js'])(
  '%s is valid and nothing is said of it',
  async (name) => {
    expect(await findings(VALID, name)).toEqual([])
  },
)

test('findings come by line and column, those of the script itself first', async () => {
  const path = fileURLToPath(new URL('types.ts', FOLDER))
  const { diagnostics } = await validateStatic(path, { types: true })
  const own = diagnostics.filter(({ file }) => file === undefined)
  expect(diagnostics.slice(0, own.length)).toEqual(own)
  const places = own.map(({ line, column }) => line * 1000 + column)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
})

test('every code of the static checks has a script here that triggers it', () => {
  const seen = new Set(
    Object.values(EXPECTED)
      .flat()
      .map((row) => row.split(' ').at(-1)),
  )
  // These need files that cannot lie in a repository (sources.test.ts makes them), or very long ones
  // (test/sandbox/limits.test.ts).
  const files = ['unreadable-file', 'unknown-language', 'not-utf8', 'too-large']
  const elsewhere = [...files, 'too-complex', 'too-many-findings']
  const codes = CODE_GROUPS.slice(0, 2).flatMap(({ codes }) => Object.keys(codes))
  expect(codes.filter((code) => !seen.has(code) && !elsewhere.includes(code))).toEqual([])
})
