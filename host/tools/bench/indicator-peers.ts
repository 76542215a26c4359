// The same indicators in other libraries, with our default arguments (20 bars where there is none).
import type * as Technical from 'technicalindicators'
import type * as Signals from 'trading-signals'

export interface Candle {
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number
  readonly timestamp: number
}

/** trading-signals’ indicators, which take a close or a candle. */
export interface Updating {
  update(value: unknown, replace: boolean): unknown
}

/** technicalindicators’. */
export interface Nexting {
  nextValue(value: unknown): unknown
}

export interface Peers {
  readonly input: 'close' | 'candle'
  readonly signals?: (library: typeof Signals) => Updating
  readonly technical?: (library: typeof Technical) => Nexting
  readonly talib?: readonly [name: string, options: Readonly<Record<string, number>>]
}

const onCloses = (peers: Omit<Peers, 'input'>): Peers => ({ input: 'close', ...peers })
const onCandles = (peers: Omit<Peers, 'input'>): Peers => ({ input: 'candle', ...peers })
const bars = (timePeriod: number) => ({ timePeriod })

export const PEERS: Readonly<Record<string, Peers>> = {
  sma: onCloses({
    signals: (s) => new s.SMA(20),
    technical: (t) => new t.SMA({ period: 20, values: [] }),
    talib: ['SMA', bars(20)],
  }),
  ema: onCloses({
    signals: (s) => new s.EMA(20),
    technical: (t) => new t.EMA({ period: 20, values: [] }),
    talib: ['EMA', bars(20)],
  }),
  wma: onCloses({
    signals: (s) => new s.WMA(30),
    technical: (t) => new t.WMA({ period: 30, values: [] }),
    talib: ['WMA', bars(30)],
  }),
  rma: onCloses({
    signals: (s) => new s.RMA(20),
    technical: (t) => new t.WEMA({ period: 20, values: [] }),
  }),
  dema: onCloses({ signals: (s) => new s.DEMA(30), talib: ['DEMA', bars(30)] }),
  tema: onCloses({ signals: (s) => new s.TEMA(30), talib: ['TEMA', bars(30)] }),
  trima: onCloses({ signals: (s) => new s.TRIMA(30), talib: ['TRIMA', bars(30)] }),
  kama: onCloses({ signals: (s) => new s.KAMA(30), talib: ['KAMA', bars(30)] }),
  mama: onCloses({ signals: (s) => new s.MAMA(), talib: ['MAMA', {}] }),
  t3: onCloses({ signals: (s) => new s.T3(5), talib: ['T3', bars(5)] }),
  hma: onCloses({ signals: (s) => new s.HMA(9) }),
  alma: onCloses({ signals: (s) => new s.ALMA(9) }),
  zlema: onCloses({ signals: (s) => new s.ZLEMA(20) }),
  linearreg: onCloses({
    signals: (s) => new s.LinearRegression(14),
    talib: ['LINEARREG', bars(14)],
  }),
  midpoint: onCloses({ talib: ['MIDPOINT', bars(14)] }),
  ht_trendline: onCloses({ signals: (s) => new s.HTTrendline(), talib: ['HT_TRENDLINE', {}] }),
  rsi: onCloses({
    signals: (s) => new s.RSI(14),
    technical: (t) => new t.RSI({ period: 14, values: [] }),
    talib: ['RSI', bars(14)],
  }),
  macd: onCloses({
    signals: (s) => new s.MACD(new s.EMA(12), new s.EMA(26), new s.EMA(9)),
    technical: (t) =>
      new t.MACD({
        fastPeriod: 12,
        slowPeriod: 26,
        signalPeriod: 9,
        SimpleMAOscillator: false,
        SimpleMASignal: false,
        values: [],
      }),
    talib: ['MACD', {}],
  }),
  bollinger: onCloses({
    signals: (s) => new s.BollingerBands(20, 2),
    technical: (t) => new t.BollingerBands({ period: 20, stdDev: 2, values: [] }),
  }),
  stddev: onCloses({
    technical: (t) => new t.SD({ period: 5, values: [] }),
    talib: ['STDDEV', bars(5)],
  }),
  roc: onCloses({
    signals: (s) => new s.ROC(10),
    technical: (t) => new t.ROC({ period: 10, values: [] }),
    talib: ['ROC', bars(10)],
  }),
  mom: onCloses({ signals: (s) => new s.MOM(10), talib: ['MOM', bars(10)] }),
  cmo: onCloses({ signals: (s) => new s.CMO(14), talib: ['CMO', bars(14)] }),
  trix: onCloses({
    signals: (s) => new s.TRIX(30),
    technical: (t) => new t.TRIX({ period: 30, values: [] }),
    talib: ['TRIX', bars(30)],
  }),
  tsi: onCloses({ signals: (s) => new s.TSI() }),
  ppo: onCloses({ signals: (s) => new s.PPO(), talib: ['PPO', {}] }),
  apo: onCloses({ signals: (s) => new s.APO(), talib: ['APO', {}] }),
  stochrsi: onCloses({ signals: (s) => new s.StochasticRSI(14), talib: ['STOCHRSI', {}] }),
  highest: onCloses({
    technical: (t) => new t.Highest({ period: 20, values: [] }),
    talib: ['MAX', bars(20)],
  }),
  lowest: onCloses({
    technical: (t) => new t.Lowest({ period: 20, values: [] }),
    talib: ['MIN', bars(20)],
  }),
  atr: onCandles({
    signals: (s) => new s.ATR(14),
    technical: (t) => new t.ATR({ period: 14, high: [], low: [], close: [] }),
    talib: ['ATR', bars(14)],
  }),
  natr: onCandles({ signals: (s) => new s.NATR(14), talib: ['NATR', bars(14)] }),
  adx: onCandles({
    signals: (s) => new s.ADX(14),
    technical: (t) => new t.ADX({ period: 14, high: [], low: [], close: [] }),
    talib: ['ADX', bars(14)],
  }),
  adxr: onCandles({ signals: (s) => new s.ADXR(14), talib: ['ADXR', bars(14)] }),
  aroon: onCandles({ signals: (s) => new s.Aroon(14), talib: ['AROON', bars(14)] }),
  cci: onCandles({
    signals: (s) => new s.CCI(14),
    technical: (t) => new t.CCI({ period: 14, high: [], low: [], close: [] }),
    talib: ['CCI', bars(14)],
  }),
  mfi: onCandles({
    signals: (s) => new s.MFI(14),
    technical: (t) => new t.MFI({ period: 14, high: [], low: [], close: [], volume: [] }),
    talib: ['MFI', bars(14)],
  }),
  willr: onCandles({
    signals: (s) => new s.WilliamsR(14),
    technical: (t) => new t.WilliamsR({ period: 14, high: [], low: [], close: [] }),
    talib: ['WILLR', bars(14)],
  }),
  stochastic: onCandles({
    signals: (s) => new s.StochasticOscillator({ kPeriod: 14, kSlowingPeriod: 3, dPeriod: 3 }),
    technical: (t) =>
      new t.Stochastic({ period: 14, signalPeriod: 3, high: [], low: [], close: [] }),
    talib: ['STOCH', { fastK_Period: 14, slowK_Period: 3, slowD_Period: 3 }],
  }),
  ultosc: onCandles({ signals: (s) => new s.UltimateOscillator(), talib: ['ULTOSC', {}] }),
  bop: onCandles({ talib: ['BOP', {}] }),
  sar: onCandles({
    signals: (s) => new s.PSAR({ accelerationStep: 0.02, accelerationMax: 0.2 }),
    technical: (t) => new t.PSAR({ step: 0.02, max: 0.2, high: [], low: [] }),
    talib: ['SAR', {}],
  }),
  supertrend: onCandles({ signals: (s) => new s.SuperTrend({ interval: 10, multiplier: 3 }) }),
  obv: onCandles({
    technical: (t) => new t.OBV({ close: [], volume: [] }),
    talib: ['OBV', {}],
  }),
  ad: onCandles({
    signals: (s) => new s.AD(),
    technical: (t) => new t.ADL({ high: [], low: [], close: [], volume: [] }),
    talib: ['AD', {}],
  }),
  adosc: onCandles({ talib: ['ADOSC', {}] }),
  accbands: onCandles({ talib: ['ACCBANDS', bars(20)] }),
  cdl_engulfing: onCandles({ talib: ['CDLENGULFING', {}] }),
}
