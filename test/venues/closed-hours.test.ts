// Markets that close, as the configuration names them.
import { expect, it } from 'vitest'
import type { Config } from '#host/config/load.ts'
import { openMarket } from '#host/feeds/open-market.ts'

const live = (source: string, timeframe: string) => {
  const urls = { restUrl: undefined, wsUrl: undefined }
  return { source, timeframe, pastBars: 10, hasTicks: true, ...urls }
}

it.each([
  ['alpaca', '1d', '1h'],
  ['alpaca', '2h', '1h'],
  ['kite', '1h', '15m'],
  ['kite', '1d', '15m'],
])(
  '%s has no live bars of %s: they begin where the session does',
  async (source, timeframe, longest) => {
    const config = { symbols: ['X'], live: live(source, timeframe) } as unknown as Config
    const ports = {
      record() {},
      onEvent() {},
      onTrouble() {},
      signal: new AbortController().signal,
    }
    await expect(openMarket(config, ports)).rejects.toMatchObject({
      code: 'bad-config',
      message: `${source}'s bars of ${timeframe} do not begin on boundaries of UTC, as a live market's do`,
      hint: `set data.timeframe to "${longest}" or shorter: those of scripts are made of them`,
    })
  },
)
