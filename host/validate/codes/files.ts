// Codes found by reading the files of a script, before anything runs.
import type { CodeEntry } from './entry.ts'

export const FILES_CODES = {
  'unreadable-file': {
    severity: 'error',
    meaning: 'A file of the script cannot be read.',
    explanation:
      'The file does not exist, is a folder, or the host has no permission to read it. The message says which.',
    example: {
      language: 'js',
      wrong: 'watchfire validate-script scripts/breakot.js',
      right: 'watchfire validate-script scripts/breakout.js',
    },
  },
  'unknown-language': {
    severity: 'error',
    meaning: 'The file name ends in neither .lua, .js nor .ts.',
    explanation:
      'The extension decides the language. JavaScript and TypeScript are always ES modules.',
    example: { language: 'js', wrong: 'scripts/breakout.mjs', right: 'scripts/breakout.js' },
  },
  'not-utf8': {
    severity: 'error',
    meaning: 'A file is not UTF-8 text.',
    explanation:
      'The place is that of the first byte that is not UTF-8. Save the file as UTF-8 in the editor.',
    example: {
      language: 'lua',
      wrong: '-- saved as Latin-1: caf\\xe9',
      right: '-- saved as UTF-8: café',
    },
  },
  'too-large': {
    severity: 'error',
    meaning: 'A file is larger than 1 MB, or the script has more than 200 files.',
    explanation: 'Data does not belong in a script: what a strategy needs comes as market data.',
    example: {
      language: 'lua',
      wrong: 'local prices = { --[[ a million numbers ]] }',
      right: 'local price = market.bar(20).close',
    },
  },
  'too-complex': {
    severity: 'error',
    meaning: 'The script cannot be checked within the time and the memory for it.',
    explanation:
      'Checks take a tenth of a second for a script of a thousand lines. What takes a hundred times as long is generated text, or made to do so.',
    example: {
      language: 'js',
      wrong: 'const a1 = a0; const a2 = a1; /* … and 40,000 more */',
      right: 'const a = a0',
    },
  },
  syntax: {
    severity: 'error',
    meaning: 'The source does not parse.',
    explanation:
      'The place is where the parser gave up; the mistake is there or a little before it. In TypeScript only syntax that can be erased is accepted: no enum, namespace, parameter property or decorator.',
    example: {
      language: 'ts',
      wrong: 'enum Mode { Fast, Slow }',
      right: "type Mode = 'fast' | 'slow'",
    },
  },
  async: {
    severity: 'error',
    meaning: 'An async function or await.',
    explanation:
      'Callbacks are synchronous: they decide on what market, context and indicators hold.',
    example: {
      language: 'js',
      wrong: 'async detectOpportunity(market) { }',
      right: 'detectOpportunity(market) { }',
    },
  },
  'import-not-found': {
    severity: 'error',
    meaning: 'An imported file does not exist.',
    explanation:
      'JavaScript and TypeScript name the file with its extension, relative to the importing file. Lua names it with dots, relative to the folder of the script.',
    example: {
      language: 'js',
      wrong: "import { slope } from './lib/maths'",
      right: "import { slope } from './lib/math.js'",
    },
  },
  'import-outside': {
    severity: 'error',
    meaning: 'An import leads out of the folder of the script.',
    explanation:
      'A script reads files of its own folder and the folders below it, and no others; symbolic links are followed before this is judged.',
    example: {
      language: 'js',
      wrong: "import { slope } from '../../math.js'",
      right: "import { slope } from './lib/math.js'",
    },
  },
  'bare-import': {
    severity: 'error',
    meaning: "An import of a package; only 'watchfire' is there.",
    explanation:
      'Scripts run without packages. Copy what you need into a file below the folder of the script, and import that.',
    example: {
      language: 'js',
      wrong: "import _ from 'lodash'",
      right: "import { last } from './lib/list.js'",
    },
  },
  'dynamic-import': {
    severity: 'error',
    meaning: 'An import whose file is not written out.',
    explanation:
      'All files of a script are known before it runs, so that it can be checked, hashed and replayed. import() and require with a computed name are therefore not there.',
    example: {
      language: 'lua',
      wrong: "local lib = require('lib.' .. name)",
      right: "local lib = require('lib.math')",
    },
  },
  'top-level-await': {
    severity: 'error',
    meaning: 'The script awaits while it loads.',
    explanation: 'A script is synchronous from its first line to its last.',
    example: {
      language: 'js',
      wrong: "const levels = await fetch('/levels')",
      right: 'const levels = [100, 200]',
    },
  },
} as const satisfies Readonly<Record<string, CodeEntry>>
