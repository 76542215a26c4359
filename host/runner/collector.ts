// Where a session's isolate has V8's collector until the guest is in it.

/** As scripts know their own log. */
export const COLLECTOR = 'log'
