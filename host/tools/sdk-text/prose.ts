// Sentences about the API, worded for the language of the reader.
import {
  API,
  type ApiCallback,
  type ApiField,
  type ApiFunction,
  type ApiMember,
  type ApiParameter,
  type ApiType,
} from '#sdk/api/index.ts'
import { camelCase } from '#sdk/names.ts'

/** The doc of a member with its unit, its default and when there is no value. */
export function fullDoc(item: ApiField | ApiFunction | ApiParameter): string {
  const parts = [item.doc]
  if (item.unit !== undefined) parts.push(`Unit: ${item.unit}.`)
  if ('default' in item && item.default !== undefined) parts.push(`Default: ${item.default}.`)
  if ('none' in item && item.none !== undefined) parts.push(`${capital(item.none)}.`)
  return parts.join(' ')
}

/** How the description words "no value"; each language has one word for it. */
const NONE = /nil in Lua, null in JS,?|nil or null/gi

export const sayNone = (text: string, word: string): string =>
  text.replace(NONE, (match) => (match.startsWith('N') ? capital(word) : word))

export const forLua = (text: string): string => sayNone(text, 'nil')

/** Docs spell names as Lua does; values stay, and sentences about Lua alone go. */
export const forJs = (text: string): string =>
  sayNone(text, 'null')
    .replace(/ In Lua [^.]*\./g, '')
    .replace(/\b[a-z0-9]+(_[a-z0-9]+)+\b/g, (word) => (NAMES.has(word) ? camelCase(word) : word))

const NAMES: ReadonlySet<string> = new Set([
  ...Object.values(API.objects).flatMap(({ members }) => members.flatMap(namesOf)),
  ...[...API.callbacks, ...API.hooks].flatMap(namesOf),
])

function namesOf(item: ApiMember | ApiCallback): string[] {
  const parameters = 'parameters' in item ? item.parameters : []
  return [item.name, ...parameters.map(({ name }) => name)]
}

export const capital = (text: string): string => `${text[0]!.toUpperCase()}${text.slice(1)}`

export const isObject = (type: ApiType): type is { readonly object: string } =>
  typeof type === 'object' && 'object' in type

/** Breaks prose into lines of at most `width` characters. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return line === '' ? lines : [...lines, line]
}
