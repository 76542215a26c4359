// The part of sdk/watchfire.d.ts in which TypeScript infers (params, the opportunity) and excludes
// (two sizes, a limit order without a price). Written as TypeScript; docs come from the description.
import { API, type ApiCallback, type ApiObject } from '#sdk/api/index.ts'
import { camelCase } from '#sdk/names.ts'
import { comment, indent } from './typescript-words.ts'

type MemberLines = (object: ApiObject, names?: readonly string[]) => string

function members(lines: MemberLines, object: string, isWanted = (_: string) => true): string {
  const { members: all } = API.objects[object]!
  const names = all.map(({ name }) => name).filter(isWanted)
  return indent(lines(API.objects[object]!, names))
}

function callbackDoc(key: ApiCallback['key']): string {
  const callback = [...API.callbacks, ...API.hooks].find((candidate) => candidate.key === key)!
  return indent(comment(callback.doc)).trimStart()
}

const actionsOf = (key: ApiCallback['key']): string => {
  const { actions } = API.callbacks.find((candidate) => candidate.key === key)!
  return actions.map((name) => `'${camelCase(name)}'`).join(' | ')
}

export const strategyTypes = (lines: MemberLines): string => `\
${comment(API.objects.Strategy!.doc)}
export interface Strategy<Specs extends ParamSpecs, Found extends Opportunity> {
${members(lines, 'Strategy', (name) => name !== 'params')}
  /** Parameters that a run may set, under names of your choice; read them in context.params. */
  params?: [Specs] extends [CheckedSpecs<Specs>] ? Specs : CheckedSpecs<Specs>
  ${callbackDoc('detectOpportunity')}
  detectOpportunity(
    market: Market,
    context: Context<ParamValues<Specs>, null>,
    indicators: Indicators,
  ): Found | Nothing
  ${callbackDoc('filterCommitment')}
  filterCommitment(
    market: Market,
    context: Context<ParamValues<Specs>, EitherOf<Found>>,
    indicators: Indicators,
  ): Action<${actionsOf('filterCommitment')}> | Nothing
  ${callbackDoc('managePosition')}
  managePosition(
    market: Market,
    context: TradeContext<ParamValues<Specs>, EitherOf<Found>>,
    indicators: Indicators,
  ): ManageAction | readonly ManageAction[] | Nothing
  ${callbackDoc('onInit')}
  onInit?(context: Context<ParamValues<Specs>>): Nothing
  ${callbackDoc('onFill')}
  onFill?(fill: Fill, context: Context<ParamValues<Specs>>): Nothing
  ${callbackDoc('onTradeClosed')}
  onTradeClosed?(trade: Trade, context: Context<ParamValues<Specs>>): Nothing
  ${callbackDoc('onOrderRejected')}
  onOrderRejected?(order: RejectedOrder, context: Context<ParamValues<Specs>>): Nothing
  ${callbackDoc('onReload')}
  onReload?(context: Context<ParamValues<Specs>>, previousVersion: string | null): Nothing
}

/**
 * Defines the strategy; export what it returns as the module's default. Types are inferred:
 * context.params from \`params\`, and context.opportunity of the two later callbacks from what
 * detectOpportunity returns. For that, write detectOpportunity above them.
 */
export function defineStrategy<
  const Specs extends ParamSpecs = {},
  const Found extends Opportunity = Opportunity,
>(strategy: Strategy<Specs, Found>): Strategy<Specs, Found>

/** Nothing to say. */
export type Nothing = void | null | undefined | false

/** So many strategy bars, such as "3 bars", or a length of time, such as "90s", "5m", "4h". */
export type Span = string

export type ParamSpecs = { readonly [name: string]: NumberParam | ChoiceParam | SwitchParam }

/** The values of the parameters: a number, one of the choices, or a boolean. */
export type ParamValues<Specs> = {
  readonly [Name in keyof Specs]: Specs[Name] extends { choices: readonly (infer Choice)[] }
    ? Choice
    : Specs[Name] extends { default: infer Default }
      ? Widened<Default>
      : never
}
type Widened<Value> = Value extends number ? number : Value extends boolean ? boolean : string

/** Turns a misspelt key of a parameter, and a default that is no choice, into an error. */
type CheckedSpecs<Specs> = {
  readonly [Name in keyof Specs]: {
    readonly [Key in keyof Specs[Name]]: Specs[Name] extends { choices: readonly (infer Choice)[] }
      ? Key extends 'default' ? Choice : CheckedKey<Key, keyof ChoiceParam, Specs[Name][Key]>
      : Specs[Name] extends { default: boolean }
        ? CheckedKey<Key, keyof SwitchParam, Specs[Name][Key]>
        : CheckedKey<Key, keyof NumberParam, Specs[Name][Key]>
  }
}
type CheckedKey<Key, Known, Value> = Key extends Known ? Value : 'a parameter has no such key'

/** Any strategy's params, for functions that serve several. */
export type AnyParams = Readonly<Record<string, any>>

/** An object of your own, of JSON values: what detectOpportunity found. */
export interface Opportunity {
  readonly [key: string]: any
  // Not an action, a list, a promise or a function.
  readonly [actionName]?: never
  readonly [Symbol.iterator]?: never
  readonly [Symbol.toStringTag]?: never
  readonly [Symbol.hasInstance]?: never
}

/** Where detectOpportunity returns one of several shapes, any key may be read from each. */
export type EitherOf<Found, Keys extends PropertyKey = KeyOf<Found>> = Found extends unknown
  ? [Exclude<Keys, keyof Found>] extends [never]
    ? Found
    : Found & { readonly [Key in Exclude<Keys, keyof Found>]?: undefined }
  : never
type KeyOf<Found> = Found extends unknown ? keyof Found : never

/** The context in managePosition, where there always is a position. */
export interface TradeContext<Params = AnyParams, Found = Opportunity>
  extends Context<Params, Found> {
  /** The open position. */
  readonly position: Position
}`

export const actionTypes = (): string => `\
const actionName: unique symbol

/** What a function of \`action\` makes. */
export interface Action<Name extends string = string> {
  readonly [actionName]: Name
}

/** What managePosition may return, alone or in a list of up to 8. */
export type ManageAction = Action<
  ${actionsOf('managePosition')}
>`

const SIZES = API.objects.EnterOptions!.exclusive!.keys

export const optionTypes = (lines: MemberLines): string => `\
${comment(API.objects.EnterOptions!.doc)}
export type EnterOptions = EnterKeys & OneSize & (MarketOrder | PricedOrder | StopLimitOrder)

interface EnterKeys {
${members(lines, 'EnterOptions')}
}

type OneSize = SizeByQuantity | SizeByNotional | SizeByEquityFraction | SizeByRisk | DefaultSize
${SIZES.map(sizeText).join('\n')}
interface DefaultSize {
${SIZES.map((name) => `  ${camelCase(name)}?: undefined`).join('\n')}
}

interface MarketOrder {
  type?: 'market'
  price?: undefined
  limitPrice?: undefined
  expires?: undefined
}
interface PricedOrder {
  type: 'limit' | 'stop'
  price: number
  limitPrice?: undefined
}
interface StopLimitOrder {
  type: 'stop_limit'
  price: number
  limitPrice: number
}

${comment(API.objects.ExitOptions!.doc)}
export type ExitOptions = ExitKeys & (MarketExit | LimitExit)

interface ExitKeys {
${members(lines, 'ExitOptions')}
}
interface MarketExit {
  type?: 'market'
  price?: undefined
}
interface LimitExit {
  type: 'limit'
  price: number
}

${comment(API.objects.TrailOptions!.doc)}
export type TrailOptions = TrailByDistance | TrailByFraction | TrailByAtr
${trailText()}`

/** An entry with this one size; only `risk` needs a stop. */
function sizeText(size: string): string {
  const keys = SIZES.map((name) =>
    name === size ? `  ${camelCase(name)}: number` : `  ${camelCase(name)}?: undefined`,
  )
  if (size === 'risk') keys.push('  stop: number')
  return [`interface SizeBy${pascal(size)} {`, ...keys, '}'].join('\n')
}

function trailText(): string {
  const { exclusive } = API.objects.TrailOptions!
  return exclusive!.keys
    .map((key) => {
      const keys = exclusive!.keys.map((name) =>
        name === key ? `  ${name}: number` : `  ${name}?: undefined`,
      )
      return [`interface TrailBy${pascal(key)} {`, ...keys, '}'].join('\n')
    })
    .join('\n')
}

const pascal = (name: string): string => {
  const camel = camelCase(name)
  return `${camel[0]!.toUpperCase()}${camel.slice(1)}`
}
