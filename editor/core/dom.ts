// Elements without markup: what scripts and files say is only ever set as text.

type Child = Node | string | null | undefined | false
type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>

/** `h('button.primary', { type: 'button' }, 'Save')`; an attribute that is false or null is left out. */
export function h<K extends keyof HTMLElementTagNameMap>(
  spec: K | `${K}.${string}`,
  attributes: Attributes = {},
  ...children: (Child | readonly Child[])[]
): HTMLElementTagNameMap[K] {
  const [tag, ...classes] = spec.split('.')
  const made = document.createElement(tag as K)
  if (classes.length > 0) made.className = classes.join(' ')
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, '')
    else if (value !== false && value != null) made.setAttribute(name, String(value))
  }
  add(made, children)
  return made
}

export function add(parent: Element, children: readonly (Child | readonly Child[])[]): void {
  for (const child of children.flat() as Child[]) {
    if (child != null && child !== false) parent.append(child)
  }
}

export function fill(parent: Element, ...children: (Child | readonly Child[])[]): void {
  parent.replaceChildren()
  add(parent, children)
}

export function button(
  label: string,
  act: (event: MouseEvent) => void,
  options: { className?: string; title?: string; icon?: IconName; isIconOnly?: boolean } = {},
): HTMLButtonElement {
  const { className = 'button', title, icon: name, isIconOnly = false } = options
  const made = h('button', {
    type: 'button',
    class: className,
    title: title ?? (isIconOnly ? label : null),
    'aria-label': isIconOnly ? label : null,
  })
  if (name !== undefined) made.append(icon(name))
  if (!isIconOnly) made.append(h('span', {}, label))
  made.addEventListener('click', act)
  return made
}

const ICONS = {
  flame:
    'M8 1.2c.9 2.9 3.8 4 3.8 7.7A3.9 3.9 0 0 1 8 13a3.9 3.9 0 0 1-3.8-4.1c0-1.9 1-3 1.9-3.9 0 1.8.9 2.1.9 2.1.9-2 0-3.9 1-5.9z',
  plus: 'M8 3v10M3 8h10',
  play: 'M5 3.2v9.6l7.6-4.8z',
  save: 'M3 3h8l2 2v8H3zM5.5 3v3.5h5V3M5.5 13V9.5h5V13',
  close: 'M4 4l8 8M12 4l-8 8',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  moon: 'M12.8 9.6A5.3 5.3 0 0 1 6.4 3.2a5.3 5.3 0 1 0 6.4 6.4z',
  sun: 'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM8 1.5v1.4M8 13.1v1.4M1.5 8h1.4M13.1 8h1.4M3.4 3.4l1 1M11.6 11.6l1 1M3.4 12.6l1-1M11.6 4.4l1-1',
  left: 'M2.5 3h11v10h-11zM6.5 3v10',
  right: 'M2.5 3h11v10h-11zM9.5 3v10',
  bottom: 'M2.5 3h11v10h-11zM2.5 9.5h11',
  command: 'M3 4.5l3.5 3.5L3 11.5M8 12h5',
  file: 'M4 2h5l3 3v9H4zM9 2v3h3',
  fit: 'M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10',
  first: 'M12 4L7.5 8l4.5 4M4.5 4v8',
  back: 'M10 4L5.5 8l4.5 4',
  next: 'M6 4l4.5 4L6 12',
  last: 'M4 4l4.5 4L4 12M11.5 4v8',
  help: 'M6 6.2A2 2 0 1 1 8.6 8c-.4.2-.6.5-.6 1v.4M8 11.9h.01',
} as const
export type IconName = keyof typeof ICONS

export function icon(name: IconName): SVGSVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  made.setAttribute('viewBox', '0 0 16 16')
  made.setAttribute('class', `icon ${name}`)
  made.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  path.setAttribute('d', ICONS[name])
  made.append(path)
  return made
}
