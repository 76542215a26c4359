// How esbuild bundles the indicators for an isolate: each file's code is taken up when a script first
// asks for one of its indicators. Most scripts use three of 170, and there is an isolate for each slot.
import { readdir } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Plugin } from 'esbuild'
import { CATALOGUE, INDICATOR_NAMES, INDICATOR_NAMES_IN_JS } from '#sdk/indicators/catalogue.ts'

/** For esbuild's `plugins`: another catalogue in the place of the one that names them all. */
export const cataloguePlugin: Plugin = {
  name: 'catalogue',
  setup(build) {
    build.onLoad({ filter: /[\\/]indicators[\\/]catalogue\.ts$/ }, async ({ path }) => ({
      contents: await lazyCatalogue(dirname(path)),
      resolveDir: dirname(path),
      loader: 'js',
    }))
  },
}

/** What esbuild built, minified, made lighter to load and fit to be loaded at any moment. */
export const lighten = (code: string): string => nameLate(retryLoads(code))

/** esbuild's way to take a file up once, minified: where that throws, it throws the same ever after. */
const ONCE =
  /\(([\w$]+),([\w$]+),([\w$]+)\)=>\(\)=>\{if\(\3\)throw \3\[0\];try\{return \1&&\(\2=\1\(\1=0\)\),\2\}catch\(([\w$]+)\)\{throw \3=\[\4\],\4\}\}/g

/**
 * What it built, taking up anew what could not be taken up to its end: a script may be at the end of
 * its stack or its memory where it first asks for an indicator, and elsewhere the next time.
 */
function retryLoads(code: string): string {
  const times = code.match(ONCE)?.length ?? 0
  if (times !== 1) throw new Error(`expected one loader of files in the bundle, found ${times}`)
  return code.replace(
    ONCE,
    '($1,$2,$3)=>()=>{if($1){$3=$1;$1=0;try{$2=$3()}catch($4){$1=$3;throw $4}}return $2}',
  )
}

/** esbuild's helpers for a file's exports: what defines them on an object, and what hands that out. */
const DEFINE =
  /([\w$]+)=\((\w),(\w)\)=>\{for\(var (\w) in \3\)[\w$]+\(\2,\4,\{get:\3\[\4\],enumerable:!0\}\)\}/
const HAND_OUT = /([\w$]+)=(\w)=>[\w$]+\([\w$]+\(\{\},"__esModule",\{value:!0\}\),\2\)/

/** What it built, making the objects of files' exports when they are asked for: there are a hundred. */
function nameLate(code: string): string {
  const [, define] = DEFINE.exec(code) ?? []
  const [helper, handOut] = HAND_OUT.exec(code) ?? []
  if (define === undefined || handOut === undefined) {
    throw new Error('expected how files name their exports in the bundle, found it changed')
  }
  const named = new Set<string>()
  const objects = String.raw`var ([\w$]+)=\{\};${escaped(define)}\(\1,(\{[^}]*\})\);`
  const late = code.replace(new RegExp(objects, 'g'), (_, name: string, getters: string) => {
    named.add(name)
    return `var ${name}=()=>(${getters.replaceAll('()=>', '')});`
  })
  const uses = new RegExp(String.raw`(?<![\w$.#])${escaped(handOut)}\(([\w$]+)\)`, 'g')
  const used = new Set([...late.matchAll(uses)].map(([, name]) => name!))
  const other = [...named].filter((name) => !used.has(name))
  if (other.length > 0) {
    throw new Error(`expected the exports of ${other} to be handed out by ${handOut}()`)
  }
  return late.replace(helper!, `${handOut}=e=>e()`)
}

const escaped = (name: string) => name.replaceAll('$', String.raw`\$`)

/** Name and outputs are there at once; whatever else is asked of an entry loads its file. */
const ENTRY = `
class Entry {
  #spec
  constructor(name, outputs) {
    this.name = name
    this.outputs = outputs
  }
  get #known() { return (this.#spec ??= load(this.name)) }
  get title() { return this.#known.title }
  get input() { return this.#known.input }
  get args() { return this.#known.args }
  get warmup() { return this.#known.warmup }
  get create() { return this.#known.create }
  get definition() { return this.#known.definition }
  get source() { return this.#known.source }
}
const entries = new Map()
export function findIndicator(name) {
  const known = entries.get(name)
  if (known !== undefined) return known
  const outputs = outputsOf(name)
  if (outputs === undefined) return undefined
  const entry = new Entry(name, outputs)
  entries.set(name, entry)
  return entry
}`

/** Functions and lists of plain names: an object for each indicator would be made in every isolate. */
async function lazyCatalogue(folder: string): Promise<string> {
  const places = await findPlaces(folder)
  const quoted = JSON.stringify
  const loads = CATALOGUE.map(
    (spec) => `    case ${quoted(spec.name)}: return ${places.get(spec)!}`,
  )
  const byOutputs = Map.groupBy(CATALOGUE, ({ outputs }) => quoted(outputs))
  const outputs = [...byOutputs].map(([text, specs]) => {
    return `${specs.map(({ name }) => `    case ${quoted(name)}:`).join('\n')} return ${text}`
  })
  return `${ENTRY}
function load(name) {
  switch (name) {
${loads.join('\n')}
  }
}
function outputsOf(name) {
  switch (name) {
${outputs.join('\n')}
  }
}
export const INDICATOR_NAMES = ${quoted(INDICATOR_NAMES)}
export const INDICATOR_NAMES_IN_JS = ${quoted(INDICATOR_NAMES_IN_JS)}
`
}

/** What exports each indicator, as an expression that loads it. */
async function findPlaces(folder: string): Promise<Map<unknown, string>> {
  const places = new Map<unknown, string>()
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || entry.parentPath === folder || !entry.name.endsWith('.ts')) continue
    const path = join(entry.parentPath, entry.name)
    const exported: object = await import(pathToFileURL(path).href)
    const from = JSON.stringify(`./${relative(folder, path)}`)
    for (const [name, value] of Object.entries(exported)) {
      places.set(value, `require(${from}).${name}`)
    }
  }
  return places
}
