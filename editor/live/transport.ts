// How the recording is played: pause, speed, and a jump ahead to a time. A live market has none of it.
import { api, explain } from '../api/client.ts'
import type { Channel } from '../api/socket.ts'
import { button, h } from '../core/dom.ts'
import { dateTime } from '../core/format.ts'
import { onFrame } from '../core/signal.ts'
import { openDialog } from '../layout/dialog.ts'
import { toast } from '../layout/toasts.ts'

type Change = Parameters<typeof api.play>[0]

const SPEEDS: readonly (readonly [value: string, label: string])[] = [
  ['1', '1 ×'],
  ['10', '10 ×'],
  ['60', '60 ×'],
  ['600', '600 ×'],
  ['3600', '3600 ×'],
  ['max', 'max'],
]

export function createTransport(channel: Channel): HTMLElement {
  const session = () => channel.board.get()?.session ?? null
  const pause = button('Pause', () => void change({ isPaused: !session()?.isPaused }), {
    title: 'Pause the recording, or go on',
  })
  const label = pause.querySelector('span')!
  const speed = h('select', { 'aria-label': 'speed of the recording' })
  const other = h('option', {})
  speed.append(...SPEEDS.map(([value, text]) => h('option', { value }, text)), other)
  const jump = button('Go to …', askWhere, { title: 'Play at full speed until a time' })
  const element = h(
    'span.transport',
    { role: 'group', 'aria-label': 'playback' },
    pause,
    speed,
    jump,
  )

  function draw(): void {
    const now = session()
    element.hidden = now === null || now.speed === null || now.status !== 'playing'
    if (now === null || now.speed === null) return
    label.textContent = now.isPaused ? 'Play' : 'Pause'
    const value = String(now.speed)
    const isUsual = SPEEDS.some(([one]) => one === value)
    other.hidden = isUsual
    other.value = isUsual ? '' : value
    other.textContent = isUsual ? '' : `${value} ×`
    // Whoever is choosing is not disturbed.
    if (document.activeElement !== speed) speed.value = value
  }

  function askWhere(): void {
    const now = session()
    if (now === null) return
    const iso = (ms: number) => dateTime(ms).replace(' ', 'T')
    const end = now.to === null ? null : iso(now.to)
    const where = h('input', { type: 'datetime-local', 'aria-label': 'time, UTC', max: end })
    where.value = iso(now.time === 0 ? (now.from ?? 0) : now.time)
    const go = (): void => {
      const until = Date.parse(`${where.value}Z`)
      if (Number.isNaN(until)) return
      dialog.close()
      void change({ until })
    }
    const dialog = openDialog({
      title: 'Go to a time',
      body: [
        h('p', {}, 'The recording is played at full speed until then: nothing is left out.'),
        h('label.field', {}, h('span', {}, 'Time (UTC)'), where),
      ],
      actions: [
        button('Cancel', () => dialog.close()),
        button('Go', go, { className: 'button primary' }),
      ],
    })
    where.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') go()
    })
  }

  speed.addEventListener('change', () => {
    const { value } = speed
    speed.blur()
    void change({ speed: value === 'max' ? value : Number(value) })
  })
  channel.board.on(onFrame(draw))
  draw()
  return element
}

async function change(wish: Change): Promise<void> {
  try {
    await api.play(wish)
  } catch (error) {
    toast('error', 'The host did not do it', explain(error))
  }
}
