// The static checks of any text: they find what they find, at places that exist, and never throw.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { DEFAULT_LIMITS } from '#host/limits.ts'
import { CODES } from '#host/validate/codes.ts'
import { findMentions } from '#host/validate/dynamic/mentions.ts'
import { findPlaces } from '#host/validate/dynamic/places.ts'
import { validateStatic } from '#host/validate/static.ts'
import type { Target } from './target.ts'

interface Sample {
  readonly extension: string
  readonly text: string
}

const samples = ['test/fixtures/valid', 'test/fixtures/broken', 'scripts'].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => /\.(js|ts|lua)$/.test(name))
    .map((name): Sample => {
      return { extension: extname(name), text: readFileSync(join(folder, name), 'utf8') }
    }),
)

const WORDS = {
  js: 'import export default from function class extends async await yield return if else for while of in const let var new this super null undefined => ... ?. ?? => ` }` { ( ) [ ] ; , . : = + - * / ** /x/g #p @d < > // /* */ defineStrategy action.enter context.data market.price name: timeframe: "1m"',
  ts: 'type interface enum namespace declare abstract as satisfies readonly public keyof infer unique symbol : string : any <T> ! is asserts',
  lua: 'local function end return if then else elseif for in do while repeat until break goto :: nil true false and or not .. ... == ~= <= // { } ( ) [ ] [[ ]] --[[ ]] -- ; , . : = strategy detect_opportunity context.data market.price action.enter name = timeframe = "1m" require',
}
const wordsOf = (extension: string) =>
  (extension === '.lua' ? WORDS.lua : `${WORDS.js} ${WORDS.ts}`).split(' ')
const more = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom('1e999', '0x', '\\u{', '"', "'", '\n', '\r', '\u2028', '\ufeff', '#!'),
)
const piece = (extension: string) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...wordsOf(extension)) },
    { weight: 1, arbitrary: more },
  )

const extension = fc.constantFrom('.js', '.ts', '.lua')

/** Words of the language in no order. */
const soups = extension.chain((of) =>
  fc
    .array(piece(of), { maxLength: 60 })
    .map((words): Sample => ({ extension: of, text: words.join(' ') })),
)

/** Scripts in which something was cut out, put in, or put in twice. */
const mutants = fc.constantFrom(...samples).chain((sample) =>
  fc
    .array(
      fc.record({
        at: fc.nat(sample.text.length),
        cut: fc.nat(40),
        put: fc.oneof(piece(sample.extension), fc.constant(''), fc.nat(sample.text.length)),
      }),
      { minLength: 1, maxLength: 4 },
    )
    .map((edits): Sample => ({ ...sample, text: edits.reduce(edited, sample.text) })),
)

function edited(text: string, { at, cut, put }: { at: number; cut: number; put: string | number }) {
  const insert = typeof put === 'string' ? put : text.slice(put, put + 40)
  return text.slice(0, at) + insert + text.slice(at + cut)
}

/** One construct in itself, many times over: deeper than a recursion may go. */
const nested = fc
  .tuple(extension, fc.constantFrom(1, 50, 3000), fc.constantFrom(...'([{+-!.='))
  .map(([of, depth, sign]): Sample => ({ extension: of, text: `local x = ${sign.repeat(depth)}` }))

const folder = mkdtempSync(join(tmpdir(), 'watchfire-fuzz-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
let count = 0

const checks: Target = {
  name: 'the static checks never throw, and every finding has a code and a place in the text',
  runs: 250,
  property: fc.asyncProperty(fc.oneof(soups, mutants, nested), async ({ extension: of, text }) => {
    // A folder of its own: nothing that an import could find.
    const own = join(folder, String(++count))
    mkdirSync(own)
    const path = join(own, `script${of}`)
    writeFileSync(path, text)
    const { sources, diagnostics, strategy } = await validateStatic(path, { types: false })
    const again = await validateStatic(path, { types: false })
    rmSync(own, { recursive: true })
    const breaks = of === '.lua' ? /\r\n|\n\r|[\n\r]/ : /\r\n|[\n\r\u2028\u2029]/
    const lines = text.split(breaks)
    const areSound = diagnostics.every(({ code, line, column, file }) => {
      const isThere = file === undefined && line >= 1 && line <= lines.length && column >= 1
      return code in CODES && isThere && column <= lines[line - 1]!.length + 1
    })
    if (diagnostics.every(({ severity }) => severity === 'warning')) {
      findPlaces(sources, strategy).property(['params', 'x'])
      findMentions(sources)
    }
    const isSmall = diagnostics.length <= DEFAULT_LIMITS.diagnostics + 1
    return isSmall && areSound && isDeepStrictEqual(again.diagnostics, diagnostics)
  }),
}

export const SOURCES: readonly Target[] = [checks]
