// A small menu at whatever opened it: arrows move in it, Escape or a click elsewhere closes it.
import { h } from '../core/dom.ts'

export type MenuItem = readonly [label: string, act: () => void]

/** From the window's edge. */
const MARGIN = 8

export function openMenu(anchor: DOMRect, items: readonly MenuItem[]): void {
  const menu = h('div.menu', { role: 'menu', popover: 'auto' })
  for (const [label, act] of items) {
    const item = h('button', { type: 'button', role: 'menuitem' }, label)
    item.addEventListener('click', () => {
      menu.hidePopover()
      act()
    })
    menu.append(item)
  }
  menu.addEventListener('keydown', (event) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    const all = [...menu.children] as HTMLElement[]
    const at = all.indexOf(document.activeElement as HTMLElement)
    all[(at + step + all.length) % all.length]!.focus()
  })
  menu.addEventListener('toggle', (event) => {
    if (event.newState === 'closed') menu.remove()
  })
  document.body.append(menu)
  menu.showPopover()
  const { width, height } = menu.getBoundingClientRect()
  const most = window.innerWidth - width - MARGIN
  menu.style.left = `${Math.max(Math.min(anchor.left, most), MARGIN)}px`
  const isLow = anchor.bottom + height + 4 > window.innerHeight
  menu.style.top = `${isLow ? anchor.top - height - 2 : anchor.bottom + 2}px`
  ;(menu.firstElementChild as HTMLElement).focus()
}
