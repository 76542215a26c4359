// /templates, /validate, /language: what an editor asks while somebody types; nothing is written.
import { languageInfo } from '#host/app/language-info.ts'
import { templateSource } from '#host/app/template.ts'
import { scripts as contract } from '../contract/scripts.ts'
import type { Router, Services } from '../environment.ts'

export function draftRoutes(api: Router, { workshop }: Services): void {
  api.openapi(contract.draftScript, (context) => {
    const { name, language } = context.req.valid('json')
    const path = `${name}.${language}`
    return context.json({ path, source: templateSource(name, language, `scripts/${path}`) }, 200)
  })
  api.openapi(contract.validateScript, async (context) => {
    const { path, source, level } = context.req.valid('json')
    const began = performance.now()
    const { signal } = context.req.raw
    const { valid, diagnostics } = await workshop.validate(path, source, level, signal)
    return context.json({ valid, diagnostics, took_ms: performance.now() - began }, 200)
  })
  api.openapi(contract.getLanguage, (context) => context.json(languageInfo(), 200))
}
