// How fast and how one-sidedly prices move.

import type { IndicatorSpec } from '../indicator.ts'
import { adx, adxr, dx } from './adx.ts'
import { ao } from './ao.ts'
import { aroon, aroonosc } from './aroon.ts'
import { bop } from './bop.ts'
import { cci } from './cci.ts'
import { cmo } from './cmo.ts'
import { coppock } from './coppock.ts'
import { minusDi, minusDm, plusDi, plusDm } from './directional-moves.ts'
import { fisher } from './fisher.ts'
import { htDcperiod, htPhasor } from './ht-cycle.ts'
import { htDcphase, htSine, htTrendmode } from './ht-phase.ts'
import { imi } from './imi.ts'
import { macd } from './macd.ts'
import { macdext } from './macdext.ts'
import { mfi } from './mfi.ts'
import { mom } from './mom.ts'
import { apo, ppo } from './price-oscillator.ts'
import { roc, rocp, rocr, rocr100 } from './rate-of-change.ts'
import { rsi } from './rsi.ts'
import { stochastic, stochf } from './stochastic.ts'
import { stochasticRsi, stochrsi } from './stochastic-rsi.ts'
import { trix } from './trix.ts'
import { tsi } from './tsi.ts'
import { ultosc } from './ultosc.ts'
import { vortex } from './vortex.ts'
import { willr } from './willr.ts'

export const MOMENTUM: readonly IndicatorSpec[] = [
  rsi,
  macd,
  stochastic,
  stochrsi,
  stochasticRsi,
  ppo,
  apo,
  macdext,
  roc,
  rocp,
  rocr,
  rocr100,
  mom,
  cmo,
  trix,
  tsi,
  coppock,
  stochf,
  willr,
  cci,
  ultosc,
  mfi,
  adx,
  adxr,
  dx,
  plusDi,
  minusDi,
  plusDm,
  minusDm,
  aroon,
  aroonosc,
  vortex,
  ao,
  bop,
  fisher,
  imi,
  htDcperiod,
  htPhasor,
  htDcphase,
  htSine,
  htTrendmode,
]
