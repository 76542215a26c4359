// The program's entry: hands the command line to its face.
import { main } from './faces/cli/main.ts'

await main(process.argv.slice(2))
