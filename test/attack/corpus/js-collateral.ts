// Taking others along: scripts that hold a position when they do their worst, at every point where
// they are called. Their stop stays, their neighbours trade on.
import { faulty, harmless, refused } from '../js-case.ts'

const GONE = 'cpu-limit|memory-limit|runner-lost'

/** Ways to end an isolate, or the process with all isolates in it. */
const DEEDS = {
  'never returns': 'for (;;);',
  'fills a map': 'const m = new Map(); for (let i = 0; ; i++) m.set(i, {})',
  'fills lists': 'const a = []; for (;;) a.push(new Array(1000).fill(1))',
  'fills the heap': 'const a = []; for (;;) a.push({ x: 1 })',
  'lets a big integer grow': 'let x = 3n; for (;;) x *= x',
}

export const CASES = [
  ...Object.entries(DEEDS).map(([what, deed]) =>
    faulty('collateral', `${what} while it holds a position`, { manage: deed }, GONE),
  ),
  ...Object.entries(DEEDS)
    .slice(0, 3)
    .map(([what, deed]) =>
      faulty(
        'collateral',
        `${what} when its entry is filled`,
        { more: `onFill() { ${deed} },` },
        GONE,
      ),
    ),
  ...Object.entries(DEEDS)
    .slice(0, 2)
    .map(([what, deed]) =>
      faulty(
        'collateral',
        `${what} when its trade is over`,
        { more: `onTradeClosed() { ${deed} },` },
        GONE,
      ),
    ),
  ...Object.entries(DEEDS)
    .slice(0, 2)
    .map(([what, deed]) =>
      faulty('collateral', `${what} as soon as it lives`, { more: `onInit() { ${deed} },` }, GONE),
    ),
  ...Object.entries(DEEDS)
    .slice(0, 2)
    .map(([what, deed]) =>
      faulty(
        'collateral',
        `${what} at every other call`,
        { top: 'let n = 0;', detect: `if (n++ % 2) { ${deed} } return null` },
        GONE,
      ),
    ),
  faulty(
    'collateral',
    'throws in every callback and hook',
    { manage: 'throw new Error("x")', more: 'onFill() { throw new Error("y") },' },
    'threw',
  ),
  faulty(
    'collateral',
    'throws away its stop, then never returns',
    {
      manage:
        'if (context.position.barsHeld > 1) for (;;); return action.updateStop(market.price * 0.8)',
    },
    GONE,
  ),
  faulty(
    'collateral',
    'trails its stop, then fills a map',
    {
      manage:
        'if (context.position.barsHeld > 1) { const m = new Map(); for (let i = 0; ; i++) m.set(i, {}) } return action.trailStop({ fraction: 0.05 })',
    },
    GONE,
  ),
  faulty(
    'collateral',
    'rests an order, then never returns',
    {
      filter:
        'if (context.pendingEntry) for (;;); return action.enter({ side: "long", quantity: 0.1, type: "limit", price: market.price * 0.9 })',
    },
    GONE,
  ),
  faulty(
    'collateral',
    'leaves work behind when it is ended',
    {
      top: 'const left = [];',
      detect: 'for (;;) { left.push(() => left) ; if (left.length > 1e9) break }',
    },
    GONE,
  ),
  harmless('collateral', 'comes close to its memory limit and stays', {
    top: 'const kept = new Array(1.5e6).fill(1.5);',
    detect: "log('TRIED', kept.length)",
  }),
  harmless(
    'collateral',
    'makes garbage as fast as it can',
    "log('TRIED'); for (let i = 0; i < 300; i++) new Array(1e4).fill(i)",
  ),
  harmless('collateral', 'trades at every bar, with all the noise it can make', {
    detect: "log('TRIED')",
    manage:
      "log('x'.repeat(900)); return [action.updateStop(market.price * 0.95), action.updateTarget(market.price * 1.05), action.trailStop({ distance: market.price * 0.04 })]",
  }),
  refused('collateral', 'fills a map while it loads', {
    top: 'const m = new Map(); for (let i = 0; ; i++) m.set(i, {});',
  }),
  refused('collateral', 'never ends to load', { top: 'for (;;);' }),
]
