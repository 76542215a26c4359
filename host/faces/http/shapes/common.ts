// What many shapes are made of, and how a failure looks.
import { z } from '@hono/zod-openapi'

/** Lists go out as they are; nobody on the way may change them. */
export const listOf = <T extends z.ZodType>(item: T) => z.array(item).readonly()

/** As `nullable()`, which would make the named shape itself null in the document. */
export const orNull = <T extends z.ZodType>(shape: T) => z.union([shape, z.null()])

export const time = z.number().describe('ms since 1970-01-01 UTC')
export const Side = z.enum(['long', 'short'])
export const SlotState = z.enum(['Watch', 'CloseWatch', 'InTrade'])
export const Language = z.enum(['lua', 'js', 'ts'])
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
export const ETag = z.string().describe('names one text of a script; sent back as If-Match')

export const Point = z
  .tuple([z.number(), z.number()])
  .readonly()
  .describe('[time in ms UTC, value]')

export const Diagnostic = z
  .object({
    severity: z.enum(['error', 'warning']),
    code: z.string().describe('see docs/diagnostics.md'),
    message: z.string(),
    file: z.string().optional().describe('absent where it is the script itself'),
    line: z.int().describe('1-based'),
    column: z.int().describe('1-based, in UTF-16 units'),
    hint: z.string().optional(),
  })
  .openapi('Diagnostic')

export const Problem = z
  .object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      hint: z.string().optional().describe('the way out'),
    }),
    current: z
      .object({ source: z.string(), etag: ETag })
      .nullish()
      .describe('at a conflict: the text that is there; null where the file is gone'),
  })
  .openapi('Problem')

/** Newest first, a page at a time. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: listOf(item),
    total: z
      .int()
      .describe('how many there were in the session: of the slot that is asked for, if one'),
    next: z.string().nullable().describe('`cursor` of the page after this one; null at the end'),
  })

export const PAGE_ITEMS_MAX = 1000

export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(PAGE_ITEMS_MAX).default(100),
  cursor: z
    .string()
    .regex(/^\d{1,15}$/, 'expected the `next` of the page before')
    .optional(),
})

export const SlotPageQuery = PageQuery.extend({
  slot: z.string().max(300).optional().describe('of this slot only'),
})

export type Language = z.infer<typeof Language>
export type Side = z.infer<typeof Side>
export type SlotState = z.infer<typeof SlotState>
export type Diagnostic = z.infer<typeof Diagnostic>
export type Problem = z.infer<typeof Problem>
export type Point = z.infer<typeof Point>
