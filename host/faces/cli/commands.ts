// The commands by name. Each lives in a file of its own, imported only when it is called.
import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import { HostError } from '#host/errors.ts'

export const COMMANDS = [
  { name: 'run', summary: 'start the host: editor, paper trading' },
  { name: 'backtest', summary: 'run scripts over recorded bars' },
  { name: 'replay', summary: 'play a session again from its journal, also with another script' },
  { name: 'config', summary: 'check and show the configuration' },
  { name: 'journal', summary: 'show, verify and export what sessions have kept' },
  { name: 'validate-script', summary: 'check a script without trading' },
  { name: 'indicators', summary: 'list the indicators that scripts may use' },
  { name: 'download-data', summary: "download a venue's bars" },
  { name: 'data', summary: 'list, check, import and export recorded bars' },
  { name: 'token', summary: 'print a token for programs that use the API' },
  { name: 'new', summary: 'start a script from a template' },
] as const

/** What a command's file exports. */
export interface CommandModule {
  register(program: Command): void
}

export async function loadCommand(name: string, program: Command): Promise<void> {
  const file = new URL(`./commands/${name}.ts`, import.meta.url)
  if (!existsSync(file)) throw new HostError('unavailable', `this version has no "${name}"`)
  const module = (await import(file.href)) as CommandModule
  module.register(program)
}
