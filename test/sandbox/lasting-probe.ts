// What an isolate of a session holds before calls, after them, and once it has been tidied (bytes); and
// whether the next isolate, which is none of a session's, knows the collector.
import { openIsolate } from '#host/runner/isolate.ts'

const { isolate, context, tidy } = openIsolate({ memoryMb: 32, isLasting: true })
context.evalSync(
  'let left; function call() { left = []; for (let i = 0; i < 100; i++) left.push({ i }) }',
)
const held = () => isolate.getHeapStatisticsSync().used_heap_size
for (let i = 0; i < 3; i++) tidy()
const before = held()
for (let i = 0; i < 50; i++) context.evalSync('call()')
const after = held()
tidy()
const tidied = held()
const usual = openIsolate({ memoryMb: 32, isLasting: false }).context.evalSync('typeof gc')
process.stdout.write(JSON.stringify({ before, after, tidied, usual }))
// Of isolates that still live, Node's own leaving of the process would not come well.
process.exit(0)
