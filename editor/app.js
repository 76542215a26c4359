// The page: a mirror of the session's board. Takes a snapshot over the socket, then deltas; draws
// at the browser's own pace. What scripts write is only ever set as text, never as markup.

const KEPT = 200
const EQUITY_POINTS_MAX = 2000
const LISTS = ['transitions', 'orders', 'fills', 'trades', 'notes']

/** The latest snapshot, kept up to date; null until there is one. */
let board = null
let filter = 'all'
let isDrawing = false

connect()

function connect() {
  const socket = new WebSocket(`ws://${location.host}/ws`)
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(data)
    if (message.type === 'snapshot') board = message
    else if (message.sequence !== board.sequence + 1) return socket.close()
    else apply(message)
    if (!isDrawing) requestAnimationFrame(draw)
    isDrawing = true
  }
  socket.onclose = () => {
    const status = board?.session.status
    show('#status', 'chip lost', status === 'stopped' ? 'ended' : 'no connection')
    setTimeout(connect, 1000)
  }
}

function apply(delta) {
  const slots = new Map(board.slots.map((slot) => [slot.key, slot]))
  for (const slot of delta.slots) slots.set(slot.key, slot)
  const order = delta.order ?? board.slots.map((slot) => slot.key)
  board.slots = order.map((key) => slots.get(key))
  board.sequence = delta.sequence
  board.session = delta.session
  board.account = delta.account
  board.scripts = delta.scripts ?? board.scripts
  for (const list of LISTS) board[list] = [...board[list], ...delta[list]].slice(-KEPT)
  board.equity.push(...delta.equity)
  if (board.equity.length > EQUITY_POINTS_MAX) {
    board.equity = board.equity.filter((_, i) => i % 2 === 0 || i === board.equity.length - 1)
  }
}

function draw() {
  isDrawing = false
  drawHeader(board)
  drawEquity(board)
  drawSlots(board)
  drawScripts(board)
  drawEvents(board)
}

// Numbers and times

const number = (value, digits) =>
  value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
const money = (value) => number(value, 2)
const signed = (value) => `${value > 0 ? '+' : value < 0 ? '−' : ''}${money(Math.abs(value))}`
const tone = (value) => (value > 0 ? 'up' : value < 0 ? 'down' : '')
const price = (value) => number(value, value < 10 ? 4 : 2)
const quantity = (value) => String(Number(value.toPrecision(5)))
const clock = (ms) => new Date(ms).toISOString().slice(0, 16).replace('T', ' ')
const shortClock = (ms) => clock(ms).slice(5)

// Elements

function element(tag, className, ...children) {
  const made = document.createElement(tag)
  if (className) made.className = className
  made.append(...children)
  return made
}

function show(selector, className, text) {
  const found = document.querySelector(selector)
  if (className !== null) found.className = className
  found.textContent = text
}

function fill(selector, children) {
  document.querySelector(selector).replaceChildren(...children)
}

// Parts of the page

function drawHeader({ session, account }) {
  const { status, time, from, to, speed } = session
  show('#status', `chip ${status}`, status)
  show('#clock', null, time === 0 ? '–' : `${clock(time)} UTC`)
  const pace =
    speed === 'max' ? 'full speed' : speed === 1 ? 'real time' : `${number(speed, 0)} × real time`
  show('#speed', 'faint', speed === null ? '' : `${session.mode}, ${pace}`)
  const played = from === null || time === 0 ? 0 : (time - from) / (to - from)
  document.querySelector('#progress').style.width = `${100 * played}%`
  const pnl = account.equity - account.initialCash
  const wins = account.trades === 0 ? '–' : `${Math.round((100 * account.wins) / account.trades)} %`
  const figures = [
    ['Equity', money(account.equity), ''],
    ['P&L', signed(pnl), tone(pnl)],
    ['Positions', String(account.positions), ''],
    ['Trades', String(account.trades), ''],
    ['Won', wins, ''],
  ]
  fill(
    '#figures',
    figures.map(([name, value, className]) =>
      element('div', '', element('dt', '', name), element('dd', className, value)),
    ),
  )
}

function drawEquity({ equity, account }) {
  const svg = document.querySelector('#equity')
  const values = equity.map(([, value]) => value)
  if (values.length < 2) return svg.replaceChildren()
  const start = account.initialCash
  const low = Math.min(start, ...values)
  const high = Math.max(start, ...values)
  const range = high - low || 1
  const first = equity[0][0]
  const length = equity.at(-1)[0] - first || 1
  const y = (value) => (98 - (96 * (value - low)) / range).toFixed(2)
  const points = equity.map(
    ([time, value]) => `${((1000 * (time - first)) / length).toFixed(1)},${y(value)}`,
  )
  svg.setAttribute('viewBox', '0 0 1000 100')
  svg.replaceChildren(
    shape('path', { class: 'area', d: `M0,100 L${points.join(' L')} L1000,100 Z` }),
    shape('line', { class: 'start', x1: 0, x2: 1000, y1: y(start), y2: y(start) }),
    shape('polyline', { class: 'line', points: points.join(' ') }),
  )
  show('#equity-range', 'faint', `${money(low)} to ${money(high)}`)
}

function shape(tag, attributes) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  return made
}

function drawSlots({ slots }) {
  if (slots.length === 0) {
    const hint = 'No slot yet: put a strategy into the scripts folder.'
    const cell = element('td', 'empty', hint)
    cell.colSpan = 8
    return fill('#slots', [element('tr', '', cell)])
  }
  fill('#slots', slots.map(slotRow))
}

function slotRow(slot) {
  const { status } = slot
  const label = status === 'running' ? slot.state : status
  const state = element(
    'td',
    '',
    element('span', `chip ${label}`, label),
    element('small', '', stateDetail(slot)),
  )
  const version = slot.version === null ? '' : ` v${slot.version}`
  const faults = element('td', `number ${slot.faults > 0 ? 'down' : 'faint'}`, String(slot.faults))
  if (slot.lastError !== null) faults.title = slot.lastError.message
  return element(
    'tr',
    '',
    element('td', '', slot.name, element('small', '', `${slot.script}${version}`)),
    element('td', '', slot.symbol, element('small', '', slot.timeframe)),
    state,
    positionCell(slot),
    element('td', 'number', slot.price === null ? '–' : price(slot.price)),
    pnlCell(slot),
    element('td', 'number', String(slot.trades)),
    faults,
  )
}

function stateDetail({ state, status, barsInState, bars, warmup }) {
  if (status !== 'running') return state
  if (bars <= warmup) return `warming up ${bars}/${warmup}`
  return `for ${barsInState} bar${barsInState === 1 ? '' : 's'}`
}

function pnlCell({ pnl, position }) {
  const cell = element('td', `number ${tone(pnl)}`, signed(pnl))
  if (position !== null) {
    const { unrealizedPnl } = position
    cell.append(
      element('small', '', 'open ', element('span', tone(unrealizedPnl), signed(unrealizedPnl))),
    )
  }
  return cell
}

function positionCell({ position, order }) {
  if (position !== null) {
    const side = element('span', position.side === 'long' ? 'up' : 'down', position.side)
    const guards = [
      position.stop === null ? 'no stop' : `stop ${price(position.stop)}`,
      position.target === null ? [] : `target ${price(position.target)}`,
    ].flat()
    const size = ` ${quantity(position.quantity)} @ ${price(position.entryPrice)}`
    return element('td', '', side, size, element('small', '', guards.join(', ')))
  }
  if (order === null) return element('td', 'faint', '–')
  const at = order.price === null ? 'market' : `${order.type} ${price(order.price)}`
  const size = `${order.side} ${quantity(order.quantity)}`
  return element('td', 'faint', `${size} waiting`, element('small', '', at))
}

function drawScripts({ scripts }) {
  const items = scripts.map((script) => {
    const { file, name, version, status, refusal, diagnostics } = script
    const title = [name, version === null ? null : `v${version}`].filter(Boolean).join(' ')
    const label = {
      running: 'running',
      outdated: 'save refused, old code runs',
      refused: 'refused',
    }
    const row = element(
      'div',
      'row',
      element('span', '', file),
      element(
        'span',
        'faint',
        `${title}${script.loads > 1 ? `, reloaded ${script.loads - 1} ×` : ''}`,
      ),
      element('span', `chip ${status}`, label[status]),
    )
    const item = element('li', '', row)
    if (refusal !== null) item.append(element('p', 'error', refusal))
    for (const one of diagnostics) item.append(diagnosticLine(one))
    return item
  })
  fill('#scripts', items)
}

function diagnosticLine({ severity, code, file, line, column, message, hint }) {
  const place = `${file === undefined ? '' : `${file}:`}${line}:${column}`
  const made = element('p', severity, `${place} ${message} `, element('span', 'faint', code))
  if (hint) made.append(element('small', '', hint))
  return made
}

// What happened

const FILTERS = [
  ['all', LISTS],
  ['states', ['transitions']],
  ['orders', ['orders', 'fills']],
  ['trades', ['trades']],
  ['notes', ['notes']],
]

const EVENT_LINES = {
  transitions: ({ from, to, reason }) => ['transition', 'state', `${from} → ${to}`, reason],
  orders: (order) => {
    const size = order.quantity === null ? '' : ` ${quantity(order.quantity)}`
    const at = order.price === null ? '' : ` @ ${price(order.price)}`
    return ['order', order.event, `${order.side}${size} ${order.type}${at}`, order.reason]
  },
  fills: ({ side, quantity: size, price: at, reason }) => [
    'fill',
    'fill',
    `${side} ${quantity(size)} @ ${price(at)}`,
    reason,
  ],
  trades: ({ side, pnl, exitReason }) => ['trade', 'trade', [side, pnl], exitReason],
  notes: ({ kind, text }) => [kind, kind, text, ''],
}

function drawEvents(board) {
  drawFilters()
  const lists = FILTERS.find(([name]) => name === filter)[1]
  const all = lists.flatMap((list) =>
    board[list].map((event) => ({ list, event, time: timeOf(event) })),
  )
  const latest = all
    .reverse()
    .sort((a, b) => b.time - a.time)
    .slice(0, 120)
  if (latest.length === 0) return fill('#events', [element('li', 'empty', 'Nothing yet.')])
  fill('#events', latest.map(eventRow))
}

const timeOf = (event) => event.exitTime ?? event.time

function eventRow({ list, event, time }) {
  const [kind, label, what, reason] = EVENT_LINES[list](event)
  const text = element('div', '')
  if (typeof what === 'string') text.append(what)
  else text.append(`${what[0]} `, element('span', tone(what[1]), signed(what[1])))
  if (reason !== '') text.append(element('span', 'faint', ` ${reason}`))
  text.append(element('div', 'who', (event.slot ?? event.source).replace('/', ' on ')))
  const at = element('time', '', time === 0 ? '–' : shortClock(time))
  return element('li', kind, at, element('b', '', label), text)
}

function drawFilters() {
  const buttons = FILTERS.map(([name]) => {
    const button = element('button', '', name)
    button.type = 'button'
    button.setAttribute('aria-pressed', String(name === filter))
    button.onclick = () => {
      filter = name
      draw()
    }
    return button
  })
  const shown = document.querySelector('#filters')
  // Replaced only where it changes: a button that is being pressed must stay.
  if (shown.dataset.filter === filter) return
  shown.dataset.filter = filter
  shown.replaceChildren(...buttons)
}
