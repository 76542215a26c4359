// `watchfire indicators`: what the catalogue offers, for people or as JSON.
import type { Command } from 'commander'
import { argumentText, rangeText, usualWarmup } from '#sdk/indicator-text.ts'
import { CATALOGUE } from '#sdk/indicators/catalogue.ts'
import type { Argument, IndicatorSpec } from '#sdk/indicators/indicator.ts'

const EXAMPLES = `
Examples:
  watchfire indicators --list
  watchfire indicators --list --json | jq '.[].name'`

export function register(program: Command): void {
  program
    .command('indicators')
    .description('List the indicators that scripts may use, with arguments and definitions.')
    .option('--list', 'list them all (also without this option)')
    .option('--json', 'as JSON')
    .addHelpText('after', EXAMPLES)
    .action((options: { json?: boolean }) => {
      const text = options.json ? `${JSON.stringify(CATALOGUE.map(entry), null, 2)}\n` : listing()
      process.stdout.write(text)
    })
}

function entry(spec: IndicatorSpec) {
  const { name, title, input, args, outputs, definition, source } = spec
  const warmup = usualWarmup(spec)
  return { name, title, input, args: args.map(argument), outputs, warmup, definition, source }
}

/** A word is a word: what it stands for inside is nobody's concern. */
function argument({ name, description, integer, default: preset, min, max, choices }: Argument) {
  if (choices === undefined) return { name, description, integer, default: preset, min, max }
  return { name, description, default: preset === null ? null : choices[preset], choices }
}

const READS: Readonly<Record<IndicatorSpec['input'], string>> = {
  source: 'one series (source=)',
  bar: 'whole bars',
  pair: "one series (source=) of the slot's symbol and of another (symbol=)",
}

function listing(): string {
  const entries = [...CATALOGUE]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((spec) => {
      const bars = usualWarmup(spec)
      const call = `${spec.name}(${spec.args.map(signature).join(', ')})`
      const fields = spec.outputs.length === 1 ? '' : ` → ${spec.outputs.join(', ')}`
      return [
        `${call}${fields}`,
        `  ${spec.title}; reads ${READS[spec.input]}`,
        ...spec.args.map((arg) => `  ${arg.name}: ${arg.description}, ${rangeText(arg)}`),
        ...(bars === null ? [] : [`  first value at bar ${bars} with the defaults`]),
        `  ${spec.definition}`,
        `  ${spec.source}`,
      ].join('\n')
    })
  const head = `${CATALOGUE.length} indicators. In JavaScript names and fields are camelCase.`
  return `${[head, ...entries].join('\n\n')}\n`
}

const signature = (arg: Argument) =>
  arg.default === null ? arg.name : `${arg.name}=${argumentText(arg, arg.default)}`
