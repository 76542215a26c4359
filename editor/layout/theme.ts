// Dark or light: what was chosen, or else what the system prefers, also once it changes its mind.
import { recall, remember } from '../core/memory.ts'
import { signal } from '../core/signal.ts'

export type Theme = 'dark' | 'light'

const system = matchMedia('(prefers-color-scheme: light)')

const preferred = (): Theme => (system.matches ? 'light' : 'dark')

/** Empty where the system decides. */
const chosen = () => recall('theme', '')

export const theme = signal<Theme>((chosen() || preferred()) === 'light' ? 'light' : 'dark')

system.addEventListener('change', () => {
  if (chosen() === '') theme.set(preferred())
})

theme.watch((name) => {
  document.documentElement.dataset.theme = name
})

/** Who goes back to what the system prefers follows it from then on. */
export function toggleTheme(): void {
  theme.set(theme.get() === 'dark' ? 'light' : 'dark')
  remember('theme', theme.get() === preferred() ? '' : theme.get())
}

/** A colour of the style sheet, for canvases. */
export const colour = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()
