// The commands by name. Each lives in a file of its own, imported only when it is called.
import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import { HostError } from '#host/errors.ts'

export const COMMANDS = [
  { name: 'run', summary: 'start the host: editor, paper trading' },
  { name: 'backtest', summary: 'run scripts over recorded bars' },
  { name: 'replay', summary: 'play a session again from its journal, also with another script' },
  { name: 'config', summary: 'check and show the configuration' },
  { name: 'why', summary: 'why a slot did, or did not, trade at a moment' },
  { name: 'journal', summary: 'show, verify and export what sessions have kept' },
  { name: 'validate-script', summary: 'check a script without trading' },
  { name: 'indicators', summary: 'list the indicators that scripts may use' },
  { name: 'download-data', summary: "download a venue's bars" },
  { name: 'data', summary: 'list, check, import and export recorded bars' },
  { name: 'token', summary: 'print a token for programs that use the API' },
  { name: 'new', summary: 'start a script from a template' },
  { name: 'status', file: 'control', summary: 'how the running session is doing' },
  { name: 'slots', file: 'control', summary: 'its slots' },
  { name: 'positions', file: 'control', summary: 'its open positions' },
  { name: 'orders', file: 'control', summary: 'what became of its orders lately' },
  { name: 'trades', file: 'control', summary: 'its trades that have ended lately' },
  { name: 'kill', file: 'control', summary: 'the kill switch' },
  { name: 'unblock', file: 'control', summary: 'let entries in again after it' },
  { name: 'pause', file: 'control', summary: "refuse a slot's entries" },
  { name: 'unpause', file: 'control', summary: "let a slot's entries in again" },
  { name: 'flatten', file: 'control', summary: 'close what one slot holds' },
  { name: 'release', file: 'control', summary: 'take a slot out of quarantine' },
  { name: 'rollback', file: 'control', summary: 'run the version of a script before this one' },
  { name: 'versions', file: 'control', summary: 'the texts that a script has had' },
  { name: 'reload', file: 'control', summary: 'read a script again' },
  { name: 'promote', file: 'control', summary: 'let a shadow take over' },
  { name: 'drop', file: 'control', summary: 'end a shadow' },
  { name: 'playback', file: 'control', summary: 'pause, speed up or hurry a recording' },
  { name: 'stop', file: 'control', summary: 'end the running host in order' },
] as const

/** What a command's file exports. */
export interface CommandModule {
  register(program: Command, name: string): void
}

export async function loadCommand(name: string, program: Command): Promise<void> {
  const own = COMMANDS.find((one) => one.name === name)
  const stem = own !== undefined && 'file' in own ? own.file : name
  const file = new URL(`./commands/${stem}.ts`, import.meta.url)
  if (!existsSync(file)) throw new HostError('unavailable', `this version has no "${name}"`)
  const module = (await import(file.href)) as CommandModule
  module.register(program, name)
}
