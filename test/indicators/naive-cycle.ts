// Ehlers' dominant cycle and the two averages built on it, over whole arrays as in his book: every
// signal keeps its full history, and what lies before its first value is 0.

export interface NaiveCycle {
  /** In degrees. */
  phase: number[]
  smoothPeriod: number[]
}

export function naiveCycle(values: readonly number[], first: number): NaiveCycle {
  const zeros = () => values.map(() => 0)
  const smooth = zeros()
  const detrender = zeros()
  const q1 = zeros()
  const i1 = zeros()
  const i2 = zeros()
  const q2 = zeros()
  const re = zeros()
  const im = zeros()
  const period = zeros()
  const smoothPeriod = zeros()
  const phase = zeros()
  const at = (line: number[], i: number) => line[i] ?? 0
  for (let t = first; t < values.length; t++) {
    const before = at(period, t - 1)
    const hilbert = (line: number[]) =>
      (0.0962 * at(line, t) +
        0.5769 * at(line, t - 2) -
        0.5769 * at(line, t - 4) -
        0.0962 * at(line, t - 6)) *
      (0.075 * before + 0.54)
    smooth[t] = (4 * values[t]! + 3 * values[t - 1]! + 2 * values[t - 2]! + values[t - 3]!) / 10
    detrender[t] = hilbert(smooth)
    q1[t] = hilbert(detrender)
    i1[t] = at(detrender, t - 3)
    i2[t] = 0.2 * (i1[t]! - hilbert(q1)) + 0.8 * at(i2, t - 1)
    q2[t] = 0.2 * (q1[t]! + hilbert(i1)) + 0.8 * at(q2, t - 1)
    const [i, q, lastI, lastQ] = [i2[t]!, q2[t]!, at(i2, t - 1), at(q2, t - 1)]
    re[t] = 0.2 * (i * lastI + q * lastQ) + 0.8 * at(re, t - 1)
    im[t] = 0.2 * (i * lastQ - q * lastI) + 0.8 * at(im, t - 1)
    let measured = before
    if (im[t] !== 0 && re[t] !== 0) measured = (2 * Math.PI) / Math.atan(im[t]! / re[t]!)
    if (measured > 1.5 * before) measured = 1.5 * before
    if (measured < 0.67 * before) measured = 0.67 * before
    if (measured < 6) measured = 6
    if (measured > 50) measured = 50
    period[t] = 0.2 * measured + 0.8 * before
    smoothPeriod[t] = 0.33 * period[t]! + 0.67 * at(smoothPeriod, t - 1)
    phase[t] = i1[t] === 0 ? 0 : (Math.atan(q1[t]! / i1[t]!) * 180) / Math.PI
  }
  return { phase, smoothPeriod }
}

export function naiveMama(
  values: readonly number[],
  fastLimit: number,
  slowLimit: number,
): number[][] {
  const { phase } = naiveCycle(values, 12)
  let mama = 0
  let fama = 0
  return values.map((value, t) => {
    if (t < 12) return [NaN, NaN]
    const turn = Math.max(1, phase[t - 1]! - phase[t]!)
    const alpha = turn > 1 ? Math.max(slowLimit, fastLimit / turn) : fastLimit
    mama = alpha * value + (1 - alpha) * mama
    fama = 0.5 * alpha * mama + (1 - 0.5 * alpha) * fama
    return t < 32 ? [NaN, NaN] : [mama, fama]
  })
}

export function naiveTrendline(values: readonly number[]): number[] {
  const { smoothPeriod } = naiveCycle(values, 37)
  const means = values.map((_, t) => {
    const length = Math.floor(smoothPeriod[t]! + 0.5)
    const cycle = values.slice(t + 1 - length, t + 1)
    return length === 0 ? 0 : cycle.reduce((total, value) => total + value, 0) / length
  })
  return means.map((mean, t) =>
    t < 63 ? NaN : (4 * mean + 3 * means[t - 1]! + 2 * means[t - 2]! + means[t - 3]!) / 10,
  )
}
