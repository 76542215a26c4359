// An import's specifier → the file it means, inside the script's root folder; symbolic links resolved.
import { readdir, realpath } from 'node:fs/promises'
import { dirname, join, posix, relative, sep } from 'node:path'
import type { Report } from '#host/validate/diagnostic.ts'
import { suggest } from '#host/validate/suggest.ts'
import type { Language } from '#sdk/domain.ts'
import type { ImportRequest } from './imports.ts'

/** The file's path relative to the root; null when there is none to read (then it is reported). */
export async function resolveImport(
  request: ImportRequest,
  from: { readonly root: string; readonly language: Language },
  report: Report,
): Promise<string | null> {
  return from.language === 'lua'
    ? resolveLua(request, from.root, report)
    : resolveJs(request, from.root, report)
}

const LUA_NAME = /^[\w-]+(\.[\w-]+)*$/

async function resolveLua(
  request: ImportRequest,
  root: string,
  report: Report,
): Promise<string | null> {
  const { specifier, place } = request
  if (!LUA_NAME.test(specifier)) {
    const name = specifier
      .replace(/\.lua$/, '')
      .replace(/^\.\//, '')
      .replaceAll('/', '.')
    const hint = LUA_NAME.test(name) ? `did you mean require('${name}')?` : null
    const message = `"${specifier}" is not the name of a module, like lib.name for lib/name.lua`
    report('import-not-found', place, message, hint)
    return null
  }
  const path = `${specifier.replaceAll('.', '/')}.lua`
  const toSpecifier = (candidate: string): string =>
    candidate.replace(/\.lua$/, '').replaceAll('/', '.')
  return locate({ path, root, request, extension: /\.lua$/, toSpecifier }, report)
}

async function resolveJs(
  request: ImportRequest,
  root: string,
  report: Report,
): Promise<string | null> {
  const { specifier, place } = request
  if (specifier === 'watchfire') return null
  if (/^(\/|[a-z]+:)/i.test(specifier)) {
    report('import-outside', place, `"${specifier}" is outside the script's folder`)
    return null
  }
  if (!/^\.\.?\//.test(specifier)) {
    const hint = /\.[jt]s$/.test(specifier)
      ? `did you mean './${specifier}'?`
      : suggest(specifier, ['watchfire'])
    report('bare-import', place, `there is no package "${specifier}"`, hint)
    return null
  }
  const folder = posix.dirname(place.file)
  const toSpecifier = (candidate: string): string => {
    const path = posix.relative(folder, candidate)
    return path.startsWith('../') ? path : `./${path}`
  }
  const path = posix.join(folder, specifier)
  return locate({ path, root, request, extension: /(?<!\.d)\.[jt]s$/, toSpecifier }, report)
}

interface Wanted {
  readonly path: string
  readonly root: string
  readonly request: ImportRequest
  readonly extension: RegExp
  /** How an import of another file of the root would be written. */
  toSpecifier(path: string): string
}

async function locate(wanted: Wanted, report: Report): Promise<string | null> {
  const { path, root, request } = wanted
  const outside = (): null => {
    const message = `"${request.specifier}" is outside the script's folder`
    report('import-outside', request.place, message)
    return null
  }
  if (path === '..' || path.startsWith('../')) return outside()
  const real = wanted.extension.test(path)
    ? await realpath(join(root, path)).catch(() => null)
    : null
  if (real === null) {
    const message = `cannot find "${request.specifier}" in the script's folder`
    const hint = suggest(request.specifier, await neighbours(wanted))
    report('import-not-found', request.place, message, hint)
    return null
  }
  if (!real.startsWith(root + sep)) return outside()
  return relative(root, real).split(sep).join('/')
}

/** How the files beside the wanted one would be imported. */
async function neighbours(wanted: Wanted): Promise<string[]> {
  const folder = posix.dirname(wanted.path)
  const names = await readdir(join(wanted.root, dirname(wanted.path))).catch(() => [])
  return names
    .filter((name) => wanted.extension.test(name))
    .map((name) => wanted.toSpecifier(posix.join(folder, name)))
}
