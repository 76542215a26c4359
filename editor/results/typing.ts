// As you type: a pause runs the script over the chosen bars, a longer one checks it; a run of what has
// errors is not shown. What is asked for and no longer wanted is forgotten; typing never waits.
import type { Diagnostic } from '#host/faces/http/shapes/common.ts'
import type { Doc } from '../code/documents.ts'
import type * as Code from '../code/index.ts'
import type { Workspace } from '../code/workspace.ts'
import { afterPause, type Signal } from '../core/signal.ts'
import type { Problem } from '../live/tables.ts'
import type { Backtester } from './backtester.ts'
import type { Checker } from './checker.ts'
import type { Selection } from './selection.ts'

interface Options {
  readonly workspace: Workspace
  readonly checker: Checker
  readonly backtester: Backtester
  readonly selection: Signal<Selection | null>
  readonly problems: Signal<readonly Problem[]>
  readonly code: typeof Code
}

/** Of a pause: a run that is not wanted any more costs next to nothing, a word half typed is no problem. */
const RUN_MS = 40
const CHECK_MS = 100

export interface LiveTyping {
  /** Runs what is in the editor, whatever the checks say. */
  runNow(): Promise<void>
  selectNumber(): void
}

export function liveTyping(options: Options): LiveTyping {
  const { workspace, checker, backtester, selection, problems, code } = options
  const { current, edited, saved } = workspace
  let checked: { readonly source: string; readonly answer: Promise<boolean | null> } | null = null

  function check(doc: Doc, level: 'fast' | 'full'): Promise<boolean | null> {
    const source = code.sourceOf(doc)
    const answer = checker.check(doc.path, source, level)
    checked = { source, answer }
    return answer
  }

  async function run(doc: Doc): Promise<void> {
    if (isLibrary(doc.path)) return backtester.clear()
    const source = code.sourceOf(doc)
    const isSound = () => verdict(doc, source)
    await backtester.start({ path: doc.path, source, isSaved: source === doc.saved, isSound })
  }

  function verdict(doc: Doc, source: string): Promise<boolean | null> {
    return checked?.source === source ? checked.answer : check(doc, 'fast')
  }

  /** Beside the run: most are sound, and where the host could not check it, running it says why. */
  async function judge(doc: Doc): Promise<void> {
    if (isLibrary(doc.path)) return void check(doc, 'fast')
    const source = code.sourceOf(doc)
    const isSound = await verdict(doc, source)
    const isCurrent = doc === current.get() && code.sourceOf(doc) === source
    if (isSound === false && isCurrent) backtester.block(doc.path)
  }

  const checking = afterPause(CHECK_MS, () => withDoc((doc) => void judge(doc)))
  const running = afterPause(RUN_MS, () => withDoc((doc) => void run(doc)))
  const withDoc = (act: (doc: Doc) => void) => {
    const doc = current.get()
    if (doc !== null) act(doc)
  }

  edited.on((doc) => {
    if (doc === null || doc !== current.get()) return
    checking.ask()
    running.ask()
  })
  saved.on((doc) => {
    if (doc === null) return
    checking.cancel()
    running.cancel()
    void judge(doc)
    void run(doc).then(() => check(doc, 'full'))
  })
  current.watch((doc) => {
    checking.cancel()
    running.cancel()
    if (doc === null) return backtester.clear()
    void judge(doc)
    void run(doc).then(() => {
      if (doc === current.get()) void check(doc, 'full')
    })
  })
  selection.on(() => withDoc((doc) => void run(doc)))

  function drawProblems(): void {
    const doc = current.get()
    const listed: Problem[] = []
    for (const [path, list] of checker.problems.get()) {
      const own = path === doc?.path ? beyondCompiler(doc, list) : list
      listed.push(...own.map((one) => ({ ...one, path: one.file ?? path })))
    }
    if (doc !== null) {
      const isParsed = !listed.some((one) => one.path === doc.path && one.code === 'syntax')
      // What does not parse is said once, by the host: the compiler's own remarks have numbers 1xxx.
      const found = code
        .compilerProblems(doc.path)
        .filter((one) => isParsed || !/ 1\d{3}$/.test(one.code))
      listed.push(...found.map((one) => ({ ...one, path: doc.path })))
    }
    const rank = (one: Problem) =>
      (one.path === doc?.path ? 0 : 2) + (one.severity === 'error' ? 0 : 1)
    listed.sort((a, b) => rank(a) - rank(b) || a.line - b.line)
    if (JSON.stringify(listed) !== JSON.stringify(problems.get())) problems.set(listed)
  }
  checker.problems.watch((all) => {
    for (const doc of workspace.docs.get()) {
      workspace.showProblems(doc.path, beyondCompiler(doc, all.get(doc.path) ?? []))
    }
    drawProblems()
  })
  current.on(drawProblems)
  code.onCompilerProblems(drawProblems)

  return {
    async runNow() {
      const doc = current.get()
      if (doc === null) return
      running.cancel()
      await run(doc)
    },
    selectNumber() {
      const doc = current.get()
      const match = doc?.model.findNextMatch(
        '(?<=fast\\W.*default\\W+)\\d+',
        { lineNumber: 1, column: 1 },
        true,
        true,
        null,
        false,
      )
      if (match == null) return
      workspace.editor.setSelection(match.range)
      workspace.editor.revealRangeInCenter(match.range)
      workspace.editor.focus()
    },
  }
}

/** Monaco's own compiler finds the type errors of an open script sooner. */
const beyondCompiler = (doc: Doc, list: readonly Diagnostic[]): readonly Diagnostic[] =>
  doc.language === 'lua' ? list : list.filter(({ code }) => code !== 'type')

/** Shared code is no strategy: there is nothing to run. */
const isLibrary = (path: string): boolean => path.includes('/') || path.startsWith('_')
