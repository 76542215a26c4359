// What volume says about price.

import type { IndicatorSpec } from '../indicator.ts'
import { ad, adosc } from './ad.ts'
import { cmf } from './cmf.ts'
import { eom } from './eom.ts'
import { forceIndex } from './force-index.ts'
import { obv } from './obv.ts'
import { pvt } from './pvt.ts'
import { nvi, pvi } from './volume-index.ts'
import { volumeProfile } from './volume-profile.ts'
import { anchoredVwap, vwap, vwapBands } from './vwap.ts'

export const VOLUME: readonly IndicatorSpec[] = [
  obv,
  ad,
  adosc,
  vwap,
  anchoredVwap,
  vwapBands,
  cmf,
  forceIndex,
  eom,
  pvt,
  nvi,
  pvi,
  volumeProfile,
]
