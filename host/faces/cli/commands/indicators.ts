// `watchfire indicators`: what the catalogue offers, for people or as JSON.
import type { Command } from 'commander'
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
  return {
    name,
    title,
    input,
    args: args.map(({ name, description, integer, default: preset, min, max }) => ({
      name,
      description,
      integer,
      default: preset,
      min,
      max,
    })),
    outputs,
    warmup: warmup(spec),
    definition,
    source,
  }
}

/** Bars until the first value with the arguments' defaults; null where one has none. */
function warmup(spec: IndicatorSpec): number | null {
  const presets = spec.args.map((arg) => arg.default)
  return presets.every((preset) => preset !== null) ? spec.warmup(...presets) : null
}

function listing(): string {
  const entries = [...CATALOGUE]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((spec) => {
      const bars = warmup(spec)
      const call = `${spec.name}(${spec.args.map(signature).join(', ')})`
      const fields = spec.outputs.length === 1 ? '' : ` → ${spec.outputs.join(', ')}`
      return [
        `${call}${fields}`,
        `  ${spec.title}; reads ${spec.input === 'source' ? 'one series (source=)' : 'whole bars'}`,
        ...spec.args.map((arg) => `  ${arg.name}: ${arg.description}, ${arg.min} to ${arg.max}`),
        ...(bars === null ? [] : [`  first value at bar ${bars} with the defaults`]),
        `  ${spec.definition}`,
        `  ${spec.source}`,
      ].join('\n')
    })
  const head = `${CATALOGUE.length} indicators. In JavaScript names and fields are camelCase.`
  return `${[head, ...entries].join('\n\n')}\n`
}

const signature = (arg: Argument) =>
  arg.default === null ? arg.name : `${arg.name}=${arg.default}`
