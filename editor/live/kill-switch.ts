// The kill switch: one button that nobody overlooks, one question, and what it did.
import { api, explain } from '../api/client.ts'
import type { Channel } from '../api/socket.ts'
import { button, h } from '../core/dom.ts'
import { onFrame } from '../core/signal.ts'
import { openDialog } from '../layout/dialog.ts'
import { toast } from '../layout/toasts.ts'

export function createKillSwitch(channel: Channel): HTMLElement {
  const element = button('Kill switch', act, { className: 'button kill-switch' })
  const label = element.querySelector('span')!

  function draw(): void {
    const blocked = channel.board.get()?.session.blocked ?? null
    element.classList.toggle('is-blocked', blocked !== null)
    label.textContent = blocked === null ? 'Kill switch' : 'Entries blocked'
    element.title =
      blocked === null
        ? 'Cancel every entry order and let no other in'
        : `${blocked}. Click to let entries in again`
  }

  function act(): void {
    const blocked = channel.board.get()?.session.blocked ?? null
    if (blocked === null) askToKill()
    else void tell(api.unblock(), 'Entries are let in again')
  }

  channel.board.on(onFrame(draw))
  draw()
  return element
}

function askToKill(): void {
  const why = h('input', { type: 'text', value: 'by hand', maxlength: 200, 'aria-label': 'reason' })
  const flatten = h('input', { type: 'checkbox' })
  const kill = (): void => {
    dialog.close()
    const order = { why: why.value.trim() || 'by hand', flatten: flatten.checked }
    void tell(api.kill(order), 'Entries are blocked', 'until you let them in again')
  }
  const dialog = openDialog({
    title: 'Kill switch',
    body: [
      h('p', {}, 'Every entry order is cancelled, and no other is let in. Stops stay in force.'),
      h('label.field', {}, h('span', {}, 'Reason'), why),
      h('label.check', {}, flatten, ' also close every position at the next price'),
    ],
    actions: [
      button('Cancel', () => dialog.close()),
      button('Block entries', kill, { className: 'button danger' }),
    ],
  })
  dialog.element.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.target === why) kill()
  })
}

async function tell(asked: Promise<unknown>, title: string, text = ''): Promise<void> {
  try {
    await asked
    toast('warning', title, text)
  } catch (error) {
    toast('error', 'The host did not do it', explain(error))
  }
}
