// The whole API as data: the router serves what stands here, the document describes it, and typed
// clients are made of its types. It leads to nothing that runs on the host alone, so that a page can
// import it as types.
import type { OpenAPIHono, RouteConfig } from '@hono/zod-openapi'
import { backtests } from './contract/backtests.ts'
import { control } from './contract/control.ts'
import { past } from './contract/past.ts'
import { scripts } from './contract/scripts.ts'
import { session } from './contract/session.ts'
import { system } from './contract/system.ts'

/** By operation. */
export const ENDPOINTS = { ...scripts, ...backtests, ...session, ...control, ...past, ...system }

type Entry<R> = R extends RouteConfig ? { route: R; handler: never } : never

declare const blank: OpenAPIHono

/** What `hc` of hono/client takes, for the address of /api/v1. */
export type Api = ReturnType<
  typeof blank.openapiRoutes<readonly [Entry<(typeof ENDPOINTS)[keyof typeof ENDPOINTS]>]>
>
