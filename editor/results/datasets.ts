// What a backtest can run on, as the host lists it: bar files, and the recordings that there are by now.
import type { Dataset } from '#host/faces/http/shapes/backtests.ts'
import { api, explain } from '../api/client.ts'
import { toast } from '../layout/toasts.ts'
import type { SelectionBar } from './selection.ts'

/** Lists them now, and again whenever somebody is about to choose; `onFailure`: there is no list. */
export function listDatasets(bar: SelectionBar, onFailure: (text: string) => void): void {
  let recordings: readonly Dataset[] = []
  let isAsking = false

  async function list(): Promise<void> {
    const files = await api.datasets()
    bar.setDatasets([...files, ...recordings])
    // They have to be looked into first.
    try {
      recordings = await api.recordings()
    } catch (error) {
      return toast('warning', 'The recordings are not listed', explain(error))
    }
    bar.setDatasets([...files, ...recordings])
  }

  async function ask(): Promise<void> {
    if (isAsking) return
    isAsking = true
    await list().catch((error) => onFailure(explain(error)))
    isAsking = false
  }
  bar.element.addEventListener('focusin', () => void ask())
  void ask()
}
