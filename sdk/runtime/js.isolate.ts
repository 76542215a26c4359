// Entry of the isolates that run JavaScript and TypeScript: leaves one object for the runner, which
// takes it away before user code is evaluated.

import type { World } from './guest.ts'
import { type AuthorModule, authorModule, type JsFiles, readDefinition } from './js/adapter.ts'
import { lockdown } from './lockdown.ts'
import { type BootOptions, createSession } from './session.ts'

interface JsSource {
  /** The namespace's default export. */
  readonly exported: unknown
  readonly symbol: string
  readonly currency: string
}

interface JsBoot extends BootOptions {
  readonly fileNames: readonly string[]
  readonly entry: string
  readonly entryCode: string
  /** Of all files. */
  readonly text: string
}

type Params = Parameters<typeof session.load>[1]

const globals = globalThis as unknown as Record<string, unknown>

let world: World
let author: AuthorModule
let files: JsFiles

const session = createSession<JsSource>((at, { exported, symbol, currency }) =>
  readDefinition(exported, at, files, { symbol, currency }),
)

globals.__watchfire = {
  ...session,
  /** Leaves what the module 'watchfire' exports where the module finds it. */
  boot(options: JsBoot): void {
    world = session.boot(options)
    const { fileNames, entry, entryCode, text } = options
    files = { names: new Set(fileNames), entry, entryCode, text }
    author = authorModule(world)
    globals.__author = author
  },
  /** `exported` is the entry's default export: it cannot travel inside a copied object. */
  load: (exported: unknown, market: { symbol: string; currency: string }, params: Params) =>
    session.load({ exported, ...market }, params),
  /** Takes the bootstrap away; afterwards nothing in the isolate can be changed. */
  lock(): void {
    delete globals.__watchfire
    delete globals.__author
    lockdown({ random: () => world.random.next(), now: world.now, log: author.log })
  },
}
