// Panes that resize, collapse, and are remembered. Sizes are CSS variables of the shell in px.
import { h } from '../core/dom.ts'
import { recall, remember } from '../core/memory.ts'
import { signal } from '../core/signal.ts'

export type Pane = 'left' | 'right' | 'bottom' | 'live'

interface PaneSpec {
  readonly size: number
  readonly min: number
  /** The greatest share of the window. */
  readonly share: number
  readonly axis: 'x' | 'y'
  /** Whether the pane grows as the pointer moves to the right, or down. */
  readonly sign: 1 | -1
  readonly label: string
}

const PANES: Readonly<Record<Pane, PaneSpec>> = {
  left: { size: 232, min: 160, share: 0.35, axis: 'x', sign: 1, label: 'width of the files' },
  right: { size: 560, min: 320, share: 0.6, axis: 'x', sign: -1, label: 'width of the chart' },
  bottom: { size: 220, min: 90, share: 0.6, axis: 'y', sign: -1, label: 'height of the tables' },
  live: { size: 340, min: 120, share: 0.7, axis: 'y', sign: -1, label: 'height of the live slots' },
}

export interface Panes {
  readonly splitter: (pane: Pane) => HTMLElement
  readonly toggle: (pane: Pane) => void
  readonly isOpen: (pane: Pane) => boolean
  /** Whether a pane was opened or closed. */
  readonly changed: { on(listener: (pane: Pane) => void): () => void }
  /** Opens it where it is closed. */
  readonly reveal: (pane: Pane) => void
}

export function createPanes(shell: HTMLElement): Panes {
  const sizes = recall<Partial<Record<Pane, number>>>('sizes', {})
  const closed = new Set(recall<Pane[]>('closed', []))
  const changed = signal<Pane>('left')

  const limit = (pane: Pane): number => {
    const { axis, share } = PANES[pane]
    return Math.round((axis === 'x' ? window.innerWidth : window.innerHeight) * share)
  }
  const sizeOf = (pane: Pane): number => {
    const { size, min } = PANES[pane]
    const isNarrow = window.innerWidth < 1360
    const usual = isNarrow && pane === 'right' ? 460 : isNarrow && pane === 'left' ? 204 : size
    const isLow = window.innerHeight < 820
    const fitting = isLow && pane === 'bottom' ? 176 : isLow && pane === 'live' ? 290 : usual
    return Math.max(min, Math.min(sizes[pane] ?? fitting, limit(pane)))
  }
  const apply = (pane: Pane): void => {
    const isClosed = closed.has(pane)
    shell.style.setProperty(`--${pane}`, `${isClosed ? 0 : sizeOf(pane)}px`)
    shell.classList.toggle(`no-${pane}`, isClosed)
  }
  const applyAll = () => {
    for (const pane of Object.keys(PANES) as Pane[]) apply(pane)
  }
  const toggle = (pane: Pane) => {
    if (closed.has(pane)) closed.delete(pane)
    else closed.add(pane)
    remember('closed', [...closed])
    apply(pane)
    changed.set(pane)
    changed.touch()
  }
  window.addEventListener('resize', applyAll)
  applyAll()

  const splitter = (pane: Pane): HTMLElement => {
    const { axis, sign, min, label } = PANES[pane]
    const made = h(`div`, {
      class: `splitter ${axis} ${pane}`,
      role: 'separator',
      tabindex: 0,
      'aria-label': label,
      'aria-orientation': axis === 'x' ? 'vertical' : 'horizontal',
      'aria-valuemin': min,
    })
    const report = () => {
      made.setAttribute('aria-valuemax', String(limit(pane)))
      made.setAttribute('aria-valuenow', String(sizeOf(pane)))
    }
    const set = (size: number) => {
      sizes[pane] = Math.round(Math.max(min, Math.min(size, limit(pane))))
      apply(pane)
      report()
    }
    made.addEventListener('pointerdown', (down) => {
      const start = axis === 'x' ? down.clientX : down.clientY
      const size = sizeOf(pane)
      made.setPointerCapture(down.pointerId)
      made.classList.add('is-held')
      const move = (event: PointerEvent) =>
        set(size + sign * ((axis === 'x' ? event.clientX : event.clientY) - start))
      const end = () => {
        made.removeEventListener('pointermove', move)
        made.classList.remove('is-held')
        remember('sizes', sizes)
      }
      made.addEventListener('pointermove', move)
      made.addEventListener('pointerup', end, { once: true })
      made.addEventListener('pointercancel', end, { once: true })
    })
    made.addEventListener('keydown', (event) => {
      const [less, more] = axis === 'x' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown']
      if (event.key !== less && event.key !== more) return
      event.preventDefault()
      set(sizeOf(pane) + sign * (event.key === more ? 16 : -16))
      remember('sizes', sizes)
    })
    made.addEventListener('dblclick', () => {
      delete sizes[pane]
      remember('sizes', sizes)
      apply(pane)
      report()
    })
    report()
    return made
  }

  return {
    splitter,
    toggle,
    isOpen: (pane) => !closed.has(pane),
    changed,
    reveal: (pane) => {
      if (closed.has(pane)) toggle(pane)
    },
  }
}
