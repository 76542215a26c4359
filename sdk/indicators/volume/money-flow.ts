// What Chaikin's indicators weigh volume by: where in its range a bar closes.

/** The volume, positive for a close at the high, negative for one at the low; 0 without a range. */
export function moneyFlow(high: number, low: number, close: number, volume: number): number {
  const height = high - low
  return height > 0 ? ((close - low - (high - close)) / height) * volume : 0
}
