// `watchfire new`: a script from the template of a language.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { STRATEGY_NAME } from '#host/app/strategy-name.ts'
import { templateSource } from '#host/app/template.ts'
import { HostError } from '#host/errors.ts'
import type { Language } from '#sdk/domain.ts'

const EXAMPLES = `
Examples:
  watchfire new my-idea --lang lua
  watchfire new my-idea --lang ts --dir experiments`

export function register(program: Command): void {
  program
    .command('new')
    .description('Start a script from a template: a complete strategy to change.')
    .argument('<name>', 'name of the strategy and of its file', strategyName)
    .addOption(new Option('--lang <language>', 'its language').choices(['lua', 'js', 'ts']))
    .option('--dir <folder>', 'where to put it', 'scripts')
    .addHelpText('after', EXAMPLES)
    .action((name: string, { lang, dir }: { lang?: string; dir: string }) => {
      if (lang === undefined) throw new HostError('usage', '--lang lua, js or ts is missing')
      const path = createScript(name, lang as Language, dir)
      process.stdout.write(nextSteps(path))
    })
}

function strategyName(text: string): string {
  if (STRATEGY_NAME.test(text)) return text
  throw new InvalidArgumentError('Expected letters, digits, - and _, not - or _ first.')
}

function createScript(name: string, language: Language, folder: string): string {
  const path = join(folder, `${name}.${language}`)
  const source = templateSource(name, language, path)
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(path, source, { flag: 'wx' })
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code
    if (reason !== 'EEXIST') {
      throw new HostError('unwritable', `cannot write "${path}" (${reason})`, { cause })
    }
    throw new HostError('unwritable', `"${path}" is there already`, {
      hint: 'choose another name, or remove the file first',
      cause,
    })
  }
  return path
}

function nextSteps(path: string): string {
  return `Wrote ${path}. Next:
  change it in any editor
  npx watchfire validate-script ${path}
  npx watchfire backtest ${path} --data bundled --symbol BTCUSDT
`
}
