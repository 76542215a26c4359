// How esbuild bundles the indicators for an isolate: each file's code is taken up when a script first
// asks for one of its indicators. Most scripts use three of 170, and there is an isolate for each slot.
import { readdir } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Plugin } from 'esbuild'
import { CATALOGUE } from '#sdk/indicators/catalogue.ts'

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

/** esbuild's way to take a file up once, minified: where that throws, it throws the same ever after. */
const ONCE =
  /\(([\w$]+),([\w$]+),([\w$]+)\)=>\(\)=>\{if\(\3\)throw \3\[0\];try\{return \1&&\(\2=\1\(\1=0\)\),\2\}catch\(([\w$]+)\)\{throw \3=\[\4\],\4\}\}/g

/**
 * What it built, taking up anew what could not be taken up to its end: a script may be at the end of
 * its stack or its memory where it first asks for an indicator, and elsewhere the next time.
 */
export function retryLoads(code: string): string {
  const times = code.match(ONCE)?.length ?? 0
  if (times !== 1) throw new Error(`expected one loader of files in the bundle, found ${times}`)
  return code.replace(
    ONCE,
    '($1,$2,$3)=>()=>{if($1){$3=$1;$1=0;try{$2=$3()}catch($4){$1=$3;throw $4}}return $2}',
  )
}

/** Name and outputs are there at once; whatever else is asked of an entry loads its file. */
const ENTRY = `
class Entry {
  #load
  #spec
  constructor(name, outputs, load) {
    this.name = name
    this.outputs = outputs
    this.#load = load
  }
  get #known() { return (this.#spec ??= this.#load()) }
  get title() { return this.#known.title }
  get input() { return this.#known.input }
  get args() { return this.#known.args }
  get warmup() { return this.#known.warmup }
  get create() { return this.#known.create }
  get definition() { return this.#known.definition }
  get source() { return this.#known.source }
}`

async function lazyCatalogue(folder: string): Promise<string> {
  const places = await findPlaces(folder)
  const entries = CATALOGUE.map((spec) => {
    const head = `${JSON.stringify(spec.name)}, ${JSON.stringify(spec.outputs)}`
    return `  new Entry(${head}, () => ${places.get(spec)!}),`
  })
  return `${ENTRY}
export const CATALOGUE = [
${entries.join('\n')}
]
const BY_NAME = new Map(CATALOGUE.map((one) => [one.name, one]))
export const findIndicator = (name) => BY_NAME.get(name)
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
