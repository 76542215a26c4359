// The API's own description: OpenAPI 3.1, made from what the router serves.
import packageJson from '../../../package.json' with { type: 'json' }
import type { Router } from './environment.ts'
import { API } from './guards.ts'
import { Delta } from './shapes/board.ts'
import { BacktestNews, FolderNews } from './shapes/push.ts'

export type OpenApi = ReturnType<Router['getOpenAPI31Document']>

export const ENGINE = `watchfire ${packageJson.version}`

const TAGS = [
  { name: 'session', description: 'The running session: slots, positions, what happened.' },
  {
    name: 'control',
    description: 'Acting on the session: kill switch, pauses, roll-backs, its end; its journal.',
  },
  { name: 'past', description: 'why a slot did what it did; the session once more' },
  { name: 'scripts', description: 'Strategies as files, their versions, what is wrong with them.' },
  { name: 'backtests', description: 'Data sets, bars, backtests.' },
  { name: 'system', description: 'The host itself.' },
]

const PUSHED = { Delta, FolderNews, BacktestNews }

const DESCRIPTION = `A token comes as \`Authorization: Bearer …\` or as a cookie; \`x-least-role\` \
names the role that an operation needs. Times are ms UTC; shares are fractions, not percent. \
Push: the WebSocket at \`/ws\`, see docs/api.md.`

export function describeApi(api: Router): OpenApi {
  const { openAPIRegistry: registry } = api
  registry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' })
  registry.registerComponent('securitySchemes', 'cookie', {
    type: 'apiKey',
    in: 'cookie',
    name: 'watchfire',
  })
  // What the socket sends, for generated clients: no operation names it.
  for (const [name, shape] of Object.entries(PUSHED)) registry.register(name, shape)
  return api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Watchfire', version: packageJson.version, description: DESCRIPTION },
    servers: [{ url: API }],
    tags: TAGS,
  })
}
