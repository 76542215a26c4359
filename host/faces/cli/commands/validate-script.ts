// `watchfire validate-script`: what is wrong with a script, for people or as JSON.
import { type Command, Option } from 'commander'
import { type ValidateReport, validateScript } from '#host/app/validate.ts'
import { createProgress } from '../progress.ts'
import { validationText } from '../text/validation.ts'
import { validationJson } from '../text/validation-json.ts'

const EXAMPLES = `
The script is read, type-checked, loaded in its sandbox and run over recorded bars, twice over the
same ones and then with later bars taken away or replaced: no decision may change. What the codes
mean: docs/diagnostics.md. Exit code 0: valid (warnings allowed), 1: not.

Examples:
  watchfire validate-script scripts/my-idea.lua
  watchfire validate-script scripts/my-idea.ts --json | jq '.diagnostics'`

interface Options {
  readonly json?: boolean
  readonly types: boolean
  readonly dryRun: boolean
}

export function register(program: Command): void {
  program
    .command('validate-script')
    .description('Check a script without trading.')
    .argument('<script>', 'a .lua, .js or .ts file')
    .option('--json', 'as JSON')
    .addOption(new Option('--no-types', 'leave the type check out'))
    .addOption(new Option('--no-dry-run', 'only load the script'))
    .addHelpText('after', EXAMPLES)
    .action(validate)
}

async function validate(script: string, options: Options): Promise<void> {
  const progress = createProgress(process.stderr)
  let report: ValidateReport
  try {
    const { types, dryRun } = options
    report = await validateScript(script, { types, dryRun, onStep: progress.show })
  } finally {
    progress.clear()
  }
  const text = options.json ? validationJson(report) : validationText(report, process.stdout)
  process.stdout.write(text)
  if (!report.valid) process.exitCode = 1
}
