// Names that the kernel and the sandbox's inside must not know: clocks, chance, locale, the world.
import type { Source } from './sources.ts'

const NAMES: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['Date.now', /\bDate\.now\b/],
  ['new Date', /\bnew Date\b/],
  ['Math.random', /\bMath\.random\b/],
  ['timers', /(?<!\.)\b(setTimeout|setInterval|setImmediate|queueMicrotask)\b/],
  ['process', /(?<![.\w])process\b(?!\s*[:(])/],
  ['console', /(?<![.\w])console\b(?!\s*[:(])/],
  ['performance', /(?<![.\w])performance\./],
  ['fetch', /(?<![.\w])fetch\(/],
  ['locale', /\b(Intl\.|localeCompare\b|toLocale[A-Z])/],
  ['async', /\b(async\s+(function|\(|\w+\s*=>)|await\s)/],
]

/** By file: which names it may say, and why. */
const EXCEPTIONS: Readonly<Record<string, { readonly names: readonly string[]; why: string }>> = {
  'sdk/runtime/lockdown.ts': {
    names: ['async'],
    why: 'reaches the constructor of async functions',
  },
  'sdk/runtime/lua/os-library.ts': { names: ['new Date'], why: 'the calendar of a given time' },
  'sdk/runtime/lua/date-format.ts': { names: ['new Date'], why: 'the calendar of a given time' },
}

/** Comments and quoted text may name anything. */
const PROSE =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|[^`\\])*`/g

const isWatched = (path: string): boolean =>
  path.startsWith('sdk/') || path.startsWith('host/kernel/')

export function bannedNames(sources: readonly Source[]): string[] {
  return sources
    .filter(({ path }) => isWatched(path))
    .flatMap((source) =>
      namesIn(source)
        .filter((name) => EXCEPTIONS[source.path]?.names.includes(name) !== true)
        .map((name) => `${source.path} says ${name}`),
    )
}

/** Exceptions that nobody needs any more. */
export function idleExceptions(sources: readonly Source[]): string[] {
  return Object.entries(EXCEPTIONS).flatMap(([path, { names }]) => {
    const source = sources.find((one) => one.path === path)
    const said = source === undefined ? [] : namesIn(source)
    return names.filter((name) => !said.includes(name)).map((name) => `${path} says no ${name}`)
  })
}

function namesIn({ text }: Source): string[] {
  const code = text.replace(PROSE, ' ')
  return NAMES.filter(([, pattern]) => pattern.test(code)).map(([name]) => name)
}
