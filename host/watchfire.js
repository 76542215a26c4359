#!/usr/bin/env node
// The `watchfire` command: runs host/main.ts on Node 24, whichever Node found this file first.
import { spawnSync } from 'node:child_process'
import * as modules from 'node:module'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'

if (Number.parseInt(process.versions.node, 10) >= 24) {
  // Before the first import, so that no source is stripped of its types anew at every start.
  modules.enableCompileCache()
  await import('./main.ts')
} else {
  const require = modules.createRequire(import.meta.url)
  const node = join(dirname(require.resolve('node/package.json')), 'bin', 'node')
  const child = spawnSync(node, process.argv.slice(1), { stdio: 'inherit' })
  if (child.error) throw child.error
  process.exitCode = child.signal ? 128 + constants.signals[child.signal] : child.status
}
