// The program's entry: hands the command line to its face.
import { enableCompileCache } from 'node:module'

// Before the first import of our own, so that none is parsed anew at every start.
enableCompileCache()
const { main } = await import('./faces/cli/main.ts')
await main(process.argv.slice(2))
