// The words in which the author-facing API is described. One description, read by everybody who
// must know it: the editors' types, the validator's member checks, the reference. No behaviour.
// Names are Lua's (snake_case); JS has `camelCase(name)` of each. Values are the same in both.
import type { Callback, Hook, SlotState } from '../domain.ts'

/** A type, in no language's words. */
export type ApiType =
  | 'number'
  | 'integer'
  | 'string'
  | 'boolean'
  /** "3 bars", or a duration such as "90s": what `parseSpan` reads. */
  | 'span'
  /** "bar", "tick", or a duration such as "5s". */
  | 'rhythm'
  /** nil, null, undefined or false: what a callback returns to say nothing. */
  | 'nothing'
  /** Anything at all (what `log` takes). */
  | 'any'
  /** The author's own JSON-like tree, whose keys are never converted: `context.data`. */
  | 'tree'
  /** The author's own read-only tree: what detect_opportunity returned. */
  | 'opportunity'
  /** What a function of `action` makes. */
  | 'action'
  /** The values of the strategy's params. */
  | 'params'
  /** A number, a source's name, or an indicator as a list: `{"ema", 9}` / `['ema', 9]`. */
  | 'operand'
  /** The author's own code. */
  | 'function'
  /** An object of this API, by its `ApiObject.name`. */
  | { readonly object: string }
  /** A named set of string values, by its `ApiValueSet.name`. */
  | { readonly values: string }
  /** One of a few strings that have no name as a set. */
  | { readonly words: readonly string[] }
  | { readonly list: ApiType }
  | { readonly anyOf: readonly ApiType[] }
  /** The type, or nil in Lua and null in JS. */
  | { readonly orNone: ApiType }
  /** A table or object with keys of the author's choice. */
  | { readonly mapOf: ApiType }

export interface ApiSignature {
  readonly parameters: readonly ApiParameter[]
  /** null: it returns nothing. */
  readonly returns: ApiType | null
}

/** A named set of strings, spelled alike in every language. */
export interface ApiValueSet {
  /** PascalCase, as the TypeScript type is called. */
  readonly name: string
  readonly doc: string
  readonly values: readonly string[]
}

export interface ApiParameter {
  readonly name: string
  readonly type: ApiType
  readonly doc: string
  readonly unit?: string
  /** It may be left out; `default` then says what holds. */
  readonly optional?: boolean
  /** As the author would write it, e.g. `1`, `"market"`. */
  readonly default?: string
}

export interface ApiField extends ApiParameter {
  readonly kind: 'field'
  /** When it is NaN, or nil/null; absent where it never is. */
  readonly none?: string
  /** The author may assign to it or below it: `context.data` alone. */
  readonly isWritable?: boolean
}

export interface ApiFunction extends ApiSignature {
  readonly kind: 'function'
  readonly name: string
  readonly doc: string
  readonly unit?: string
  /** When its result is NaN, or nil/null; absent where it never is. */
  readonly none?: string
}

export type ApiMember = ApiField | ApiFunction

/** A table or object with a closed set of members; any other name is a mistake. */
export interface ApiObject {
  /** PascalCase, as the TypeScript interface is called: Market, Bar, Context, … */
  readonly name: string
  /** What authors call it where it has a fixed name: `market`, `context`, `indicators`, `action`. */
  readonly variable?: string
  readonly doc: string
  /** 'given': the host makes it, authors read it. 'written': authors write it (options, metadata). */
  readonly origin: 'given' | 'written'
  readonly members: readonly ApiMember[]
  /** At most one of these keys may be given (the sizes of an entry, the distances of a trail). */
  readonly exclusive?: { readonly keys: readonly string[]; readonly isRequired: boolean }
}

/** A function that the strategy defines and the host calls. */
export interface ApiCallback extends ApiSignature {
  /** detect_opportunity, on_init, … */
  readonly name: string
  readonly key: Callback | Hook
  readonly doc: string
  readonly isRequired: boolean
  /** In which state it is called; null for hooks. */
  readonly state: SlotState | null
  /** The `action` functions whose result it may return. */
  readonly actions: readonly string[]
}

/** A name that scripts of one language may use without importing it. */
export interface ApiGlobal {
  readonly name: string
  readonly doc: string
  /** Of a library table: exactly the members that exist. Absent: not a table, or the language's own. */
  readonly members?: readonly string[]
}

/** A name that authors may expect, and that a sandboxed script does not have. */
export interface ApiAbsence {
  /** `debug`; `string.dump`; for a method, the bare name: `toLocaleString`. */
  readonly name: string
  /** A global, a member of a global, or a method of any value. */
  readonly kind: 'global' | 'member' | 'method'
  /** Why, or what to use instead: fit to be a hint. */
  readonly instead: string
}

export interface ApiLanguage {
  /** Globals that Watchfire adds. */
  readonly api: readonly ApiGlobal[]
  /** The language's own library, as far as it is there. */
  readonly library: readonly ApiGlobal[]
  readonly absent: readonly ApiAbsence[]
}

export interface ApiDescription {
  /** Every table or object, by its name. */
  readonly objects: Readonly<Record<string, ApiObject>>
  readonly valueSets: Readonly<Record<string, ApiValueSet>>
  readonly callbacks: readonly ApiCallback[]
  readonly hooks: readonly ApiCallback[]
  readonly lua: ApiLanguage
  /** JavaScript and TypeScript. */
  readonly js: ApiLanguage
  /** What `import { … } from 'watchfire'` offers, in camelCase already. */
  readonly jsModule: readonly ApiGlobal[]
}
