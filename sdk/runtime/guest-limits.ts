// The limits that the guest itself sees to; the host sets them (host/limits.ts).

export interface GuestLimits {
  /** Bytes of context.data, and of an opportunity, in their written form. */
  readonly contextBytes: number
  /** Lines, and bytes of lines, that are kept of a script's log until the host takes it. */
  readonly logLines: number
  readonly logBytes: number
}
