// Runs as a runner would, in its place: tries what a runner must not be able to do, and tells the
// test what came of it.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { Worker } from 'node:worker_threads'

const [project, outside] = process.argv.slice(2)

const attempt = (deed) => {
  try {
    deed()
    return 'done'
  } catch (error) {
    return error.code ?? error.message
  }
}

process.send({
  readsOutside: attempt(() => readFileSync(outside)),
  readsHost: attempt(() => readFileSync(`${project}/watchfire.toml`)),
  readsScripts: attempt(() => readdirSync(`${project}/scripts`)),
  readsAccounts: attempt(() => readFileSync('/etc/passwd')),
  readsMemory: attempt(() => readFileSync(`/proc/${process.ppid}/environ`)),
  listsDescriptors: attempt(() => readdirSync('/proc/self/fd').map((fd) => readlinkSync(fd))),
  writes: attempt(() => writeFileSync(`${tmpdir()}/watchfire-probe`, 'x')),
  writesHere: attempt(() => writeFileSync(new URL('x', import.meta.url), 'x')),
  spawns: attempt(() => spawnSync(process.execPath, ['-e', ''])),
  // A thread has no more rights than its process.
  threads: attempt(() => new Worker('require("node:fs")', { eval: true }).unref()),
  environment: process.env,
  arguments: process.execArgv,
})
process.on('disconnect', () => process.exit())
