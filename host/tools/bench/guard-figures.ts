// What the guards cost a backtest: beside the product's own runner, the same run with the guards
// taken out, in an isolate of this process that nobody watches.
import type { BarSeries } from '#host/data/load.ts'
import { DEFAULT_LIMITS } from '#host/limits.ts'
import type { Runner } from '#host/runner/client.ts'
import { Slots } from '#host/runner/slots.ts'
import { MARK_LENGTH } from '#sdk/frame.ts'
import { bareGuest, type Guard } from './bare-guest.ts'
import { type BenchLanguage, runOnce, sendBars } from './runner-figures.ts'

/** Ms of a backtest without the guards named, and without a watchdog. */
export async function bareRunMs(
  bars: BarSeries,
  language: BenchLanguage,
  without: readonly Guard[],
): Promise<number> {
  const slots = new Slots(new SharedArrayBuffer(MARK_LENGTH * 4), () => {})
  const code = await bareGuest(language, without)
  await slots.answer({
    type: 'hello',
    isLasting: false,
    limits: { ...DEFAULT_LIMITS, callbackMs: Number.MAX_SAFE_INTEGER },
    bundles: [{ language, code, cachedData: null }],
  })
  const request = async (asked: Parameters<Slots['answer']>[0]) => slots.answer(asked)
  const runner = { request } as unknown as Runner
  await sendBars(runner, bars)
  return (await runOnce(runner, 0, language, 'inside')).ms
}
