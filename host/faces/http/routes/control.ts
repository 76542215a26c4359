// /kill, /stop, pauses, roll-backs; /journal.
import { dirname } from 'node:path'
import { HostError } from '#host/errors.ts'
import { DECISION_TYPES } from '#host/journal/entry-types.ts'
import { openReader } from '#host/journal/sqlite-reader.ts'
import { wordsOf } from '../../entry-words.ts'
import { control } from '../contract/control.ts'
import type { Router, Services } from '../environment.ts'
import type { JournalEntry, Reload } from '../shapes/board.ts'

export function controlRoutes(api: Router, { board, commands }: Services): void {
  api.openapi(control.killSession, async (context) => {
    const { why, flatten } = context.req.valid('json')
    await commands.kill(why, flatten)
    return context.json({ done: true } as const, 200)
  })
  api.openapi(control.unblockSession, async (context) => {
    await commands.unblock()
    return context.json({ done: true } as const, 200)
  })
  api.openapi(control.pauseSlot, async (context) => {
    await commands.pause(context.req.valid('param').key, true)
    return context.json({ done: true } as const, 200)
  })
  api.openapi(control.unpauseSlot, async (context) => {
    await commands.pause(context.req.valid('param').key, false)
    return context.json({ done: true } as const, 200)
  })
  api.openapi(control.flattenSlot, async (context) => {
    const { key } = context.req.valid('param')
    const slot = board.slots().find((one) => one.key === key)
    if (slot !== undefined && slot.position === null && slot.order === null) {
      throw new HostError('unavailable', `${key} holds nothing, and no order of it waits`)
    }
    await commands.flatten(key)
    return context.json({ done: true } as const, 200)
  })
  api.openapi(control.attachSlot, async (context) => {
    const { strategy, symbol } = context.req.valid('json')
    await commands.attach(strategy, symbol, true)
    context.set('detail', { strategy, symbol })
    return context.json({ done: true } as const, 200)
  })
  api.openapi(control.detachSlot, async (context) => {
    const { key } = context.req.valid('param')
    const slot = board.slots().find((one) => one.key === key)
    if (slot === undefined) throw new HostError('not-found', `there is no slot "${key}"`)
    await commands.attach(slot.strategy, slot.symbol, false)
    return context.json({ done: true } as const, 200)
  })
  api.openapi(control.listReloads, (context) => {
    const { script, limit } = context.req.valid('query')
    const reader = openReader(dirname(board.snapshot().session.log))
    try {
      const items: Reload[] = []
      for (const entry of reader.ofTypes(['script'])) {
        if (entry.type !== 'script') continue
        if (script !== undefined && entry.script !== script) continue
        const { seq, change, wall, sha256, notes } = entry
        items.push({ seq, script: entry.script, change, wall, sha256, notes })
      }
      return context.json({ items: items.slice(-limit).reverse() }, 200)
    } finally {
      reader.close()
    }
  })
  api.openapi(control.rollBackRunning, async (context) => {
    await commands.rollBack(context.req.valid('param').file, context.req.valid('json').why)
    return context.json({ done: true } as const, 200)
  })
  api.openapi(control.reloadRunning, async (context) => {
    await commands.reload(context.req.valid('param').file)
    return context.json({ done: true } as const, 200)
  })
  api.openapi(control.promoteShadow, async (context) => {
    const notes = await commands.promote(context.req.valid('param').name)
    return context.json({ done: true as const, notes: [...notes] }, 200)
  })
  api.openapi(control.dropShadow, async (context) => {
    await commands.drop(context.req.valid('param').name)
    return context.json({ done: true } as const, 200)
  })
  const playback = () => {
    const { time, from, to, speed, isPaused, until } = board.session()
    return { time, from, to, speed, isPaused, until }
  }
  api.openapi(control.readPlayback, (context) => context.json(playback(), 200))
  api.openapi(control.changePlayback, (context) => {
    const change = context.req.valid('json')
    commands.play(change)
    const said = Object.entries(change).map(([name, value]) => [name, String(value)])
    context.set('detail', Object.fromEntries(said))
    return context.json(playback(), 200)
  })
  api.openapi(control.stopSession, (context) => {
    // Once the answer is on its way.
    setImmediate(() => commands.stop())
    return context.json({ stopping: true } as const, 202)
  })
  api.openapi(control.readJournal, (context) => {
    const { from, last, limit, slot, type, without } = context.req.valid('query')
    const reader = openReader(dirname(board.snapshot().session.log))
    try {
      const items: JournalEntry[] = []
      const first = last === undefined ? from : Math.max(from, reader.length - last)
      const entries =
        without === 'market' ? reader.ofTypes(DECISION_TYPES, first) : reader.entries(first)
      for (const entry of entries) {
        const isOther = slot !== undefined && (!('slot' in entry) || entry.slot !== slot)
        if (isOther || (type !== undefined && entry.type !== type)) continue
        if (items.length === limit) return context.json({ items, next: entry.seq }, 200)
        items.push({ ...entry, words: wordsOf(entry) })
      }
      return context.json({ items, next: null }, 200)
    } finally {
      reader.close()
    }
  })
}
