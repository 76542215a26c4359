// Builds the page: sources in this folder, the bundle in a folder of the caller's choice.
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/** Empties `outDir` and fills it with the page; file names in assets/ carry their content's hash. */
export async function buildEditor(outDir: string): Promise<void> {
  await build({
    configFile: false,
    envDir: false,
    publicDir: false,
    root: fileURLToPath(new URL('.', import.meta.url)),
    base: '/',
    mode: 'production',
    logLevel: 'error',
    clearScreen: false,
    worker: { format: 'es' },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      // The page is allowed no inline script, and the polyfill is one.
      modulePreload: { polyfill: false },
      // Monaco and its compiler are large by nature; they load after the page is up.
      chunkSizeWarningLimit: 16_384,
      reportCompressedSize: false,
    },
  })
}
