// Scripts, their versions, what is wrong with them, and what an editor must know of the API.
import { z } from '@hono/zod-openapi'
import { STRATEGY_NAME } from '#host/app/strategy-name.ts'
import { Diagnostic, ETag, Language, listOf, Sha256, time } from './common.ts'

export const ScriptInfo = z
  .object({
    path: z.string().describe('in the scripts folder, with /'),
    language: Language,
    sha256: Sha256,
    size: z.int().describe('bytes'),
    modified: time,
    status: z
      .enum(['running', 'outdated', 'refused', 'disabled', 'library'])
      .describe('outdated: refused as it is now, an earlier version runs on'),
    name: z.string().nullable(),
    slots: listOf(z.string()),
    diagnostics: listOf(Diagnostic),
  })
  .openapi('ScriptInfo')

export const ScriptFile = z
  .object({ path: z.string(), language: Language, source: z.string(), etag: ETag })
  .openapi('ScriptFile')

export const SavedScript = z.object({ path: z.string(), etag: ETag }).openapi('SavedScript')

export const ScriptVersion = z
  .object({ sha256: Sha256, time, size: z.int().describe('bytes') })
  .openapi('ScriptVersion')

export const Draft = z
  .object({ path: z.string(), source: z.string() })
  .openapi('Draft', { description: 'a script that is not in the folder yet' })

export const Validation = z
  .object({
    valid: z.boolean(),
    diagnostics: listOf(Diagnostic),
    took_ms: z.number(),
  })
  .openapi('Validation')

const entry = {
  name: z.string(),
  kind: z.enum(['object', 'function', 'field', 'callback', 'value']),
  signature: z.string().nullable(),
  doc: z.string(),
}

export interface ApiEntry extends z.infer<z.ZodObject<typeof entry>> {
  readonly members?: readonly ApiEntry[] | undefined
}

export const ApiEntry: z.ZodType<ApiEntry> = z
  .object({
    ...entry,
    get members() {
      return z.array(ApiEntry).readonly().optional()
    },
  })
  .openapi('ApiEntry')

export const LanguageInfo = z
  .object({
    dts: z.string().describe('the types of what JavaScript and TypeScript scripts may use'),
    lua: listOf(ApiEntry),
  })
  .openapi('LanguageInfo')

/** More than any script has; the rest of a request is small. */
const SOURCE_CHARS_MAX = 512 * 1024
export const source = z.string().max(SOURCE_CHARS_MAX)
export const path = z.string().max(200)

export const SaveRequest = z
  .strictObject({
    source,
    shadow: z
      .boolean()
      .default(false)
      .describe('the version before goes on trading, this one runs beside it on virtual orders'),
  })
  .openapi('SaveRequest')
export const RenameRequest = z.strictObject({ to: path }).openapi('RenameRequest')
export const RollbackRequest = z.strictObject({ sha256: Sha256 }).openapi('RollbackRequest')
export const DraftRequest = z
  .strictObject({
    name: z.string().regex(STRATEGY_NAME),
    language: Language,
  })
  .openapi('DraftRequest')
export const ValidateRequest = z
  .strictObject({
    path,
    source,
    level: z
      .enum(['fast', 'full'])
      .default('fast')
      .describe('full: also loads the script and runs it over the sample'),
  })
  .openapi('ValidateRequest')

export type ScriptInfo = z.infer<typeof ScriptInfo>
export type ScriptFile = z.infer<typeof ScriptFile>
export type ScriptVersion = z.infer<typeof ScriptVersion>
export type LanguageInfo = z.infer<typeof LanguageInfo>
