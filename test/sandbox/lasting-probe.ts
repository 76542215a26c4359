// What an isolate of a session holds before calls, after them, and once it has been tidied (bytes).
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
process.stdout.write(JSON.stringify({ before, after, tidied }))
// Of isolates that still live, Node's own leaving of the process would not come well.
process.exit(0)
