// Every bound on what a script may use, with its unit and why it is what it is. The config may set
// each; these are the defaults. (Actions per answer are fixed by the contract: sdk/check-actions.ts.)

export interface Limits {
  /** Ms that one callback or hook may run before it counts as endless. */
  readonly callbackMs: number
  /** Ms for a script's top level: imports, tables, constants. */
  readonly loadMs: number
  /** MB of V8 heap per isolate. */
  readonly isolateMb: number
  /** MB resident per runner process, beside its market data and what its isolates take empty. */
  readonly runnerMb: number
  /** Ms without a sign of life after which a runner process counts as lost. */
  readonly silenceMs: number
  /** Bytes of context.data, and of an opportunity, in their written form. */
  readonly contextBytes: number
  /** Lines, and bytes of lines, that are kept of a script's log. */
  readonly logLines: number
  readonly logBytes: number
  /** Findings that a check lists of one script; more than that is a finding itself. */
  readonly diagnostics: number
}

export const DEFAULT_LIMITS: Limits = {
  // A thousand times what a sensible callback takes; short enough to notice at once.
  callbackMs: 1000,
  loadMs: 2000,
  // A script with its indicators takes 2 to 5 MB; V8 itself asks for 8 at the least.
  isolateMb: 128,
  // V8's limit does not hold for every way to eat memory, so the process is watched as well.
  runnerMb: 1536,
  // The sign of life comes every 50 ms from a thread that scripts cannot block.
  silenceMs: 5000,
  // A memory, not a database: it is copied and compared at every call that touches it.
  contextBytes: 256 * 1024,
  // Of a backtest, or of an hour of a session's market: a line per minute sixteen times over.
  logLines: 1000,
  logBytes: 2 ** 20,
  // More than anybody reads; each is held, sent and shown.
  diagnostics: 200,
}
