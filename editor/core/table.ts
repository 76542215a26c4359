// A table of any length: only the rows in view are elements, and a row is changed in place, so that
// a button under the pointer stays while figures around it move.
import { fill, h } from './dom.ts'
import { onFrame } from './signal.ts'

export type Cell =
  | string
  | { readonly text: string; readonly className?: string; readonly title?: string }
  /** Made anew only where `id` changes. */
  | { readonly id: string; readonly make: () => Node | string }

export interface Column<Row> {
  readonly label: string
  /** A track of a CSS grid: "84px", "minmax(120px, 1fr)". */
  readonly width: string
  readonly isNumber?: boolean
  readonly cell: (row: Row) => Cell
  /** Makes the column sortable. */
  readonly value?: (row: Row) => number | string
}

interface TableOptions<Row> {
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly keyOf: (row: Row) => string
  readonly empty: string
  readonly onPick?: (row: Row) => void
}

export interface Table<Row> {
  readonly element: HTMLElement
  set(rows: readonly Row[]): void
  /** Marks one row and brings it into view. */
  select(key: string | null): void
  /** Gives the keyboard to the selected row, or to the first one in view. */
  focus(): void
  setEmpty(text: string): void
  /** Without its last column, where that would say nothing. */
  fold(isFolded: boolean): void
}

const ROW_PX = 24
/** Between columns, and beside the outer ones. */
const GAP_PX = 12
const SPARE_ROWS = 8

interface Drawn<Row> {
  row: Row
  readonly element: HTMLElement
  readonly cells: HTMLElement[]
  readonly shown: string[]
}

export function createTable<Row>(options: TableOptions<Row>): Table<Row> {
  const { columns, keyOf, onPick } = options
  const drawn = new Map<string, Drawn<Row>>()
  let given: readonly Row[] = []
  let rows: readonly Row[] = []
  let sort: { column: number; sign: 1 | -1 } | null = null
  let selected: string | null = null
  const body = h('div.rows', { role: 'rowgroup' })
  const empty = h('p.empty', {}, options.empty)
  const heads = columns.map((column, i) => head(column, i))
  const headRow = h('div.row.head', { role: 'row' }, heads)
  const table = h('div.table', { role: 'table', 'aria-label': options.label })
  layOut(table, columns)
  table.append(h('div', { role: 'rowgroup', class: 'heads' }, headRow), body)
  const scroller = h('div.table-scroll', {}, table, empty)

  function head({ label, isNumber, value }: Column<Row>, at: number): HTMLElement {
    const cell = h('div', { role: 'columnheader', class: isNumber ? 'number' : null })
    if (value === undefined) {
      cell.textContent = label
      return cell
    }
    const made = h('button', { type: 'button' }, label)
    made.addEventListener('click', () => {
      const isSame = sort?.column === at
      sort = isSame && sort!.sign === 1 ? null : { column: at, sign: isSame ? 1 : -1 }
      for (const one of heads) one.removeAttribute('aria-sort')
      if (sort !== null)
        cell.setAttribute('aria-sort', sort.sign === 1 ? 'ascending' : 'descending')
      order()
    })
    cell.append(made)
    return cell
  }

  function order(): void {
    const value = sort === null ? undefined : columns[sort.column]!.value
    const sign = sort?.sign ?? 1
    rows =
      value === undefined
        ? given
        : given.toSorted((a, b) => {
            const [x, y] = [value(a), value(b)]
            return sign * (x < y ? -1 : x > y ? 1 : 0)
          })
    draw()
  }

  function drawNow(): void {
    empty.hidden = rows.length > 0
    headRow.hidden = rows.length === 0
    body.style.height = `${rows.length * ROW_PX}px`
    table.setAttribute('aria-rowcount', String(rows.length + 1))
    const first = Math.max(Math.floor(scroller.scrollTop / ROW_PX) - SPARE_ROWS, 0)
    const count = Math.ceil(scroller.clientHeight / ROW_PX) + 2 * SPARE_ROWS
    const seen = rows.slice(first, first + count)
    const keys = new Set(seen.map(keyOf))
    for (const [key, { element }] of drawn) {
      if (keys.has(key)) continue
      element.remove()
      drawn.delete(key)
    }
    for (const [i, row] of seen.entries()) drawRow(row, first + i)
  }
  const draw = onFrame(drawNow)

  function drawRow(row: Row, at: number): void {
    const key = keyOf(row)
    const found = drawn.get(key) ?? makeRow(key, row)
    found.row = row
    found.element.style.top = `${at * ROW_PX}px`
    found.element.setAttribute('aria-rowindex', String(at + 2))
    found.element.classList.toggle('is-selected', key === selected)
    for (const [i, column] of columns.entries()) {
      const cell = column.cell(row)
      const element = found.cells[i]!
      const text = typeof cell === 'string' ? cell : JSON.stringify(cell)
      if (found.shown[i] === text) continue
      found.shown[i] = text
      drawCell(element, cell, column.isNumber === true)
    }
  }

  function makeRow(key: string, row: Row): Drawn<Row> {
    const cells = columns.map(() => h('div', { role: 'cell' }))
    const element = h('div.row', { role: 'row', tabindex: onPick === undefined ? null : 0 }, cells)
    const made: Drawn<Row> = { row, element, cells, shown: [] }
    if (onPick !== undefined) {
      element.classList.add('can-pick')
      element.addEventListener('click', () => onPick(made.row))
      element.addEventListener('keydown', (event) => {
        if (event.target !== element) return
        if (event.key === 'Enter') onPick(made.row)
        if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
          event.preventDefault()
          step(key, event.key === 'ArrowDown' ? 1 : -1)
        }
      })
    }
    drawn.set(key, made)
    body.append(element)
    return made
  }

  function step(key: string, by: number): void {
    const at = rows.findIndex((row) => keyOf(row) === key) + by
    const next = rows[at]
    if (next === undefined) return
    reveal(at)
    drawNow()
    drawn.get(keyOf(next))?.element.focus()
  }

  function reveal(at: number): void {
    const top = at * ROW_PX
    const height = scroller.clientHeight - ROW_PX
    if (top < scroller.scrollTop) scroller.scrollTop = top
    else if (top + ROW_PX > scroller.scrollTop + height) scroller.scrollTop = top - height + ROW_PX
  }

  scroller.addEventListener('scroll', draw, { passive: true })
  new ResizeObserver(draw).observe(scroller)

  return {
    element: scroller,
    set(next) {
      given = next
      order()
    },
    select(key) {
      selected = key
      const at = key === null ? -1 : rows.findIndex((row) => keyOf(row) === key)
      // Rows that were just given have no place yet.
      drawNow()
      if (at >= 0) reveal(at)
      draw()
    },
    focus() {
      drawNow()
      const first = [...body.children].find(
        (row) => (row as HTMLElement).offsetTop >= scroller.scrollTop,
      )
      const target = drawn.get(selected ?? '')?.element ?? (first as HTMLElement | undefined)
      target?.focus()
    },
    setEmpty(text) {
      empty.textContent = text
    },
    fold(isFolded) {
      table.classList.toggle('is-folded', isFolded)
      layOut(table, isFolded ? columns.slice(0, -1) : columns)
    },
  }
}

function layOut(table: HTMLElement, columns: readonly { readonly width: string }[]): void {
  table.style.setProperty('--columns', columns.map(({ width }) => width).join(' '))
  // Narrower than its columns may be, it is scrolled; what a cell says makes it no wider.
  const least = columns.reduce(
    (sum, { width }) => sum + Number(/\d+/.exec(width)![0]) + GAP_PX,
    GAP_PX,
  )
  table.style.setProperty('--least', `${least}px`)
}

function drawCell(element: HTMLElement, cell: Cell, isNumber: boolean): void {
  const plain = typeof cell === 'string' ? { text: cell } : cell
  if ('make' in plain) {
    element.className = ''
    fill(element, plain.make())
    return
  }
  element.textContent = plain.text
  element.className = [isNumber ? 'number' : '', plain.className ?? ''].join(' ').trim()
  element.title = plain.title ?? plain.text
}
