// The page, wired: channel and files, editor, checker and backtester, chart and tables.

import type { ScriptInfo } from '#host/faces/http/shapes/scripts.ts'
import { api, explain } from './api/client.ts'
import { openChannel } from './api/socket.ts'
import type { Doc } from './code/documents.ts'
import type { Place, Workspace } from './code/workspace.ts'
import { button, h } from './core/dom.ts'
import { recall, remember } from './core/memory.ts'
import { afterPause, signal } from './core/signal.ts'
import { createFileActions } from './files/file-actions.ts'
import { createFilesPane } from './files/files-pane.ts'
import { openReloadHistory } from './files/reload-history.ts'
import { createGuide } from './layout/guide.ts'
import { openHelp } from './layout/help.ts'
import { createShell, isPhone } from './layout/shell.ts'
import { createStatusBar } from './layout/status-bar.ts'
import { theme } from './layout/theme.ts'
import { toast } from './layout/toasts.ts'
import { createBottomPane } from './live/bottom-pane.ts'
import { createKillSwitch } from './live/kill-switch.ts'
import { createLiveChart } from './live/live-chart.ts'
import { createLivePane } from './live/live-pane.ts'
import { announceReloads } from './live/reload-toasts.ts'
import { createSlotActions } from './live/slot-actions.ts'
import type { Problem } from './live/tables.ts'
import { createTransport } from './live/transport.ts'
import { addPageCommands } from './page-commands.ts'
import { bindKeys } from './page-keys.ts'
import { createBacktester, type TraceSpan } from './results/backtester.ts'
import { createChecker } from './results/checker.ts'
import { listDatasets } from './results/datasets.ts'
import { createParamsBar, type Params } from './results/params.ts'
import { createResultsPane } from './results/results-pane.ts'
import { createSelectionBar } from './results/selection.ts'
import { liveTyping } from './results/typing.ts'
import { createInspector } from './travel/inspector.ts'
import type { Origin } from './travel/step.ts'
import { createTraveller } from './travel/traveller.ts'
import { openWhatIf } from './travel/what-if.ts'

const channel = openChannel()
const scripts = signal<readonly ScriptInfo[] | null>(null)
const scriptsFailure = signal<string | null>(null)
const currentPath = signal<string | null>(null)
const dirty = signal<ReadonlySet<string>>(new Set())
const problems = signal<readonly Problem[]>([])
const liveSlot = signal<string | null>(null)
const selectionBar = createSelectionBar()
const { selection } = selectionBar
const view = signal<TraceSpan | null>(null)
const params = signal<Params>({})
const backtester = createBacktester(channel, selection, view, params)
const checker = createChecker()
const ready = Promise.withResolvers<Workspace>()
let workspace: Workspace | null = null

const open = async (path: string, place?: Place) => {
  shell.show('code')
  await (await ready.promise).open(path, place)
}
const files = createFileActions({ workspace: () => ready.promise, reload: loadScripts })
const rerun = () => void typing?.runNow()
let typing: ReturnType<typeof liveTyping> | null = null

const docBar = h('div.doc-tabs')
const editorHost = h('div.editor')
const editorNote = h('div.editor-note', {}, 'Loading the editor …')
const traveller = createTraveller(backtester, () => {
  const doc = workspace?.current.get() ?? null
  return doc === null ? '' : doc.model.getValue()
})
const slotActions = createSlotActions({
  board: channel.board,
  travel: (key, time) => void traveller.go(key, time),
  whatIf: () => whatIf(),
})
const results = createResultsPane({
  backtester,
  selection,
  view,
  params: createParamsBar({
    ...{ run: backtester.run, params, rerun },
    put: (values) => workspace?.putParams(values) ?? [],
  }),
  selectionBar: selectionBar.element,
  liveSlot,
  goTo: ({ file, line, column }) =>
    void open(file ?? currentPath.get() ?? '', { line: line ?? 1, column: column ?? 1 }),
  rerun,
})
const liveChart = createLiveChart({
  ...{ channel, chart: results.chart, script: currentPath, shown: liveSlot },
})
results.lead(liveChart.element)
const bottom = createBottomPane({
  channel,
  backtester,
  problems,
  goTo: ({ path, line, column }) => void open(path, { line, column }),
  showTrade(trade) {
    liveSlot.set(null)
    results.chart.select(trade)
  },
  showTime(time, slot) {
    if (slot !== null) return liveChart.show(slot, time)
    liveSlot.set(null)
    results.chart.jump({ from: time, to: time })
  },
  openScript: ({ script }) => void open(script),
  slotActions,
  travel: (slot, time) => void traveller.go(slot, time),
  travelToDecision: (slot, time) => void traveller.goToDecision(slot, time),
  inspector: createInspector({
    traveller,
    goTo: (origin) => void showOrigin(origin),
    showEntry: (entry) => bottom.showEntry(entry),
    readingsAt: (slot, time) => (slot === liveSlot.get() ? results.chart.readingsAt(time) : []),
  }),
})
traveller.journey.on((journey) => results.chart.point(journey?.step?.time ?? null))
traveller.arrived.on((step) => void revealOrigin(step?.origin ?? null))
results.chart.clickedTime.on((time) => {
  const slot = liveSlot.get()
  if (time !== null && slot !== null) return void traveller.go(slot, time)
  if (time === null || traveller.journey.get() === null) return
  void traveller.go(traveller.journey.get()!.slot, time)
})
const statusBar = createStatusBar(channel, [createTransport(channel), createKillSwitch(channel)])
const guide = createGuide({
  run: backtester.run,
  createFrom: files.createFrom,
  names: () => new Set((scripts.get() ?? []).map(({ path }) => path.replace(/\.\w+$/, ''))),
  selectNumber: () => typing?.selectNumber(),
})
const saveButton = button('Save', () => void save(), {
  icon: 'save',
  title: 'Save (Ctrl+S)',
})
dirty.watch((paths) => saveButton.classList.toggle('primary', paths.size > 0))
const shell = createShell({
  files: createFilesPane({
    scripts,
    failure: scriptsFailure,
    current: currentPath,
    dirty,
    open: (path) => void open(path),
    create: () => void files.create(),
    rename: (path) => void files.rename(path),
    remove: (path) => void files.remove(path),
    versions: (path) => void files.versions(path),
    reloads: openReloadHistory,
    attach: slotActions.attach,
    rollBack: slotActions.rollBack,
    retry: () => void loadScripts(),
  }),
  live: createLivePane({
    board: channel.board,
    openScript: ({ script }) => void open(script),
    release: slotActions.release,
    showAll() {
      shell.panes.reveal('bottom')
      bottom.focus('slots')
    },
  }),
  code: h(
    'section.code',
    { 'aria-label': 'editor' },
    docBar,
    editorHost,
    editorNote,
    guide.element,
  ),
  results: results.element,
  bottom: bottom.element,
  statusBar: statusBar.element,
  actions: [
    saveButton,
    button('Commands', () => page.palette(), { icon: 'command', title: 'Command palette (F1)' }),
    button('Help', () => openHelp(() => guide.start()), {
      icon: 'help',
      isIconOnly: true,
      className: 'button icon-button',
    }),
  ],
})
document.body.append(shell.element)

results.chart.clickedTrade.on((id) => {
  if (id === null) return
  shell.panes.reveal('bottom')
  const entered = liveSlot.get() === null ? null : liveChart.entryOf(id)
  if (entered !== null) return void traveller.goToDecision(liveSlot.get(), entered)
  bottom.selectTrade(id)
  const trade = backtester.run.get().result?.trades.find((one) => one.id === id)
  if (trade !== undefined) void traveller.goToDecision(null, trade.entry_time)
})
announceReloads(channel.board)
const folderChanged = afterPause(100, () => void loadScripts())
channel.scripts.on(folderChanged.ask)
let boardScripts: unknown = null
channel.board.on((board) => {
  if (boardScripts !== null && board?.scripts !== boardScripts) folderChanged.ask()
  boardScripts = board?.scripts ?? null
})
window.addEventListener('focus', folderChanged.ask)

async function loadScripts(): Promise<void> {
  try {
    const list = await api.scripts()
    scriptsFailure.set(null)
    scripts.set(list)
    for (const { path, diagnostics } of list) {
      if (path !== currentPath.get()) checker.set(path, diagnostics)
    }
    await workspace?.refresh(list)
  } catch (error) {
    scriptsFailure.set(explain(error))
  }
}

/** The line that decided: where it is still the same, in the editor; else as it was. */
async function showOrigin({ script, line, source, version }: Origin): Promise<void> {
  const path = script ?? currentPath.get()
  if (path === null) return
  const [space, code] = await Promise.all([ready.promise, import('./code/index.ts')])
  const language = code.languageOf(path)
  const doc = space.docs.get().find((one) => one.path === path)
  const saved = doc?.saved ?? (await api.script(path).catch(() => null))?.source ?? null
  if (source !== null && code.normal(source) !== code.normal(saved ?? '')) {
    return code.showPastSource({ title: `${path}, v${version}`, source, language, line })
  }
  await open(path, { line })
  code.markLine(space.editor, line)
}

/** As above where the text is open and as it was; the cursor and the keyboard stay where they are. */
async function revealOrigin(origin: Origin | null): Promise<void> {
  const doc = workspace?.current.get() ?? null
  if (origin === null || doc === null || (origin.script ?? doc.path) !== doc.path) return
  const code = await import('./code/index.ts')
  if (origin.source !== null && code.normal(origin.source) !== code.sourceOf(doc)) return
  code.revealLine((await ready.promise).editor, origin.line)
}

async function save(): Promise<void> {
  const isSaved = await workspace?.save()
  if (isSaved !== true || Object.keys(params.get()).length === 0) return
  const text = '“Put into the script” above the chart writes them there; then save.'
  toast('info', 'The values that you try are not in the script', text)
}

const page = {
  save: () => void save(),
  run: rerun,
  nextProblem: () => {},
  palette: () => {},
}
bindKeys(page)

async function loadEditor(): Promise<void> {
  const code = await import('./code/index.ts')
  const space = code.createWorkspace({
    host: editorHost,
    theme: theme.get(),
    isReadOnly: isPhone(),
  })
  workspace = space
  theme.on((name) => space.setTheme(name))
  editorNote.textContent = 'Choose a script on the left, or start a new one.'
  code.drawDocTabs(docBar, space)
  code.teachSnippets()
  page.palette = () => code.openPalette(space)
  page.nextProblem = () => code.nextProblem(space)
  addPageCommands({
    ...{ code, space, page, files, bottom, whatIf, panes: shell.panes },
    current: currentPath.get,
    travel: (by) => void travel(by),
    guide: () => guide.start(),
  })
  code.offerScripts(space, scripts)
  typing = liveTyping({ workspace: space, checker, backtester, selection, problems, code })

  const showDirty = (docs: readonly Doc[]) => {
    const paths = docs.filter(code.isDirty).map(({ path }) => path)
    if (paths.join() !== [...dirty.get()].join()) dirty.set(new Set(paths))
  }
  space.docs.watch(showDirty)
  space.current.watch((doc) => {
    currentPath.set(doc?.path ?? null)
    editorNote.hidden = doc !== null
    if (doc !== null) remember('script', doc.path)
  })
  space.editor.onDidChangeCursorPosition(({ position }) => {
    statusBar.setCursor(`${position.lineNumber}:${position.column}`)
  })
  ready.resolve(space)
  void api.language().then((language) => {
    code.teachTypes(language)
    code.teachLua(language.lua)
  })
  await loadScripts()
  const last = recall('script', '')
  const all = scripts.get() ?? []
  const first =
    all.find(({ path }) => path === last) ?? all.find(({ status }) => status === 'running')
  if (first !== undefined) await space.open(first.path)
}

/** From the end of the backtest, where no step is shown yet. */
function travel(by: 1 | -1): Promise<void> {
  shell.panes.reveal('bottom')
  if (traveller.journey.get() !== null) return traveller.move(by)
  return traveller.go(null, backtester.run.get().result?.to ?? 0)
}

function whatIf(): void {
  const doc = workspace?.current.get() ?? null
  if (doc !== null) openWhatIf(doc.path, doc.model.getValue())
}

window.addEventListener('beforeunload', (event) => {
  if (dirty.get().size > 0) event.preventDefault()
})

void loadScripts()
listDatasets(selectionBar, (text) => results.chart.failure.set(text))
loadEditor().catch((error) => {
  editorNote.hidden = false
  editorNote.textContent = `The editor did not load: ${explain(error)}`
})
