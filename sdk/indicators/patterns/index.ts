// Candlestick patterns, as TA-Lib defines them.

import type { IndicatorSpec } from '../indicator.ts'
import { cdl2Crows, cdl3BlackCrows, cdlIdentical3Crows, cdlUpsideGap2Crows } from './crows.ts'
import {
  cdlDoji,
  cdlDragonflyDoji,
  cdlGravestoneDoji,
  cdlLongLeggedDoji,
  cdlRickshawMan,
  cdlTakuri,
} from './doji.ts'
import { cdlEngulfing, cdlHarami, cdlHaramiCross, cdlHomingPigeon } from './engulfing.ts'
import { cdlGapSideSideWhite, cdlTasukiGap, cdlXsideGap3Methods } from './gaps.ts'
import { cdlHammer, cdlHangingMan, cdlInvertedHammer, cdlShootingStar } from './hammers.ts'
import { cdlHikkake, cdlHikkakeMod } from './hikkake.ts'
import {
  cdlBeltHold,
  cdlClosingMarubozu,
  cdlHighWave,
  cdlLongLine,
  cdlMarubozu,
  cdlShortLine,
  cdlSpinningTop,
} from './lines.ts'
import {
  cdl3LineStrike,
  cdlBreakaway,
  cdlConcealBabysWall,
  cdlLadderBottom,
  cdlMatHold,
  cdlRiseFall3Methods,
} from './methods.ts'
import {
  cdlCounterattack,
  cdlKicking,
  cdlKickingByLength,
  cdlMatchingLow,
  cdlSeparatingLines,
} from './opposites.ts'
import { cdlDarkCloudCover, cdlInNeck, cdlOnNeck, cdlPiercing, cdlThrusting } from './piercing.ts'
import { cdl3WhiteSoldiers, cdlAdvanceBlock, cdlStalledPattern } from './soldiers.ts'
import {
  cdlAbandonedBaby,
  cdlDojiStar,
  cdlEveningDojiStar,
  cdlEveningStar,
  cdlMorningDojiStar,
  cdlMorningStar,
  cdlTristar,
} from './stars.ts'
import {
  cdl3Inside,
  cdl3Outside,
  cdl3StarsInSouth,
  cdlStickSandwich,
  cdlUnique3River,
} from './threes.ts'

export const PATTERNS: readonly IndicatorSpec[] = [
  cdlDoji,
  cdlLongLeggedDoji,
  cdlDragonflyDoji,
  cdlGravestoneDoji,
  cdlTakuri,
  cdlRickshawMan,
  cdlMarubozu,
  cdlClosingMarubozu,
  cdlBeltHold,
  cdlLongLine,
  cdlShortLine,
  cdlSpinningTop,
  cdlHighWave,
  cdlHammer,
  cdlHangingMan,
  cdlInvertedHammer,
  cdlShootingStar,
  cdlEngulfing,
  cdlHarami,
  cdlHaramiCross,
  cdlHomingPigeon,
  cdlPiercing,
  cdlDarkCloudCover,
  cdlOnNeck,
  cdlInNeck,
  cdlThrusting,
  cdlCounterattack,
  cdlSeparatingLines,
  cdlKicking,
  cdlKickingByLength,
  cdlMatchingLow,
  cdlMorningStar,
  cdlMorningDojiStar,
  cdlEveningStar,
  cdlEveningDojiStar,
  cdlAbandonedBaby,
  cdlDojiStar,
  cdlTristar,
  cdl3Inside,
  cdl3Outside,
  cdl3StarsInSouth,
  cdlUnique3River,
  cdlStickSandwich,
  cdl3WhiteSoldiers,
  cdlAdvanceBlock,
  cdlStalledPattern,
  cdl2Crows,
  cdlUpsideGap2Crows,
  cdl3BlackCrows,
  cdlIdentical3Crows,
  cdlTasukiGap,
  cdlGapSideSideWhite,
  cdlXsideGap3Methods,
  cdl3LineStrike,
  cdlConcealBabysWall,
  cdlLadderBottom,
  cdlBreakaway,
  cdlMatHold,
  cdlRiseFall3Methods,
  cdlHikkake,
  cdlHikkakeMod,
]
