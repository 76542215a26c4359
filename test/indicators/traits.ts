// What every indicator is known to be, one line each: how its outputs grow with prices and volumes,
// what they do when all prices move by an amount, how long it remembers, within which bounds it
// stays, and whether it may be NaN again once it is warm.

/** Powers of prices and of volumes; null where multiplying them has no law. */
export type Unit = { readonly price: number; readonly volume: number } | null
/** When all prices move by an amount: outputs move by it, stay, or have no law. */
export type Shift = 'follows' | 'stays' | 'none'
/**
 * Only the last `warmup` bars count; older ones fade; all bars since the first count: by a sum or a
 * product over them, or by a mean, of which nothing can be told from the last bars alone.
 */
export type Memory = 'window' | 'fading' | 'sum' | 'product' | 'mean'

export interface Traits {
  units: readonly Unit[]
  shifts: readonly Shift[]
  memory: Memory
  range: readonly [min: number, max: number] | null
  hasGaps: boolean
}

/**
 * Units: 1 a ratio, p a price, v a volume, - no law. Where outputs differ, one word for each.
 * ht_dcperiod: its raw period is 6 to 50, but both of TA-Lib's smoothings of it start at zero. Where
 * it is 6 all along, p ← 0.2·6 + 0.8·p and s ← 0.33·p + 0.67·s have come to 5.88899 at the first
 * value, which is their 21st step.
 */
const TABLE = `
sma                    p      follows        window
ema                    p      follows        fading
wma                    p      follows        window
dema                   p      follows        fading
tema                   p      follows        fading
trima                  p      follows        window
kama                   p      follows        fading
mama                   p      none           fading
t3                     p      follows        fading
rma                    p      follows        fading
hma                    p      follows        window
vwma                   p      follows        window  gaps
alma                   p      follows        window
zlema                  p      follows        fading
linearreg              p      follows        window
linearreg_intercept    p      follows        window
linearreg_slope        p      stays          window
linearreg_angle        -      stays          window  -90..90
tsf                    p      follows        window
midpoint               p      follows        window
ht_trendline           p      none           fading
sum                    p      none           window
ht_dcperiod            1      none           fading  5.8889..50
ht_dcphase             1      none           fading  -45..315
ht_phasor              p      none           fading
ht_sine                1      none           fading  -1..1
ht_trendmode           1      none           fading  0..1
imi                    1      stays          window  0..100
avgdev                 p      stays          window
rsi                    1      stays          fading  0..100
stochrsi               1      stays          fading  0..100
stochastic_rsi         1      stays          fading  0..100
macd                   p      stays          fading
macdext                p      stays          fading
ppo                    1      none           fading
apo                    p      stays          fading
ao                     p      stays          window
roc                    1      none           window
rocp                   1      none           window
rocr                   1      none           window
rocr100                1      none           window
mom                    p      stays          window
cmo                    1      stays          fading  -100..100
trix                   1      none           fading
tsi                    1      stays          fading  -100..100
coppock                1      none           window
fisher                 1      stays          fading
stochastic             1      stays          fading  0..100
stochf                 1      stays          fading  0..100
willr                  1      stays          window  -100..0
cci                    1      stays          window
ultosc                 1      stays          window  0..100
mfi                    1      none           window  0..100
adx                    1      stays          fading  0..100
adxr                   1      stays          fading  0..100
dx                     1      stays          fading  0..100
plus_di                1      stays          fading  0..100
minus_di               1      stays          fading  0..100
plus_dm                p      stays          fading
minus_dm               p      stays          fading
aroon                  1      stays          window  0..100
aroonosc               1      stays          window  -100..100
vortex                 1      stays          window
bop                    1      stays          window  -1..1
bollinger              p      follows        fading
bbw                    1      none           window
percent_b              1      stays          window
accbands               p      none           window
keltner                p      follows        fading
donchian               p      follows        window
midprice               p      follows        window
atr                    p      stays          fading
natr                   1      none           fading
trange                 p      stays          window
stddev                 p      stays          window
var                    pp     stays          window
historical_volatility  1      none           window
chop                   1      stays          window
sar                    p      follows        fading
sarext                 -      none           fading
supertrend             p,1    follows,stays  fading
chandelier             p      follows        fading
obv                    v      stays          sum
ad                     v      stays          sum
adosc                  v      stays          fading
cmf                    1      stays          window  -1..1  gaps
eom                    pp/v   stays          window
force_index            pv     stays          fading
pvt                    v      none           sum
nvi                    1      none           product
pvi                    1      none           product
vwap                   p      follows        fading  gaps
anchored_vwap          p      follows        mean    gaps
vwap_bands             p      follows        fading  gaps
volume_profile         p      follows        window  gaps
pivot_points           p      follows        fading  gaps
pivot_high             p,1    follows,stays  fading  gaps
pivot_low              p,1    follows,stays  fading  gaps
zigzag                 p,1,1  none           fading  gaps
ichimoku               p      follows        window
heikin_ashi            p      follows        fading
highest                p      follows        window
lowest                 p      follows        window
bars_since_highest     1      stays          window
bars_since_lowest      1      stays          window
median                 p      follows        window
quantile               p      follows        window
percent_rank           1      stays          window  0..100
z_score                1      stays          window
correl                 1      stays          window  -1..1
beta                   1      none           window
`

const PATTERN: Traits = {
  units: [{ price: 0, volume: 0 }],
  shifts: ['stays'],
  memory: 'window',
  range: [-200, 200],
  hasGaps: false,
}

const BY_NAME = new Map(
  TABLE.trim()
    .split('\n')
    .map((line) => {
      const [name, units, shifts, memory, ...more] = line.split(/ +/)
      const range = more
        .find((word) => word.includes('..'))
        ?.split('..')
        .map(Number)
      const traits: Traits = {
        units: units!.split(',').map(unit),
        shifts: shifts!.split(',') as Shift[],
        memory: memory as Memory,
        range: range === undefined ? null : [range[0]!, range[1]!],
        hasGaps: more.includes('gaps'),
      }
      return [name!, traits]
    }),
)

function unit(word: string): Unit {
  if (word === '-') return null
  const [above, below = ''] = word.split('/')
  const count = (letter: string) => above!.split(letter).length - below.split(letter).length
  return { price: count('p'), volume: count('v') }
}

/** Names with a line here; patterns need none. */
export const TRAIT_NAMES: readonly string[] = [...BY_NAME.keys()]

/** Throws for an entry of the catalogue that has no line yet. */
export function traitsOf(name: string): Traits {
  const traits = name.startsWith('cdl') ? PATTERN : BY_NAME.get(name)
  if (traits === undefined) throw new Error(`expected a line for ${name} in traits.ts`)
  return traits
}

/** One for all outputs, or one for each. */
export const unitOf = ({ units }: Traits, output: number): Unit =>
  units.length > 1 ? units[output]! : units[0]!

export const shiftOf = ({ shifts }: Traits, output: number): Shift =>
  shifts.length > 1 ? shifts[output]! : shifts[0]!

/** By what an error is measured beside the value itself, given the largest inputs: 1 for ratios. */
export function sizeOf(of: Unit, largest: { price: number; volume: number }): number {
  if (of === null) return Math.max(1, largest.price)
  return largest.price ** of.price * largest.volume ** of.volume
}
