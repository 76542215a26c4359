#!/usr/bin/env node
// The `watchfire` command: runs host/main.ts on Node 24, whichever Node found this file first.
import { spawn } from 'node:child_process'
import * as modules from 'node:module'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'

if (Number.parseInt(process.versions.node, 10) >= 24) {
  // Before the first import, so that no source is stripped of its types anew at every start.
  modules.enableCompileCache()
  if (process.argv[2] === 'run') (await import('./process-memory.ts')).settleMemory()
  await import('./main.ts')
} else {
  const require = modules.createRequire(import.meta.url)
  const node = join(dirname(require.resolve('node/package.json')), 'bin', 'node')
  const child = spawn(node, process.argv.slice(1), { stdio: 'inherit' })
  // A terminal's Ctrl-C reaches both; whoever ends this process by name means the one behind it.
  process.on('SIGINT', () => {})
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', ({ message }) => {
    const hint = 'run `npm ci` again, without --ignore-scripts'
    process.stderr.write(`error: Node 24 is not there: ${message}\n  hint: ${hint}\n`)
    process.exitCode = 1
  })
  child.on('exit', (code, signal) => {
    process.exitCode = signal === null ? code : 128 + constants.signals[signal]
  })
}
