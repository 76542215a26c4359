// What an editor needs to help with a script: the types for JavaScript and TypeScript, and the Lua
// API as a list of names with signatures and docs.
import { readFileSync } from 'node:fs'
import {
  API,
  type ApiCallback,
  type ApiGlobal,
  type ApiObject,
  type ApiSignature,
  type ApiType,
} from '#sdk/api/index.ts'

export interface ApiEntry {
  readonly name: string
  readonly kind: 'object' | 'function' | 'field' | 'callback' | 'value'
  readonly signature: string | null
  readonly doc: string
  readonly members?: readonly ApiEntry[]
}

export interface LanguageInfo {
  /** sdk/watchfire.d.ts. */
  readonly dts: string
  readonly lua: readonly ApiEntry[]
}

export function languageInfo(): LanguageInfo {
  const dts = readFileSync(new URL('../../sdk/watchfire.d.ts', import.meta.url), 'utf8')
  const named = Object.values(API.objects).filter(({ variable }) => variable !== undefined)
  const variables = new Set(named.map(({ variable }) => variable))
  return {
    dts,
    lua: [
      ...named.map(objectEntry),
      ...[...API.callbacks, ...API.hooks].map(callbackEntry),
      ...[...API.lua.api, ...API.lua.library]
        .filter(({ name }) => !variables.has(name))
        .map(globalEntry),
    ],
  }
}

const objectEntry = (object: ApiObject): ApiEntry => ({
  name: object.variable!,
  kind: 'object',
  signature: null,
  doc: object.doc,
  members: membersOf(object),
})

/** Members of members come along: `context.position.` has to be completed, too. */
function membersOf(object: ApiObject, depth = 0): ApiEntry[] {
  return object.members.map((member): ApiEntry => {
    const doc = [member.doc, member.none && `${member.none}.`].filter(Boolean).join(' ')
    if (member.kind === 'function') {
      const { name } = member
      return { name, kind: 'function', signature: signatureOf(name, member), doc }
    }
    const inner = depth < 3 ? objectOf(member.type) : null
    return {
      name: member.name,
      kind: 'field',
      signature: `${member.name}: ${typeText(member.type)}`,
      doc,
      ...(inner === null ? {} : { members: membersOf(inner, depth + 1) }),
    }
  })
}

const callbackEntry = ({ name, doc, ...callback }: ApiCallback): ApiEntry => ({
  name,
  kind: 'callback',
  signature: signatureOf(name, callback),
  doc,
})

const globalEntry = ({ name, doc, members }: ApiGlobal): ApiEntry => ({
  name,
  kind: members === undefined ? 'function' : 'object',
  signature: null,
  doc,
  ...(members === undefined
    ? {}
    : {
        members: members.map(
          (member): ApiEntry => ({
            name: member,
            kind: 'function',
            signature: null,
            doc: `Lua's own ${name}.${member}.`,
          }),
        ),
      }),
})

function signatureOf(name: string, { parameters, returns }: ApiSignature): string {
  const list = parameters.map(
    ({ name: own, type, optional }) => `${own}${optional ? '?' : ''}: ${typeText(type)}`,
  )
  const result = returns === null ? '' : ` → ${typeText(returns)}`
  return `${name}(${list.join(', ')})${result}`
}

function typeText(type: ApiType): string {
  if (typeof type === 'string') return type === 'nothing' ? 'nil' : type
  if ('object' in type) return type.object
  if ('values' in type) return type.values
  if ('words' in type) return type.words.map((word) => `"${word}"`).join('|')
  if ('list' in type) return `${typeText(type.list)}[]`
  if ('anyOf' in type) return type.anyOf.map(typeText).join('|')
  if ('orNone' in type) return `${typeText(type.orNone)}|nil`
  return `table<string, ${typeText(type.mapOf)}>`
}

function objectOf(type: ApiType): ApiObject | null {
  if (typeof type === 'string') return null
  if ('object' in type) return API.objects[type.object] ?? null
  return 'orNone' in type ? objectOf(type.orNone) : null
}
