// The door to everything that needs Monaco: one chunk, loaded after the page is up.
export { addCommands, KEYS, nextProblem, openPalette } from './commands.ts'
export { drawDocTabs } from './doc-tabs.ts'
export { isDirty, sourceOf } from './documents.ts'
export { teachLua } from './lua.ts'
export { compilerProblems, onCompilerProblems } from './markers.ts'
export { teachTypes } from './script-types.ts'
export { teachSnippets } from './snippets.ts'
export { createWorkspace } from './workspace.ts'
