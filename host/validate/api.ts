// The API description as a check reads it: every name in the language of the script.
import type {
  ApiCallback,
  ApiLanguage,
  ApiMember,
  ApiObject,
  ApiSignature,
  ApiType,
  ApiValueSet,
} from '#sdk/api/description.ts'
import { API } from '#sdk/api/index.ts'
import { camelCase } from '#sdk/names.ts'

/** What is known of an expression, as far as the API goes. `path` is how messages call it. */
export type Known =
  | { readonly kind: 'value'; readonly path: string; readonly type: ApiType }
  | { readonly kind: 'function'; readonly path: string; readonly fn: KnownFunction }
  | { readonly kind: 'library'; readonly path: string; readonly members: readonly string[] | null }

export interface KnownFunction extends ApiSignature {
  /** Lua's name of it, as the description has it. */
  readonly name: string
  /** The object that it is a member of. */
  readonly owner: ApiObject
}

export interface ScriptApi {
  readonly words: ApiLanguage
  /** How the language calls a record. */
  readonly tableWord: string
  /** How the language writes an API name. */
  write(name: string): string
  object(name: string): ApiObject
  values(name: string): ApiValueSet
  /** Members by the name that the language writes. */
  members(object: ApiObject): ReadonlyMap<string, ApiMember>
  /** The callbacks and hooks by the name that the language writes. */
  readonly callbacks: ReadonlyMap<string, ApiCallback>
  /** What `import { … } from 'watchfire'` offers; in Lua nothing. */
  readonly moduleNames: readonly string[]
  /** Why a name is not there; null for a name that nobody took away. */
  absence(name: string): string | null
}

export const LUA_API = createApi(API.lua, 'a table', (name) => name)
export const JS_API = createApi(API.js, 'an object', camelCase)

function createApi(
  words: ApiLanguage,
  tableWord: string,
  write: (name: string) => string,
): ScriptApi {
  const objects = new Map(
    Object.values(API.objects).map((object) => [
      object.name,
      new Map(object.members.map((member) => [write(member.name), member])),
    ]),
  )
  const absent = new Map(words.absent.map(({ name, instead }) => [name, instead]))
  return {
    words,
    tableWord,
    write,
    object: (name) => API.objects[name]!,
    values: (name) => API.valueSets[name]!,
    members: (object) => objects.get(object.name)!,
    callbacks: new Map([...API.callbacks, ...API.hooks].map((entry) => [write(entry.name), entry])),
    moduleNames: words === API.js ? API.jsModule.map(({ name }) => name) : [],
    absence: (name) => absent.get(name) ?? null,
  }
}

/** `action`, `market` and the like: the object that authors know by a fixed name. */
export function objectByVariable(variable: string): ApiObject | null {
  return Object.values(API.objects).find((object) => object.variable === variable) ?? null
}
