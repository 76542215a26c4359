// New, rename, delete, and earlier versions of a script.

import type { Language } from '#host/faces/http/shapes/common.ts'
import type { ScriptVersion } from '#host/faces/http/shapes/scripts.ts'
import { api, explain } from '../api/client.ts'
import type { Workspace } from '../code/workspace.ts'
import { button, h } from '../core/dom.ts'
import { dateTime, number } from '../core/format.ts'
import { confirm, type Dialog, openDialog } from '../layout/dialog.ts'
import { toast } from '../layout/toasts.ts'

interface Options {
  readonly workspace: () => Promise<Workspace>
  readonly reload: () => Promise<void>
}

export interface FileActions {
  /** Ends once a script is there and open; false where it was called off. */
  create(): Promise<boolean>
  createFrom(name: string, language: Language): Promise<boolean>
  rename(path: string): Promise<void>
  remove(path: string): Promise<void>
  versions(path: string): Promise<void>
}

const LANGUAGES: readonly (readonly [Language, string, string])[] = [
  ['ts', 'TypeScript', 'types and completion'],
  ['js', 'JavaScript', 'checked as you type'],
  ['lua', 'Lua', 'small and plain'],
]

export function createFileActions({ workspace, reload }: Options): FileActions {
  async function createFrom(name: string, language: Language): Promise<boolean> {
    try {
      const { path, source } = await api.template(name, language)
      await api.create(path, source)
      await reload()
      await (await workspace()).open(path, { line: 1 })
      return true
    } catch (error) {
      toast('error', `Cannot create ${name}`, explain(error))
      return false
    }
  }

  function create(): Promise<boolean> {
    return new Promise((resolve) => {
      let isDone = false
      const name = h('input', {
        name: 'name',
        placeholder: 'my-idea',
        required: true,
        pattern: '[A-Za-z0-9][A-Za-z0-9_\\-]*',
        title: 'letters, digits, - and _',
        autocomplete: 'off',
        spellcheck: 'false',
      })
      const form = h(
        'form.fields',
        { id: 'new-script' },
        h('label', {}, 'Name', name),
        h('fieldset', {}, h('legend', {}, 'Language'), ...LANGUAGES.map(languageChoice)),
      )
      form.addEventListener('submit', async (event) => {
        event.preventDefault()
        const language = new FormData(form).get('language') as Language
        isDone = await createFrom(name.value.trim(), language)
        if (isDone) dialog.close()
      })
      const dialog: Dialog = openDialog({
        title: 'New strategy',
        body: [form],
        actions: [
          button('Cancel', () => dialog.close()),
          h('button.button.primary', { type: 'submit', form: 'new-script' }, 'Create'),
        ],
        onClose: () => resolve(isDone),
      })
      name.focus()
    })
  }

  async function rename(path: string): Promise<void> {
    const to = await askPath(path)
    if (to === null || to === path) return
    const space = await workspace()
    const open = space.docs.get().find((doc) => doc.path === path)
    if (open !== undefined && open.model.getValue() !== open.saved) {
      return toast('warning', `${path} has unsaved changes`, 'Save them first.')
    }
    try {
      await api.rename(path, to)
      const isShown = space.current.get()?.path === path
      space.close(path)
      await reload()
      if (isShown) await space.open(to)
    } catch (error) {
      toast('error', `Cannot rename ${path}`, explain(error))
    }
  }

  async function remove(path: string): Promise<void> {
    const text =
      'Its slots open nothing any more; what they hold stays under its stop and target. Earlier versions are kept.'
    if (!(await confirm(`Delete ${path}?`, text, 'Delete'))) return
    try {
      const { etag } = await api.script(path)
      await api.remove(path, etag)
      ;(await workspace()).close(path)
      await reload()
    } catch (error) {
      toast('error', `Cannot delete ${path}`, explain(error))
    }
  }

  async function versions(path: string): Promise<void> {
    try {
      const list = await api.versions(path)
      const chosen = await pickVersion(path, list)
      if (chosen === null) return
      const { source } = await api.version(chosen.sha256)
      const space = await workspace()
      await space.open(path)
      await compareVersion(space, path, chosen, source)
    } catch (error) {
      toast('error', `No versions of ${path}`, explain(error))
    }
  }

  return { create, createFrom, rename, remove, versions }
}

function languageChoice([id, label, hint]: (typeof LANGUAGES)[number]): HTMLElement {
  return h(
    'label.choice',
    {},
    h('input', { type: 'radio', name: 'language', value: id, checked: id === 'ts' }),
    h('span', { class: `language ${id}`, 'aria-hidden': 'true' }, id),
    h('span', {}, label),
    h('small', {}, hint),
  )
}

function askPath(path: string): Promise<string | null> {
  return new Promise((resolve) => {
    let answer: string | null = null
    const input = h('input', {
      name: 'to',
      required: true,
      autocomplete: 'off',
      spellcheck: 'false',
    })
    input.value = path
    const form = h('form.fields', { id: 'rename-script' }, h('label', {}, 'New name', input))
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      answer = input.value.trim()
      dialog.close()
    })
    const dialog = openDialog({
      title: `Rename ${path}`,
      body: [form],
      actions: [
        button('Cancel', () => dialog.close()),
        h('button.button.primary', { type: 'submit', form: 'rename-script' }, 'Rename'),
      ],
      onClose: () => resolve(answer),
    })
    input.focus()
    input.setSelectionRange(path.lastIndexOf('/') + 1, path.lastIndexOf('.'))
  })
}

function pickVersion(path: string, list: readonly ScriptVersion[]): Promise<ScriptVersion | null> {
  return new Promise((resolve) => {
    let answer: ScriptVersion | null = null
    const rows = list.map((version) => {
      const made = h(
        'button.version',
        { type: 'button' },
        h('span', {}, `${dateTime(version.time)} UTC`),
        h('code', {}, version.sha256.slice(0, 8)),
        h('span.dim', {}, `${number(version.size)} bytes`),
      )
      made.addEventListener('click', () => {
        answer = version
        dialog.close()
      })
      return made
    })
    const dialog = openDialog({
      title: `Versions of ${path}`,
      body: [
        list.length === 0
          ? h('p.empty', {}, 'None yet: every save from here on is kept.')
          : h('div.versions', {}, ...rows),
      ],
      actions: [button('Close', () => dialog.close())],
      onClose: () => resolve(answer),
    })
  })
}

async function compareVersion(
  space: Workspace,
  path: string,
  version: ScriptVersion,
  source: string,
) {
  const doc = space.docs.get().find((one) => one.path === path)
  if (doc === undefined) return
  const { compare } = await import('../code/conflict.ts')
  const choice = await compare<'restore' | 'close'>({
    title: `${path}: an earlier version`,
    text: 'Restoring brings it into the editor; nothing is saved until you save.',
    views: [
      {
        name: 'Changes since',
        left: { label: `${dateTime(version.time)} UTC`, source },
        right: { label: 'In the editor', source: doc.model.getValue() },
      },
    ],
    language: doc.model.getLanguageId(),
    choices: [
      { value: 'close', label: 'Close' },
      { value: 'restore', label: 'Restore', isMain: true },
    ],
    otherwise: 'close',
  })
  if (choice !== 'restore') return
  const range = doc.model.getFullModelRange()
  space.editor.pushUndoStop()
  doc.model.pushEditOperations([], [{ range, text: source }], () => null)
  space.editor.pushUndoStop()
}
