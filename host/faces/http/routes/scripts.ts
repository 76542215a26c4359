// /scripts, /versions: the scripts folder, and what it held before.
import type { Expected, ScriptText } from '#host/app/script-store.ts'
import type { Workshop } from '#host/app/workshop.ts'
import { HostError } from '#host/errors.ts'
import { scripts as contract } from '../contract/scripts.ts'
import type { Router, Services } from '../environment.ts'
import { etagOf } from '../failure.ts'

export function scriptRoutes(api: Router, { board, commands, workshop }: Services): void {
  const { scripts, versions } = workshop

  api.openapi(contract.listScripts, (context) => {
    const { scripts: running, slots } = board.snapshot()
    const list = scripts.list().map(({ path, language, sha256, bytes, modified }) => {
      const own = running.find((one) => one.file === path)
      const idle = isLibrary(path) ? ('library' as const) : ('disabled' as const)
      return {
        path,
        language,
        sha256,
        size: bytes,
        modified,
        status: own?.status ?? idle,
        name: own?.name ?? null,
        slots: slots.filter(({ script }) => script === path).map(({ key }) => key),
        diagnostics: own?.diagnostics ?? [],
      }
    })
    return context.json(list, 200)
  })
  api.openapi(contract.readScript, (context) => {
    const script = scripts.read(context.req.valid('param').path)
    context.header('etag', etagOf(script.sha256))
    return context.json(textView(script), 200)
  })
  api.openapi(contract.saveScript, (context) => {
    const { path } = context.req.valid('param')
    const expected = expectedOf(context.req.valid('header'))
    const { source, shadow } = context.req.valid('json')
    const isWritten = shadow ? commands.saveBeside(path) : () => {}
    const saved = replace(workshop, path, source, expected)
    isWritten()
    context.set('detail', { sha256: saved.sha256, ...(shadow ? { as: 'shadow' } : {}) })
    context.header('etag', etagOf(saved.sha256))
    return context.json({ path: saved.path, etag: etagOf(saved.sha256) }, 200)
  })
  api.openapi(contract.removeScript, (context) => {
    const { path } = context.req.valid('param')
    const { source, sha256 } = scripts.read(path)
    scripts.remove(path, expectedOf(context.req.valid('header')))
    versions.keep(path, source, Date.now())
    context.set('detail', { sha256 })
    return context.json({ removed: path }, 200)
  })
  api.openapi(contract.renameScript, (context) => {
    const { path } = context.req.valid('param')
    const { to } = context.req.valid('json')
    const renamed = scripts.rename(path, to, expectedIfSaid(context.req.valid('header')))
    versions.follow(path, to)
    context.set('detail', { to })
    return context.json(textView(renamed), 200)
  })
}

/** /scripts/…/versions, /versions: what scripts were before. */
export function versionRoutes(api: Router, { workshop }: Services): void {
  const { versions } = workshop

  api.openapi(contract.listVersions, (context) =>
    context.json(versions.list(context.req.valid('param').path), 200),
  )
  api.openapi(contract.rollbackScript, (context) => {
    const { path } = context.req.valid('param')
    const { sha256 } = context.req.valid('json')
    if (!versions.list(path).some((version) => version.sha256 === sha256)) {
      throw new HostError('not-found', `${path} has no version ${sha256.slice(0, 8)} here`)
    }
    const expected = expectedIfSaid(context.req.valid('header'))
    const restored = replace(workshop, path, versions.read(sha256), expected)
    context.set('detail', { sha256 })
    return context.json(textView(restored), 200)
  })
  api.openapi(contract.readVersion, (context) =>
    context.json({ source: versions.read(context.req.valid('param').sha256) }, 200),
  )
}

function replace(
  { scripts, versions }: Workshop,
  path: string,
  source: string,
  expected: Expected,
): ScriptText {
  // What is replaced is kept as well: it may never have been saved here.
  const before = expected === 'nothing' ? null : scripts.read(path).source
  const saved = scripts.write(path, source, expected)
  if (before !== null) versions.keep(path, before, Date.now())
  versions.keep(path, saved.source, Date.now())
  return saved
}

const isLibrary = (path: string) => /(^|\/)[_.]|\//.test(path)

const textView = ({ path, language, source, sha256 }: ScriptText) => ({
  path,
  language,
  source,
  etag: etagOf(sha256),
})

interface Conditions {
  readonly 'if-match'?: string | undefined
  readonly 'if-none-match'?: string | undefined
}

function expectedOf(headers: Conditions): Expected {
  if (headers['if-none-match'] === '*') return 'nothing'
  const match = /^"([0-9a-f]{64})"$/.exec(headers['if-match'] ?? '')
  if (match !== null) return { sha256: match[1]! }
  throw new HostError('usage', 'name what you replace: If-Match with an etag, or If-None-Match: *')
}

const expectedIfSaid = (headers: Conditions): Expected =>
  headers['if-match'] === undefined ? 'anything' : expectedOf(headers)
