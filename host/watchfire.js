#!/usr/bin/env node
// The `watchfire` command: runs host/main.ts on Node 24, whichever Node found this file first.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'

if (Number.parseInt(process.versions.node, 10) >= 24) await import('./main.ts')
else {
  const require = createRequire(import.meta.url)
  const node = join(dirname(require.resolve('node/package.json')), 'bin', 'node')
  const child = spawnSync(node, process.argv.slice(1), { stdio: 'inherit' })
  if (child.error) throw child.error
  process.exitCode = child.signal ? 128 + constants.signals[child.signal] : child.status
}
