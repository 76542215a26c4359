// IntelliSense for JavaScript and TypeScript: the SDK's own types, checked as the host checks them.
import type { LanguageInfo } from '#host/faces/http/shapes/scripts.ts'
import { typescript } from './monaco.ts'

const { javascriptDefaults, typescriptDefaults, ModuleKind, ModuleResolutionKind, ScriptTarget } =
  typescript

/** Of the compiler's own remarks: those that make no sense for a strategy. */
const IGNORED = [
  1378, // top-level await: the host refuses it in its own words
]

export function teachTypes({ dts }: Pick<LanguageInfo, 'dts'>): void {
  // Plain JavaScript has no other way to say it: there the host is silent about it too.
  const kinds = [
    { defaults: javascriptDefaults, noImplicitAny: false },
    { defaults: typescriptDefaults, noImplicitAny: true },
  ]
  for (const { defaults, noImplicitAny } of kinds) {
    defaults.setCompilerOptions({
      target: ScriptTarget.ESNext,
      module: ModuleKind.ESNext,
      moduleResolution: ModuleResolutionKind.NodeJs,
      lib: ['es2024'],
      types: [],
      strict: true,
      noImplicitAny,
      allowJs: true,
      checkJs: true,
      noEmit: true,
      allowNonTsExtensions: true,
      allowImportingTsExtensions: true,
    })
    defaults.setDiagnosticsOptions({ diagnosticCodesToIgnore: IGNORED })
    defaults.setEagerModelSync(true)
    defaults.addExtraLib(dts, 'file:///node_modules/watchfire/index.d.ts')
  }
}
