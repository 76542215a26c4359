// Volumes that tell of a dead feed or a wrong number: long runs of nothing, and bars that stand out.
import type { BarColumns } from '#sdk/domain.ts'
import { median } from './moves.ts'

export interface ZeroRun {
  readonly from: number
  /** Open time of its last bar. */
  readonly to: number
  readonly bars: number
}

export interface VolumeSpike {
  readonly time: number
  readonly volume: number
  /** Times the usual volume around it. */
  readonly times: number
}

/** Thin markets have a few minutes without a trade all day long. */
const RUN_MIN = 10
const BLOCK_BARS = 1000
/** News makes fifty times the usual; so do opens and closes. */
const SPIKE_MIN = 100

export function zeroRuns({ openTime, volume }: BarColumns): ZeroRun[] {
  const runs: ZeroRun[] = []
  let start = -1
  for (let row = 0; row <= volume.length; row++) {
    if (volume[row] === 0) {
      if (start < 0) start = row
      continue
    }
    if (start >= 0 && row - start >= RUN_MIN) {
      runs.push({ from: openTime[start]!, to: openTime[row - 1]!, bars: row - start })
    }
    start = -1
  }
  return runs
}

export function volumeSpikes({ openTime, volume }: BarColumns): VolumeSpike[] {
  const spikes: VolumeSpike[] = []
  for (let start = 0; start < volume.length; start += BLOCK_BARS) {
    const end = Math.min(start + BLOCK_BARS, volume.length)
    const traded = Array.from(volume.subarray(start, end)).filter((one) => one > 0)
    const usual = median(traded)
    for (let row = start; row < end && usual > 0; row++) {
      const times = volume[row]! / usual
      if (times >= SPIKE_MIN) spikes.push({ time: openTime[row]!, volume: volume[row]!, times })
    }
  }
  return spikes
}
