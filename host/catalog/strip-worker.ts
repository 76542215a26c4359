// Strips types on a thread of its own: deeply nested source overflows the stripper's stack and
// leaves it broken for good, and with it every later `.ts` file of the thread it runs on.
import { stripTypeScriptTypes } from 'node:module'
import { parentPort } from 'node:worker_threads'

/** `stack` begins with the line number and an excerpt with the place marked. */
export type StripAnswer =
  | { readonly code: string }
  | { readonly message: string; readonly stack: string; readonly isSyntax: boolean }

const emitWarning = process.emitWarning.bind(process) as (...args: unknown[]) => void
process.emitWarning = (...args: unknown[]) => {
  if (!String(args[0]).startsWith('stripTypeScriptTypes is an experimental')) emitWarning(...args)
}

parentPort?.on('message', (source: string | null) => {
  parentPort?.postMessage(strip(source ?? ''))
})

function strip(source: string): StripAnswer {
  try {
    return { code: stripTypeScriptTypes(source, { mode: 'strip' }) }
  } catch (error) {
    const { message, stack } = error as Error
    return { message, stack: stack ?? '', isSyntax: error instanceof SyntaxError }
  }
}
