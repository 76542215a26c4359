// What a trader does to a slot that runs: pause, release, detach, attach, roll back, look into its past.
import type { Board } from '../api/board.ts'
import { api, explain } from '../api/client.ts'
import { button, h } from '../core/dom.ts'
import type { Signal } from '../core/signal.ts'
import { confirm, openDialog } from '../layout/dialog.ts'
import { type MenuItem, openMenu } from '../layout/menu.ts'
import { toast } from '../layout/toasts.ts'
import { onSymbol } from './cells.ts'

export interface SlotActions {
  release(key: string): void
  menu(key: string, anchor: DOMRect): void
  /** Chooses a symbol for a script that runs. */
  attach(file: string): void
  rollBack(file: string): void
}

interface Options {
  readonly board: Signal<Board | null>
  /** To the slot's latest evaluation. */
  readonly travel: (key: string, time: number) => void
  readonly whatIf: () => void
}

async function tell(asked: Promise<unknown>, done: string, text = ''): Promise<void> {
  try {
    await asked
    toast('good', done, text)
  } catch (error) {
    toast('error', 'The host did not do it', explain(error))
  }
}

export function createSlotActions({ board, travel, whatIf }: Options): SlotActions {
  const find = (key: string) => board.get()?.slots.find((slot) => slot.key === key)

  async function detach(key: string): Promise<void> {
    const text =
      'It opens nothing any more; what it holds stays under its stop and target. The others go on.'
    if (!(await confirm(`Detach ${onSymbol(key)}?`, text, 'Detach'))) return
    await tell(api.detach(key), `${onSymbol(key)} is detached`)
  }

  async function rollBack(strategy: string): Promise<void> {
    const text = 'The version that ran before drives its slots again. The file stays as it is.'
    if (!(await confirm(`Roll ${strategy} back?`, text, 'Roll back'))) return
    await tell(api.rollBack(strategy, 'by hand'), `${strategy}: the version before runs again`)
  }

  /** A file may be run by several strategies; most by one of its own name. */
  const strategiesOf = (file: string): string[] =>
    (board.get()?.scripts ?? []).flatMap((one) => (one.file === file ? one.strategy : []))

  function attach(file: string): void {
    const now = board.get()
    const strategies = strategiesOf(file)
    if (now === null || strategies.length === 0) {
      return toast('warning', `${file} does not run`, 'Save a version that is fit to run first.')
    }
    const free = strategies.flatMap((strategy) => {
      const taken = now.slots.filter(
        (slot) => slot.strategy === strategy && slot.status !== 'detached',
      )
      return now.session.symbols
        .filter((symbol) => !taken.some((slot) => slot.symbol === symbol))
        .map((symbol) => ({ strategy, symbol }))
    })
    const dialog = openDialog({
      title: `Attach ${file}`,
      body: [
        free.length === 0
          ? h('p', {}, 'It runs on every symbol of the session already.')
          : h('p', {}, 'It trades the symbol from the next bar on. On which?'),
        h(
          'div.choices',
          {},
          ...free.map(({ strategy, symbol }) =>
            button(strategies.length > 1 ? `${strategy} on ${symbol}` : symbol, () => {
              dialog.close()
              void tell(api.attach(strategy, symbol), `${strategy} runs on ${symbol}`)
            }),
          ),
        ),
      ],
      actions: [button('Cancel', () => dialog.close())],
    })
  }

  function release(key: string): void {
    void tell(api.release(key), `${onSymbol(key)} released`)
  }

  return {
    release,
    attach,
    rollBack: (file) => void rollBack(strategiesOf(file)[0] ?? file),
    menu(key, anchor) {
      const slot = find(key)
      if (slot === undefined) return
      const items: (MenuItem | false)[] = [
        ['Why? The latest evaluation', () => travel(key, board.get()?.session.time ?? 0)],
        slot.isPaused
          ? ['Let entries in again', () => void tell(api.unpause(key), 'Entries are let in again')]
          : [
              'Pause entries',
              () =>
                void tell(
                  api.pause(key),
                  `${onSymbol(key)} is paused`,
                  'Its position is managed as before.',
                ),
            ],
        slot.status === 'quarantined' && ['Release from quarantine', () => release(key)],
        ['What if: with the edited script …', whatIf],
        ['Attach to another symbol …', () => attach(slot.script)],
        ['Roll back the script …', () => void rollBack(slot.strategy)],
        slot.status !== 'detached' && ['Detach …', () => void detach(key)],
      ]
      openMenu(
        anchor,
        items.filter((item) => item !== false),
      )
    },
  }
}
