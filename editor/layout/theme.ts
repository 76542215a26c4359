// Dark or light: what was chosen, or else what the system prefers.
import { recall, remember } from '../core/memory.ts'
import { signal } from '../core/signal.ts'

export type Theme = 'dark' | 'light'

const preferred = (): Theme =>
  matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark'

export const theme = signal<Theme>(
  recall<string>('theme', preferred()) === 'light' ? 'light' : 'dark',
)

theme.watch((name) => {
  document.documentElement.dataset.theme = name
})

export function toggleTheme(): void {
  theme.set(theme.get() === 'dark' ? 'light' : 'dark')
  remember('theme', theme.get())
}

/** A colour of the style sheet, for canvases. */
export const colour = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()
