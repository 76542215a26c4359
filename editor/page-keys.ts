// Keys that work wherever the focus is; inside the editor, Monaco handles the same ones first.

export interface PageActions {
  save(): void
  run(): void
  nextProblem(): void
  palette(): void
}

export function bindKeys(page: PageActions): void {
  window.addEventListener('keydown', (event) => {
    const act = actionFor(event, page)
    if (act === null || event.defaultPrevented || document.querySelector('dialog[open]')) return
    event.preventDefault()
    act()
  })
}

function actionFor(event: KeyboardEvent, page: PageActions): (() => void) | null {
  const isControl = event.ctrlKey || event.metaKey
  const key = event.key.toLowerCase()
  if (isControl && !event.shiftKey && key === 's') return () => page.save()
  if (isControl && key === 'enter') return () => page.run()
  if (key === 'f8') return () => page.nextProblem()
  if (key === 'f1' || (isControl && event.shiftKey && key === 'p')) return () => page.palette()
  return null
}
