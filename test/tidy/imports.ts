// Who may import whom: the table of host/ARCHITECTURE.md.
import { type Import, importsOf, type Source } from './sources.ts'

/** The paper host: these may import each other. */
const PAPER = [
  ...['host/engine', 'host/feeds', 'host/venues', 'host/risk'],
  ...['host/journal', 'host/config'],
]
const BELOW = ['sdk', 'sdk/runtime', 'host/*', 'host/kernel', 'host/runner', 'host/data']
const SCRIPTS = [...BELOW, 'host/catalog', 'host/validate']

/** Every layer may import itself and those listed; `host/*` are the files in host/ itself. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  sdk: [],
  'sdk/runtime': ['sdk', 'host/kernel'],
  'host/*': ['host/faces'],
  'host/kernel': ['sdk'],
  'host/runner': ['sdk', 'sdk/runtime', 'host/*', 'host/kernel'],
  'host/data': ['sdk', 'host/*'],
  'host/catalog': ['sdk', 'host/*'],
  'host/validate': SCRIPTS,
  'host/calendar': ['host/data', 'host/feeds'],
  'host/recorder': ['sdk', 'host/*', 'host/data', 'host/feeds'],
  ...Object.fromEntries(
    PAPER.map((layer) => [layer, [...SCRIPTS, ...PAPER, 'host/calendar', 'host/recorder']]),
  ),
  'host/app': [...SCRIPTS, ...PAPER, 'host/recorder', 'host/calendar'],
  'host/faces': [
    ...['sdk', 'host/*', 'host/app', 'host/data'],
    ...PAPER,
    'host/recorder',
    'host/calendar',
    'host/kernel (types)',
    'host/validate (types)',
  ],
}

/** Single files that others may import although their layer as a whole is closed to them. */
const SHARED: Readonly<Record<string, readonly string[]>> = {
  // What a finding is, and the hint of one: the catalogue finds as the validator does.
  'host/validate/diagnostic.ts': ['host/catalog'],
  'host/validate/diagnostic-list.ts': ['host/catalog'],
  'host/validate/suggest.ts': ['host/catalog'],
  // The page is built where it is first served.
  'editor/build.ts': ['host/faces'],
  // The version and the currency that reports carry, whichever way a script is run.
  'host/app/report.ts': ['host/engine'],
  'host/app/quote-currency.ts': ['host/engine'],
}

/** Packages inside the wall and in the kernel: none, but the interpreter. */
const PURE: Readonly<Record<string, RegExp>> = {
  sdk: /^$/,
  'sdk/runtime': /^fengari\//,
  'host/kernel': /^$/,
}

/** Packages that one layer alone may name. */
const OWNERS: Readonly<Record<string, string>> = {
  'isolated-vm': 'host/runner',
  hono: 'host/faces',
  commander: 'host/faces',
  ccxt: 'host/venues',
}

/** Benchmarks and generators look wherever they need to. */
const FREE = 'host/tools'

export function layerOf(path: string): string {
  if (path.startsWith('sdk/runtime/')) return 'sdk/runtime'
  const [first, second, third] = path.split('/')
  if (first !== 'host') return first!
  return third === undefined ? 'host/*' : `host/${second}`
}

/** One sentence per import that points the wrong way. */
export function wrongImports(sources: readonly Source[]): string[] {
  return sources.flatMap((source) =>
    importsOf(source)
      .filter((one) => !isAllowed(layerOf(source.path), one))
      .map(({ target }) => `${source.path} imports ${target}`),
  )
}

function isAllowed(layer: string, { target, isOurs, isType }: Import): boolean {
  if (!isOurs) return isPackageAllowed(layer, target)
  const to = layerOf(target)
  if (to === 'test') return false
  if (layer === FREE || layer === to || target === 'package.json') return true
  const allowed = ALLOWED[layer] ?? []
  if (allowed.includes(to) || (isType && allowed.includes(`${to} (types)`))) return true
  return SHARED[target]?.includes(layer) ?? false
}

function isPackageAllowed(layer: string, target: string): boolean {
  const pure = PURE[layer]
  if (pure !== undefined) return pure.test(target)
  const owner = OWNERS[target.split('/')[0]!]
  return owner === undefined || owner === layer || layer === FREE
}
