// /scripts, /versions, /templates, /validate, /language: what an editor does with files.
import { Hono } from 'hono'
import { z } from 'zod'
import { languageInfo } from '#host/app/language-info.ts'
import type { Expected, ScriptText } from '#host/app/script-store.ts'
import { STRATEGY_NAME, templateSource } from '#host/app/template.ts'
import type { Workshop } from '#host/app/workshop.ts'
import type { Board } from '#host/engine/board.ts'
import { HostError } from '#host/errors.ts'
import { etagOf } from '../failure.ts'

const SOURCE_CHARS_MAX = 512 * 1024
const source = z.string().max(SOURCE_CHARS_MAX)
const path = z.string().max(200)

const Save = z.strictObject({ source })
const Rename = z.strictObject({ to: path })
const Template = z.strictObject({
  name: z.string().regex(STRATEGY_NAME),
  language: z.enum(['lua', 'js', 'ts']),
})
const Validate = z.strictObject({ path, source, level: z.enum(['fast', 'full']).default('fast') })

export function scriptRoutes(board: Board, workshop: Workshop): Hono {
  const app = new Hono()
  const { scripts, versions } = workshop

  app.get('/scripts', (context) => {
    const { scripts: running, slots } = board.snapshot()
    const list = scripts.list().map(({ path, language, sha256, bytes, modified }) => {
      const own = running.find((one) => one.file === path)
      return {
        path,
        language,
        sha256,
        size: bytes,
        modified,
        status: own?.status ?? (/(^|\/)[_.]|\//.test(path) ? 'library' : 'disabled'),
        name: own?.name ?? null,
        slots: slots.filter(({ script }) => script === path).map(({ key }) => key),
        diagnostics: own?.diagnostics ?? [],
      }
    })
    return context.json(list)
  })
  app.get('/scripts/:path{.+\\.(?:lua|js|ts)}/versions', (context) =>
    context.json(versions.list(context.req.param('path'))),
  )
  app.get('/scripts/:path{.+}', (context) => {
    const script = scripts.read(context.req.param('path'))
    context.header('etag', etagOf(script.sha256))
    return context.json(textView(script))
  })
  app.put('/scripts/:path{.+}', async (context) => {
    const { source } = Save.parse(await context.req.json())
    const name = context.req.param('path')
    const expected = expectedOf(context.req.header())
    // What is replaced is kept as well: it may never have been saved here.
    const before = expected === 'nothing' ? null : scripts.read(name).source
    const saved = scripts.write(name, source, expected)
    if (before !== null) versions.keep(name, before, Date.now())
    versions.keep(name, saved.source, Date.now())
    return context.json({ path: saved.path, etag: etagOf(saved.sha256) })
  })
  app.delete('/scripts/:path{.+}', (context) => {
    const name = context.req.param('path')
    const { source } = scripts.read(name)
    scripts.remove(name, expectedOf(context.req.header()))
    versions.keep(name, source, Date.now())
    return context.json({ removed: name })
  })
  app.post('/scripts/:path{.+}/rename', async (context) => {
    const { to } = Rename.parse(await context.req.json())
    const renamed = scripts.rename(context.req.param('path'), to, 'anything')
    return context.json(textView(renamed))
  })
  app.get('/versions/:sha256', (context) =>
    context.json({ source: versions.read(context.req.param('sha256')) }),
  )
  app.post('/templates', async (context) => {
    const { name, language } = Template.parse(await context.req.json())
    const path = `${name}.${language}`
    return context.json({ path, source: templateSource(name, language, `scripts/${path}`) })
  })
  app.post('/validate', async (context) => {
    const { path, source, level } = Validate.parse(await context.req.json())
    const began = performance.now()
    const findings = await workshop.validate(path, source, level)
    return context.json({ strategy: null, ...findings, took_ms: performance.now() - began })
  })
  app.get('/language', (context) => context.json(languageInfo()))
  return app
}

const textView = ({ path, language, source, sha256 }: ScriptText) => ({
  path,
  language,
  source,
  etag: etagOf(sha256),
})

function expectedOf(headers: Readonly<Record<string, string>>): Expected {
  if (headers['if-none-match'] === '*') return 'nothing'
  const match = /^"([0-9a-f]{64})"$/.exec(headers['if-match'] ?? '')
  if (match !== null) return { sha256: match[1]! }
  throw new HostError('usage', 'name what you replace: If-Match with an etag, or If-None-Match: *')
}
