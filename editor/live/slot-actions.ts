// What a trader does to a slot that runs: pause, flatten, release, detach, attach, roll back, look into
// its past; and what becomes of a shadow.
import type { Board } from '../api/board.ts'
import { api, explain } from '../api/client.ts'
import { button, h } from '../core/dom.ts'
import type { Signal } from '../core/signal.ts'
import { choose, confirm, openDialog } from '../layout/dialog.ts'
import { type MenuItem, openMenu } from '../layout/menu.ts'
import { toast } from '../layout/toasts.ts'
import { onSymbol } from './cells.ts'
import { openShadow } from './shadow-dialog.ts'

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

const SHADOW = '~shadow'
const liveOf = (strategy: string) => strategy.replace(/~shadow$/, '')

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

  async function flatten(key: string): Promise<void> {
    const isPaused = find(key)?.isPaused ?? false
    const text =
      'What it holds is closed at the next price, and its waiting order cancelled. Its script goes on, and may enter again.'
    const choice = await choose(`Flatten ${onSymbol(key)}?`, text, [
      ...(isPaused ? [] : (['Pause and flatten'] as const)),
      'Flatten',
    ])
    if (choice === null) return
    const asked = async () => {
      // First, so that it cannot enter in between.
      if (choice !== 'Flatten') await api.pause(key)
      await api.flatten(key)
    }
    const done = `${onSymbol(key)} is closed at the next price`
    await tell(asked(), done, choice === 'Flatten' ? '' : 'Its entries are paused.')
  }

  async function promote(strategy: string): Promise<void> {
    const text =
      "The shadow's version drives the live slots from now on, with what they hold; the shadow's virtual positions go."
    if (!(await confirm(`Promote ${strategy}?`, text, 'Promote'))) return
    await tell(api.promote(strategy), `${liveOf(strategy)}: the shadow's version trades now`)
  }

  async function drop(strategy: string): Promise<void> {
    const text = 'It goes with all that it holds, which is virtual. The live version runs on.'
    if (!(await confirm(`Drop ${strategy}?`, text, 'Drop'))) return
    await tell(api.drop(strategy), `The shadow of ${liveOf(strategy)} is gone`)
  }

  const shadowOf = (strategy: string): string | null => {
    const id = strategy.endsWith(SHADOW) ? strategy : strategy + SHADOW
    return board.get()?.slots.some((slot) => slot.strategy === id) ? id : null
  }

  function compare(strategy: string): void {
    openShadow({
      strategy,
      promote: () => void promote(strategy),
      drop: () => void drop(strategy),
    })
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
      const shadow = shadowOf(slot.strategy)
      const isShadow = shadow === slot.strategy
      const isHolding = slot.position !== null || slot.order !== null
      const items: (MenuItem | false)[] = [
        ['Why? The latest evaluation', () => travel(key, board.get()?.session.time ?? 0)],
        shadow !== null && ['Shadow and live …', () => compare(shadow)],
        shadow !== null && ['Promote the shadow …', () => void promote(shadow)],
        shadow !== null && ['Drop the shadow …', () => void drop(shadow)],
        !isShadow && isHolding && ['Flatten …', () => void flatten(key)],
        !isShadow &&
          (slot.isPaused
            ? [
                'Let entries in again',
                () => void tell(api.unpause(key), 'Entries are let in again'),
              ]
            : [
                'Pause entries',
                () =>
                  void tell(
                    api.pause(key),
                    `${onSymbol(key)} is paused`,
                    'Its position is managed as before.',
                  ),
              ]),
        slot.status === 'quarantined' && ['Release from quarantine', () => release(key)],
        ['What if …', whatIf],
        !isShadow && ['Attach to another symbol …', () => attach(slot.script)],
        ['Roll back the script …', () => void rollBack(slot.strategy)],
        !isShadow && slot.status !== 'detached' && ['Detach …', () => void detach(key)],
      ]
      openMenu(
        anchor,
        items.filter((item) => item !== false),
      )
    },
  }
}
