// The part of sdk/watchfire.d.ts for indicators of one's own: from the definition TypeScript infers
// what the code gets, what it must return, and how the indicator is called.
import { API, type ApiObject } from '#sdk/api/index.ts'
import { comment, indent } from './typescript-words.ts'

type MemberLines = (object: ApiObject, names?: readonly string[]) => string

export function customIndicatorTypes(lines: MemberLines): string {
  const definition = API.objects.IndicatorDefinition!
  const argument = API.objects.IndicatorArgument!
  const docOf = (object: ApiObject, name: string) =>
    indent(comment(object.members.find((member) => member.name === name)!.doc))
  const shared = ['name', 'description']
  return `\
${comment(definition.doc)}
export interface IndicatorDefinition<
  Args extends readonly IndicatorArgument[],
  Outputs extends readonly string[],
  Input extends 'bar' | 'source',
> {
${indent(lines(definition, shared))}
${docOf(definition, 'input')}
  input?: Input
${docOf(definition, 'args')}
  args?: Args
${docOf(definition, 'outputs')}
  outputs?: Outputs
${docOf(definition, 'warmup')}
  warmup: number | ((...args: ArgumentValues<Args>) => number)
${docOf(definition, 'create')}
  create(
    ...args: ArgumentValues<Args>
  ): (what: Input extends 'source' ? number : IndicatorBar) => IndicatorValue<Outputs> | void | null | undefined
}

/**
 * Defines an indicator; call what it returns with indicators, the arguments and, last, the options:
 * \`spread(indicators, 20, { timeframe: '1h' })\`. In operands it goes by its name: \`['spread', 20]\`.
 */
export function defineIndicator<
  const Args extends readonly IndicatorArgument[] = readonly [],
  const Outputs extends readonly string[] = readonly [],
  const Input extends 'bar' | 'source' = 'bar',
>(definition: IndicatorDefinition<Args, Outputs, Input>): CustomIndicator<Args, Outputs, Input>

/** An indicator of your own, as a function. */
export interface CustomIndicator<
  Args extends readonly IndicatorArgument[],
  Outputs extends readonly string[],
  Input extends 'bar' | 'source',
> {
  (indicators: Indicators, ...args: Partial<ArgumentValues<Args>>): IndicatorValue<Outputs>
  (indicators: Indicators, ...settings: [...ArgumentValues<Args>, OptionsOf<Input>]): IndicatorValue<Outputs>
  (indicators: Indicators, options: OptionsOf<Input>): IndicatorValue<Outputs>
}

${comment(argument.doc)}
export type IndicatorArgument = NumberArgument | WordArgument
interface NumberArgument {
${indent(lines(argument, [...shared, 'min', 'max', 'integer']))}
${docOf(argument, 'default')}
  default?: number
  choices?: undefined
}
interface WordArgument {
${indent(lines(argument, [...shared, 'choices']))}
${docOf(argument, 'default')}
  default?: string
  min?: undefined
  max?: undefined
  integer?: undefined
}

type ArgumentValues<Args extends readonly IndicatorArgument[]> = {
  -readonly [K in keyof Args]: Args[K] extends { choices: readonly (infer Word)[] } ? Word : number
}
type OptionsOf<Input> = Input extends 'source' ? IndicatorOptions : BarIndicatorOptions
/** A number; with two outputs or more an object that has them all. */
type IndicatorValue<Outputs extends readonly string[]> = Outputs extends readonly [
  string,
  string,
  ...string[],
]
  ? { readonly [Name in Outputs[number]]: number }
  : number`
}
