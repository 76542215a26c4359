// Modal dialogs on the browser's own <dialog>: it traps the focus and closes on Escape.
import { button, fill, h } from '../core/dom.ts'

interface DialogOptions {
  readonly title: string
  readonly body: readonly (Node | string | false)[]
  readonly actions: readonly HTMLElement[]
  readonly className?: string
  readonly onClose?: () => void
}

export interface Dialog {
  readonly element: HTMLDialogElement
  close(): void
}

export function openDialog({ title, body, actions, className, onClose }: DialogOptions): Dialog {
  const element = h('dialog', { class: `dialog ${className ?? ''}`, 'aria-label': title })
  const close = () => element.close()
  fill(
    element,
    h('header', {}, h('h2', {}, title), button('Close', close, closeIcon)),
    h('div.body', {}, ...body),
    h('footer', {}, ...actions),
  )
  element.addEventListener('close', () => {
    element.remove()
    onClose?.()
  })
  document.body.append(element)
  element.showModal()
  return { element, close }
}

const closeIcon = { icon: 'close', isIconOnly: true, className: 'button icon-button' } as const

/** Asks yes or no. */
export async function confirm(title: string, text: string, yes: string): Promise<boolean> {
  return (await choose(title, text, [yes])) !== null
}

/** Asks which of several ways to go; null: none. */
export function choose<Choice extends string>(
  title: string,
  text: string,
  choices: readonly Choice[],
): Promise<Choice | null> {
  return new Promise((resolve) => {
    let answer: Choice | null = null
    const choice = (label: Choice) => {
      const take = () => {
        answer = label
        dialog.close()
      }
      return button(label, take, { className: 'button danger' })
    }
    const dialog = openDialog({
      title,
      body: [h('p', {}, text)],
      actions: [button('Cancel', () => dialog.close()), ...choices.map(choice)],
      onClose: () => resolve(answer),
    })
  })
}
