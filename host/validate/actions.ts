// A call of an `action` function: is its value used, and may the callback return it?
import type { ApiCallback } from '#sdk/api/description.ts'
import type { Known, ScriptApi } from './api.ts'
import type { Place, Report } from './diagnostic.ts'

export function checkAction(
  callee: Extract<Known, { kind: 'function' }>,
  call: {
    readonly place: Place
    /** The call is a statement of its own. */
    readonly isDropped: boolean
    /** The callback or hook in whose body it stands; null anywhere else. */
    readonly callback: ApiCallback | null
  },
  { api, report }: { readonly api: ScriptApi; readonly report: Report },
): void {
  const { fn, path } = callee
  if (fn.owner.variable !== 'action') return
  const { place, callback } = call
  if (callback !== null && !callback.actions.includes(fn.name)) {
    const homes = [...api.callbacks].filter(([, { actions }]) => actions.includes(fn.name))
    const hint = `${path} is returned by ${homes.map(([name]) => name).join(' and ')}`
    const name = api.write(callback.name)
    report('misplaced-action', place, `${name} cannot return ${path}`, hint)
  } else if (call.isDropped) {
    const message = `${path} does nothing unless it is returned`
    report('unused-action', place, message, `write \`return ${path}…\``)
  }
}
