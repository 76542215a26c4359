// The script API of Watchfire for TypeScript, and for JavaScript with checkJs.
// Generated from sdk/api by `node host/tools/generate-sdk.ts`; do not edit.

declare module 'watchfire' {
  /** How long a strategy bar lasts. */
  export type Timeframe = '1s' | '5s' | '10s' | '15s' | '30s' | '1m' | '3m' | '5m' | '15m' | '30m' | '1h' | '2h' | '4h' | '6h' | '8h' | '12h' | '1d'

  /** Where the state machine stands. */
  export type State = 'Watch' | 'CloseWatch' | 'InTrade'

  /** The side of a position. */
  export type Side = 'long' | 'short'

  /** The side of an order or a fill. */
  export type OrderSide = 'buy' | 'sell'

  /** How an entry order is worked. */
  export type OrderType = 'market' | 'limit' | 'stop' | 'stop_limit'

  /** How an exit order is worked. */
  export type ExitType = 'market' | 'limit'

  /**
   * A series of a bar: one of its fields, or hl2 = (high + low) / 2, hlc3 = (high + low + close)
   * / 3, ohlc4 = (open + high + low + close) / 4.
   */
  export type Source = 'open' | 'high' | 'low' | 'close' | 'volume' | 'hl2' | 'hlc3' | 'ohlc4'

  /** What the host must know of a strategy before it runs it. */
  export interface Strategy<Specs extends ParamSpecs, Found extends Opportunity> {
    /** The strategy's name, for people. */
    name: string
    /** How long its strategy bars last. */
    timeframe: Timeframe
    /** A version of your own; onReload is told the previous one. */
    version?: string
    /** What it does, in a sentence. */
    description?: string
    /**
     * The symbols it trades, such as {"BTCUSDT"} / ["BTCUSDT"]. Default: the config's default
     * symbols.
     */
    symbols?: readonly string[]
    /**
     * Evaluation begins at the first strategy bar whose barIndex is at least this. Unit: strategy
     * bars. Default: 0.
     */
    warmup?: number
    /** How often each state is evaluated. */
    cadence?: Cadence
    /** How long CloseWatch waits: "12 bars", or a duration such as "90m". Default: "20 bars". */
    closeWatchTimeout?: Span
    /** How long detectOpportunity is not called after an exit. Unit: strategy bars. Default: 0. */
    cooldown?: number
    /** Parameters that a run may set, under names of your choice; read them in context.params. */
    params?: [Specs] extends [CheckedSpecs<Specs>] ? Specs : CheckedSpecs<Specs>
    /**
     * Called in Watch: is there something worth a closer look? Return nothing to go on watching, or
     * a table or object of your own: it becomes context.opportunity, and the state becomes
     * CloseWatch. Its key `reason`, if there is one, becomes the reason of the transition.
     */
    detectOpportunity(
      market: Market,
      context: Context<ParamValues<Specs>, null>,
      indicators: Indicators,
    ): Found | Nothing
    /**
     * Called in CloseWatch, from the strategy bar after the opportunity on: commit to it or not?
     * Return nothing to go on waiting (until closeWatchTimeout), action.enter to place an order, or
     * action.abandon to go back to Watch. While an entry order rests it is still called, with
     * context.pendingEntry set.
     */
    filterCommitment(
      market: Market,
      context: Context<ParamValues<Specs>, EitherOf<Found>>,
      indicators: Indicators,
    ): Action<'enter' | 'abandon'> | Nothing
    /**
     * Called in InTrade, from the first fill of the entry on: look after the position. Return
     * nothing, one action, or a list of up to 8 of them. Stop and target are watched without it.
     */
    managePosition(
      market: Market,
      context: TradeContext<ParamValues<Specs>, EitherOf<Found>>,
      indicators: Indicators,
    ): ManageAction | readonly ManageAction[] | Nothing
    /** Called once in the slot's life, before everything else; not after a reload or a restart. */
    onInit?(context: Context<ParamValues<Specs>>): Nothing
    /** Called at each fill, before the bar's callback. */
    onFill?(fill: Fill, context: Context<ParamValues<Specs>>): Nothing
    /** Called when the position has become flat, after the onFill of its last fill. */
    onTradeClosed?(trade: Trade, context: Context<ParamValues<Specs>>): Nothing
    /**
     * Called when an order is refused: its quantity came to zero, the risk gate or the venue said
     * no. The state stays.
     */
    onOrderRejected?(order: RejectedOrder, context: Context<ParamValues<Specs>>): Nothing
    /**
     * The first call of new code after a hot reload: the place to bring context.data into a new
     * shape.
     */
    onReload?(context: Context<ParamValues<Specs>>, previousVersion: string | null): Nothing
  }

  /**
   * Defines the strategy; export what it returns as the module's default. Types are inferred:
   * context.params from `params`, and context.opportunity of the two later callbacks from what
   * detectOpportunity returns. For that, write detectOpportunity above them.
   */
  export function defineStrategy<
    const Specs extends ParamSpecs = {},
    const Found extends Opportunity = Opportunity,
  >(strategy: Strategy<Specs, Found>): Strategy<Specs, Found>

  /** Nothing to say. */
  export type Nothing = void | null | undefined | false

  /** So many strategy bars, such as "3 bars", or a length of time, such as "90s", "5m", "4h". */
  export type Span = string

  export type ParamSpecs = { readonly [name: string]: NumberParam | ChoiceParam | SwitchParam }

  /** The values of the parameters: a number, one of the choices, or a boolean. */
  export type ParamValues<Specs> = {
    readonly [Name in keyof Specs]: Specs[Name] extends { choices: readonly (infer Choice)[] }
      ? Choice
      : Specs[Name] extends { default: infer Default }
        ? Widened<Default>
        : never
  }
  type Widened<Value> = Value extends number ? number : Value extends boolean ? boolean : string

  /** Turns a misspelt key of a parameter, and a default that is no choice, into an error. */
  type CheckedSpecs<Specs> = {
    readonly [Name in keyof Specs]: {
      readonly [Key in keyof Specs[Name]]: Specs[Name] extends { choices: readonly (infer Choice)[] }
        ? Key extends 'default' ? Choice : CheckedKey<Key, keyof ChoiceParam, Specs[Name][Key]>
        : Specs[Name] extends { default: boolean }
          ? CheckedKey<Key, keyof SwitchParam, Specs[Name][Key]>
          : CheckedKey<Key, keyof NumberParam, Specs[Name][Key]>
    }
  }
  type CheckedKey<Key, Known, Value> = Key extends Known ? Value : 'a parameter has no such key'

  /** Any strategy's params, for functions that serve several. */
  export type AnyParams = Readonly<Record<string, any>>

  /** An object of your own, of JSON values: what detectOpportunity found. */
  export interface Opportunity {
    readonly [key: string]: any
    // Not an action, a list, a promise or a function.
    readonly [actionName]?: never
    readonly [Symbol.iterator]?: never
    readonly [Symbol.toStringTag]?: never
    readonly [Symbol.hasInstance]?: never
  }

  /** Where detectOpportunity returns one of several shapes, any key may be read from each. */
  export type EitherOf<Found, Keys extends PropertyKey = KeyOf<Found>> = Found extends unknown
    ? [Exclude<Keys, keyof Found>] extends [never]
      ? Found
      : Found & { readonly [Key in Exclude<Keys, keyof Found>]?: undefined }
    : never
  type KeyOf<Found> = Found extends unknown ? keyof Found : never

  /** The context in managePosition, where there always is a position. */
  export interface TradeContext<Params = AnyParams, Found = Opportunity>
    extends Context<Params, Found> {
    /** The open position. */
    readonly position: Position
  }

  const actionName: unique symbol

  /** What a function of `action` makes. */
  export interface Action<Name extends string = string> {
    readonly [actionName]: Name
  }

  /** What managePosition may return, alone or in a list of up to 8. */
  export type ManageAction = Action<
    'exit' | 'updateStop' | 'updateTarget' | 'removeStop' | 'removeTarget' | 'trailStop'
  >

  /**
   * An entry order. Give at most one size: quantity, notional, equityFraction or risk; without
   * one the default sizing of the config holds, and without that it is an error.
   */
  export type EnterOptions = EnterKeys & OneSize & (MarketOrder | PricedOrder | StopLimitOrder)

  interface EnterKeys {
    /** The side of the position. */
    side: Side
    /** Size: so many units. Unit: base units (coins, shares). */
    quantity?: number
    /** Size: price × quantity. Unit: quote currency. */
    notional?: number
    /** Size: notional as a fraction of equity. Unit: fraction (0.5 is 50 %). */
    equityFraction?: number
    /**
     * Size: the fraction of equity that is lost, before costs, if the stop is hit. It needs stop.
     * Unit: fraction (0.01 is 1 %).
     */
    risk?: number
    /** How the order is worked. Default: "market". */
    type?: OrderType
    /**
     * The limit of a limit order, the trigger of a stop or stop_limit order; required for these, an
     * error on a market order. Unit: quote currency.
     */
    price?: number
    /**
     * The limit of a stop_limit order, required there, an error elsewhere. Unit: quote currency.
     */
    limitPrice?: number
    /**
     * The protective stop, live from the fill on: below the order's own price for a long position,
     * above it for a short one. Unit: quote currency.
     */
    stop?: number
    /**
     * The profit target, live from the fill on: above the order's own price for a long position,
     * below it for a short one. Unit: quote currency.
     */
    target?: number
    /**
     * How long a resting order may wait: "3 bars" or a duration such as "90s"; an error on a market
     * order. Default: what is left of closeWatchTimeout, at least one bar.
     */
    expires?: Span
    /** The trade's entryReason. Default: "". */
    reason?: string
  }

  type OneSize = SizeByQuantity | SizeByNotional | SizeByEquityFraction | SizeByRisk | DefaultSize
  interface SizeByQuantity {
    quantity: number
    notional?: undefined
    equityFraction?: undefined
    risk?: undefined
  }
  interface SizeByNotional {
    quantity?: undefined
    notional: number
    equityFraction?: undefined
    risk?: undefined
  }
  interface SizeByEquityFraction {
    quantity?: undefined
    notional?: undefined
    equityFraction: number
    risk?: undefined
  }
  interface SizeByRisk {
    quantity?: undefined
    notional?: undefined
    equityFraction?: undefined
    risk: number
    stop: number
  }
  interface DefaultSize {
    quantity?: undefined
    notional?: undefined
    equityFraction?: undefined
    risk?: undefined
  }

  interface MarketOrder {
    type?: 'market'
    price?: undefined
    limitPrice?: undefined
    expires?: undefined
  }
  interface PricedOrder {
    type: 'limit' | 'stop'
    price: number
    limitPrice?: undefined
  }
  interface StopLimitOrder {
    type: 'stop_limit'
    price: number
    limitPrice: number
  }

  /** An exit order. */
  export type ExitOptions = ExitKeys & (MarketExit | LimitExit)

  interface ExitKeys {
    /**
     * How much of the quantity open at the fill; 0 < fraction ≤ 1. Unit: fraction (0.5 is half).
     * Default: 1.
     */
    fraction?: number
    /** How the order is worked. Default: "market". */
    type?: ExitType
    /** The limit of a limit exit, required there. Unit: quote currency. */
    price?: number
    /** The trade's exitReason. Default: "exit". */
    reason?: string
  }
  interface MarketExit {
    type?: 'market'
    price?: undefined
  }
  interface LimitExit {
    type: 'limit'
    price: number
  }

  /** How far a trailing stop stays behind its anchor; exactly one of the three. */
  export type TrailOptions = TrailByDistance | TrailByFraction | TrailByAtr
  interface TrailByDistance {
    distance: number
    fraction?: undefined
    atr?: undefined
  }
  interface TrailByFraction {
    distance?: undefined
    fraction: number
    atr?: undefined
  }
  interface TrailByAtr {
    distance?: undefined
    fraction?: undefined
    atr: number
  }

  /** The indicators that a list may name. */
  export type IndicatorName =
    | 'sma'
    | 'ema'
    | 'wma'
    | 'dema'
    | 'tema'
    | 'trima'
    | 'kama'
    | 'mama'
    | 't3'
    | 'rma'
    | 'hma'
    | 'vwma'
    | 'alma'
    | 'zlema'
    | 'linearreg'
    | 'linearregSlope'
    | 'linearregIntercept'
    | 'linearregAngle'
    | 'tsf'
    | 'midpoint'
    | 'sum'
    | 'htTrendline'
    | 'rsi'
    | 'macd'
    | 'stochastic'
    | 'stochrsi'
    | 'stochasticRsi'
    | 'ppo'
    | 'apo'
    | 'macdext'
    | 'roc'
    | 'rocp'
    | 'rocr'
    | 'rocr100'
    | 'mom'
    | 'cmo'
    | 'trix'
    | 'tsi'
    | 'coppock'
    | 'stochf'
    | 'willr'
    | 'cci'
    | 'ultosc'
    | 'mfi'
    | 'adx'
    | 'adxr'
    | 'dx'
    | 'plusDi'
    | 'minusDi'
    | 'plusDm'
    | 'minusDm'
    | 'aroon'
    | 'aroonosc'
    | 'vortex'
    | 'ao'
    | 'bop'
    | 'fisher'
    | 'imi'
    | 'htDcperiod'
    | 'htPhasor'
    | 'htDcphase'
    | 'htSine'
    | 'htTrendmode'
    | 'bollinger'
    | 'percentB'
    | 'bbw'
    | 'keltner'
    | 'donchian'
    | 'accbands'
    | 'midprice'
    | 'atr'
    | 'natr'
    | 'trange'
    | 'stddev'
    | 'var'
    | 'avgdev'
    | 'historicalVolatility'
    | 'chop'
    | 'supertrend'
    | 'chandelier'
    | 'sar'
    | 'sarext'
    | 'obv'
    | 'ad'
    | 'adosc'
    | 'vwap'
    | 'anchoredVwap'
    | 'vwapBands'
    | 'cmf'
    | 'forceIndex'
    | 'eom'
    | 'pvt'
    | 'nvi'
    | 'pvi'
    | 'volumeProfile'
    | 'pivotPoints'
    | 'pivotHigh'
    | 'pivotLow'
    | 'zigzag'
    | 'ichimoku'
    | 'heikinAshi'
    | 'highest'
    | 'lowest'
    | 'barsSinceHighest'
    | 'barsSinceLowest'
    | 'median'
    | 'quantile'
    | 'percentRank'
    | 'zScore'
    | 'correl'
    | 'beta'
    | 'cdlDoji'
    | 'cdlLongLeggedDoji'
    | 'cdlDragonflyDoji'
    | 'cdlGravestoneDoji'
    | 'cdlTakuri'
    | 'cdlRickshawMan'
    | 'cdlMarubozu'
    | 'cdlClosingMarubozu'
    | 'cdlBeltHold'
    | 'cdlLongLine'
    | 'cdlShortLine'
    | 'cdlSpinningTop'
    | 'cdlHighWave'
    | 'cdlHammer'
    | 'cdlHangingMan'
    | 'cdlInvertedHammer'
    | 'cdlShootingStar'
    | 'cdlEngulfing'
    | 'cdlHarami'
    | 'cdlHaramiCross'
    | 'cdlHomingPigeon'
    | 'cdlPiercing'
    | 'cdlDarkCloudCover'
    | 'cdlOnNeck'
    | 'cdlInNeck'
    | 'cdlThrusting'
    | 'cdlCounterattack'
    | 'cdlSeparatingLines'
    | 'cdlKicking'
    | 'cdlKickingByLength'
    | 'cdlMatchingLow'
    | 'cdlMorningStar'
    | 'cdlMorningDojiStar'
    | 'cdlEveningStar'
    | 'cdlEveningDojiStar'
    | 'cdlAbandonedBaby'
    | 'cdlDojiStar'
    | 'cdlTristar'
    | 'cdl3Inside'
    | 'cdl3Outside'
    | 'cdl3StarsInSouth'
    | 'cdlUnique3River'
    | 'cdlStickSandwich'
    | 'cdl3WhiteSoldiers'
    | 'cdlAdvanceBlock'
    | 'cdlStalledPattern'
    | 'cdl2Crows'
    | 'cdlUpsideGap2Crows'
    | 'cdl3BlackCrows'
    | 'cdlIdentical3Crows'
    | 'cdlTasukiGap'
    | 'cdlGapSideSideWhite'
    | 'cdlXsideGap3Methods'
    | 'cdl3LineStrike'
    | 'cdlConcealBabysWall'
    | 'cdlLadderBottom'
    | 'cdlBreakaway'
    | 'cdlMatHold'
    | 'cdlRiseFall3Methods'
    | 'cdlHikkake'
    | 'cdlHikkakeMod'

  /**
   * What indicators are computed from and compared with: a number, a source's name, or an
   * indicator as a list with its options last, such as ['ema', 9] or ['ema', 9, { timeframe: '1h'
   * }]. Of an indicator with several outputs the first counts.
   */
  export type Operand = number | Source | IndicatorList

  export type IndicatorList =
    | readonly [name: IndicatorName, ...settings: (number | string | IndicatorOptions)[]]
    | readonly (string | number | IndicatorOptions)[]

  /**
   * An indicator of your own, defined while the script loads. Its code runs in the callback that
   * first needs a value, on that callback's time, over all closed bars since the first, each
   * once.
   */
  export interface IndicatorDefinition<
    Args extends readonly IndicatorArgument[],
    Outputs extends readonly string[],
    Input extends 'bar' | 'source',
  > {
    /**
     * What it is called from then on; letters, digits and _. A name of the catalogue is refused,
     * and names are never converted.
     */
    name: string
    /** What it says, in a sentence. */
    description?: string
    /** Whether each update gets a whole bar or one number: that of source=. */
    input?: Input
    /** Its arguments, in the order of a call. */
    args?: Args
    /** The fields of its value, where it is not a single number. */
    outputs?: Outputs
    /**
     * How many bars yield the first value, or a function of the arguments that says so; before, it
     * is NaN whatever an update returns.
     */
    warmup: number | ((...args: ArgumentValues<Args>) => number)
    /**
     * Begins one use: gets the arguments and returns the function that takes each bar (an
     * IndicatorBar, or a number) and returns a number, a table or object with every output, or
     * nothing where there is no value.
     */
    create(
      ...args: ArgumentValues<Args>
    ): (what: Input extends 'source' ? number : IndicatorBar) => IndicatorValue<Outputs> | void | null | undefined
  }

  /**
   * Defines an indicator; call what it returns with indicators, the arguments and, last, the options:
   * `spread(indicators, 20, { timeframe: '1h' })`. In operands it goes by its name: `['spread', 20]`.
   */
  export function defineIndicator<
    const Args extends readonly IndicatorArgument[] = readonly [],
    const Outputs extends readonly string[] = readonly [],
    const Input extends 'bar' | 'source' = 'bar',
  >(definition: IndicatorDefinition<Args, Outputs, Input>): CustomIndicator<Args, Outputs, Input>

  /** An indicator of your own, as a function. */
  export interface CustomIndicator<
    Args extends readonly IndicatorArgument[],
    Outputs extends readonly string[],
    Input extends 'bar' | 'source',
  > {
    (indicators: Indicators, ...args: Partial<ArgumentValues<Args>>): IndicatorValue<Outputs>
    (indicators: Indicators, ...settings: [...ArgumentValues<Args>, OptionsOf<Input>]): IndicatorValue<Outputs>
    (indicators: Indicators, options: OptionsOf<Input>): IndicatorValue<Outputs>
  }

  /** An argument of an indicator of your own: a number, or one of a few words. */
  export type IndicatorArgument = NumberArgument | WordArgument
  interface NumberArgument {
    /** What messages call it. */
    name: string
    /** What it says. */
    description?: string
    /** The least it may be. */
    min?: number
    /** The most it may be. */
    max?: number
    /** Whole numbers only. Default: false. */
    integer?: boolean
    /** What holds where it is left out; without a default it must be given. */
    default?: number
    choices?: undefined
  }
  interface WordArgument {
    /** What messages call it. */
    name: string
    /** What it says. */
    description?: string
    /** The words that it may be, instead of a number. */
    choices?: readonly string[]
    /** What holds where it is left out; without a default it must be given. */
    default?: string
    min?: undefined
    max?: undefined
    integer?: undefined
  }

  type ArgumentValues<Args extends readonly IndicatorArgument[]> = {
    -readonly [K in keyof Args]: Args[K] extends { choices: readonly (infer Word)[] } ? Word : number
  }
  type OptionsOf<Input> = Input extends 'source' ? IndicatorOptions : BarIndicatorOptions
  /** A number; with two outputs or more an object that has them all. */
  type IndicatorValue<Outputs extends readonly string[]> = Outputs extends readonly [
    string,
    string,
    ...string[],
  ]
    ? { readonly [Name in Outputs[number]]: number }
    : number

  /** A parameter that is a number. */
  export interface NumberParam {
    /** Its value unless the run sets it. */
    default: number
    /** The least value allowed. */
    min?: number
    /** The greatest value allowed. */
    max?: number
    /** The grain in which it is varied, counted from min. */
    step?: number
    /** What it means, for people. */
    description?: string
  }

  /** A parameter that is one of a few values. */
  export interface ChoiceParam {
    /** Its value unless the run sets it: one of choices. */
    default: string | number
    /** The values allowed. */
    choices: readonly (string | number)[]
    /** What it means, for people. */
    description?: string
  }

  /** A parameter that is true or false. */
  export interface SwitchParam {
    /** Its value unless the run sets it. */
    default: boolean
    /** What it means, for people. */
    description?: string
  }

  /**
   * What triggers the callback of each state: "bar" is the close of a strategy bar, "tick" every
   * event, a duration the first event at or after each UTC multiple of it. In a backtest over
   * bars the events are the closes of the data's bars.
   */
  export interface Cadence {
    /** In Watch: "bar", "tick", or a duration such as "5s". Default: "bar". */
    watch?: 'bar' | 'tick' | (string & {})
    /** In CloseWatch: "bar", "tick", or a duration such as "5s". Default: "bar". */
    closeWatch?: 'bar' | 'tick' | (string & {})
    /** In InTrade: "bar", "tick", or a duration such as "5s". Default: "bar". */
    inTrade?: 'bar' | 'tick' | (string & {})
  }

  /**
   * The symbol at the moment of the decision. Assigning to a member is an error. The bar fields,
   * bar() and every indicator show the latest closed strategy bar, also on a tick inside the next
   * one.
   */
  export interface Market {
    /** The symbol that this slot trades, such as "BTCUSDT". */
    readonly symbol: string
    /** The timeframe of the bars shown: the strategy's, or the one given to tf(). */
    readonly timeframe: Timeframe
    /** The event's time; for a bar, the time at which it closed. Unit: ms UTC. */
    readonly timestamp: number
    /** The last trade's price; at a bar's close, its close. Unit: quote currency. */
    readonly price: number
    /**
     * Open of the latest closed bar. Unit: quote currency. NaN before the first closed bar of the
     * timeframe.
     */
    readonly open: number
    /**
     * High of the latest closed bar. Unit: quote currency. NaN before the first closed bar of the
     * timeframe.
     */
    readonly high: number
    /**
     * Low of the latest closed bar. Unit: quote currency. NaN before the first closed bar of the
     * timeframe.
     */
    readonly low: number
    /**
     * Close of the latest closed bar. Unit: quote currency. NaN before the first closed bar of the
     * timeframe.
     */
    readonly close: number
    /**
     * Volume of the latest closed bar. Unit: base units (coins, shares). NaN before the first
     * closed bar of the timeframe.
     */
    readonly volume: number
    /** The best bid. Unit: quote currency. NaN where the feed has no quotes. */
    readonly bid: number
    /** The best ask. Unit: quote currency. NaN where the feed has no quotes. */
    readonly ask: number
    /** ask − bid. Unit: quote currency. NaN where the feed has no quotes. */
    readonly spread: number
    /**
     * (ask − bid) / mid, where mid is (bid + ask) / 2. Unit: a fraction: 0.0001 is 1 bp. NaN where
     * the feed has no quotes.
     */
    readonly relativeSpread: number
    /**
     * What stands at the best bid. Unit: base units (coins, shares). NaN where the feed has no
     * quotes.
     */
    readonly bidQuantity: number
    /**
     * What stands at the best ask. Unit: base units (coins, shares). NaN where the feed has no
     * quotes.
     */
    readonly askQuantity: number
    /**
     * The mid, drawn to the side where less stands in the way: (bid · askQuantity + ask ·
     * bidQuantity) / (bidQuantity + askQuantity). Unit: quote currency. NaN where the feed has no
     * quotes.
     */
    readonly microprice: number
    /**
     * (bidQuantity − askQuantity) / (bidQuantity + askQuantity): −1 to 1, above 0 where more wants
     * to buy. NaN where the feed has no quotes.
     */
    readonly bookImbalance: number
    /**
     * (bought − sold) / (bought + sold) over the trades of the last minute, by who crossed the
     * spread: −1 to 1. NaN where the feed has no trades, or none of the last minute.
     */
    readonly flowImbalance: number
    /**
     * Index of the latest closed bar since the first of the run, which is 0. -1 before the first
     * closed bar.
     */
    readonly barIndex: number
    /** The event is the close of a bar; false on a tick or a timer inside a bar. */
    readonly isBarClose: boolean
    /**
     * The feed has fallen silent: prices are old, and entries are refused until it speaks again.
     */
    readonly isStale: boolean
    /**
     * A closed bar, counted back from the latest. Null where the run has no such bar.
     * @param n How many closed bars back: 0 is the latest, 1 the one before.
     */
    bar(n: number): Bar | null
    /**
     * The highest high of the last n closed bars. Unit: quote currency. NaN while fewer than n bars
     * have closed.
     * @param n How many closed bars, the latest included; at least 1.
     */
    highest(n: number): number
    /**
     * The lowest low of the last n closed bars. Unit: quote currency. NaN while fewer than n bars
     * have closed.
     * @param n How many closed bars, the latest included; at least 1.
     */
    lowest(n: number): number
    /**
     * The mean volume of the last n closed bars. Unit: base units (coins, shares). NaN while fewer
     * than n bars have closed.
     * @param n How many closed bars, the latest included; at least 1.
     */
    avgVolume(n: number): number
    /**
     * One level of the order book. The book is asked of a live venue where a script names one of
     * the functions that read it. NaN where the feed has no order book.
     * @param n How many levels behind the best, 0 to 9. Default: 0.
     */
    bookLevel(n?: number): BookLevel
    /**
     * What stands at the best levels of each side, in sum. Unit: base units (coins, shares). NaN
     * where the feed has no order book.
     * @param levels How many levels, the best included; 1 to 10.
     */
    bookDepth(levels: number): Depth
    /**
     * What stands within so many basis points of the mid, on each side. Unit: base units (coins,
     * shares). NaN where the feed has no order book, and on a side of which the venue's book does
     * not reach so far.
     * @param bps Basis points (0.01 %): 5, 10, 25, 50 or 100.
     */
    bookDepthWithin(bps: number): Depth
    /**
     * (bids − asks) / (bids + asks) of what stands at the best levels of each side: −1 to 1, above
     * 0 where more wants to buy. Of one level it is bookImbalance. NaN where the feed has no order
     * book.
     * @param levels How many levels, the best included; 1 to 10.
     */
    depthImbalance(levels: number): number
    /**
     * Time since the latest open of the symbol's regular session, also after its close; the session
     * of a venue that never closes opens at 00:00 UTC. Unit: seconds.
     */
    timeSinceOpen(): number
    /**
     * The same view over another timeframe's closed bars. A bar that closes at the decision's own
     * instant is closed. Every number is NaN before the first closed bar of that timeframe.
     * @param timeframe The timeframe to look at; one below the data's own is an error.
     */
    tf(timeframe: Timeframe): Market
  }

  /** One closed bar. */
  export interface Bar {
    /** When the bar opened. Unit: ms UTC. */
    readonly openTime: number
    /** When the bar closed: openTime plus the timeframe. Unit: ms UTC. */
    readonly closeTime: number
    /** The first price. Unit: quote currency. */
    readonly open: number
    /** The highest price. Unit: quote currency. */
    readonly high: number
    /** The lowest price. Unit: quote currency. */
    readonly low: number
    /** The last price. Unit: quote currency. */
    readonly close: number
    /** What was traded. Unit: base units (coins, shares). */
    readonly volume: number
  }

  /** One level of the order book, of both sides. NaN where a side has fewer. */
  export interface BookLevel {
    /** The price of the bid. Unit: quote currency. */
    readonly bid: number
    /** What stands there. Unit: base units (coins, shares). */
    readonly bidQuantity: number
    /** The price of the ask. Unit: quote currency. */
    readonly ask: number
    /** What stands there. Unit: base units (coins, shares). */
    readonly askQuantity: number
  }

  /** What stands on both sides of a market. */
  export interface Depth {
    /** To buy. Unit: base units (coins, shares). */
    readonly bids: number
    /** To sell. Unit: base units (coins, shares). */
    readonly asks: number
  }

  /** The slot's own state. Assigning to anything but context.data is an error. */
  export interface Context<Params = AnyParams, Found = Opportunity | null> {
    /**
     * The script's memory: JSON values plus NaN and ±Infinity, under keys of its own choice. It
     * survives reload, crash and restart; after an error or a timeout it is as before the call.
     * Functions, cycles and Lua tables that mix both kinds of keys are refused.
     */
    data: Record<string, any>
    /** The state in which the callback is called. */
    readonly state: State
    /** What detectOpportunity returned for the present CloseWatch or trade. Null in Watch. */
    readonly opportunity: Found
    /** The entry order that rests. Null where none rests. */
    readonly pendingEntry: PendingEntry | null
    /** The strategy's parameters: each its default, unless the run sets it. */
    readonly params: Params
    /**
     * Strategy bars closed since the state was entered. A state entered by an evaluation on a bar's
     * close has 1 on the next close; one entered by a fill has 1 on the close of the bar that
     * contains the fill.
     */
    readonly barsInState: number
    /** The open position; always there in InTrade. Null while flat. */
    readonly position: Position | null
    /** The money of the account that the slot trades in. */
    readonly account: Account
  }

  /** The open position. */
  export interface Position {
    /** Long or short. */
    readonly side: Side
    /** What is still open, always positive. Unit: base units (coins, shares). */
    readonly quantity: number
    /** Volume-weighted mean of the entry fills. Unit: quote currency. */
    readonly entryPrice: number
    /** When the first entry fill happened. Unit: ms UTC. */
    readonly entryTime: number
    /**
     * The protective stop in force, a trailing one included. Unit: quote currency. Null without a
     * stop.
     */
    readonly stop: number | null
    /** The target in force. Unit: quote currency. Null without a target. */
    readonly target: number | null
    /** Profit of what is open at market.price, before fees. Unit: quote currency. */
    readonly unrealizedPnl: number
    /**
     * unrealizedPnl in units of the first risk: unrealizedPnl / (|entryPrice − first stop| ×
     * quantity). Null for a position that had no stop.
     */
    readonly rMultiple: number | null
    /**
     * Strategy bars closed since the entry; 1 on the close of the bar that contains the entry fill.
     */
    readonly barsHeld: number
    /**
     * Maximum adverse excursion: the worst move from the entry so far, ≥ 0. Unit: fraction of the
     * entry price (0.01 is 1 %).
     */
    readonly mae: number
    /**
     * Maximum favourable excursion: the best move from the entry so far, ≥ 0. Unit: fraction of the
     * entry price (0.01 is 1 %).
     */
    readonly mfe: number
  }

  /** An entry order at the broker that has not filled, or not wholly. */
  export interface PendingEntry {
    /** The side of the position that it opens. */
    readonly side: Side
    /** How it is worked. */
    readonly type: OrderType
    /** What is left to fill. Unit: base units (coins, shares). */
    readonly quantity: number
    /** The limit, or the trigger of a stop. Unit: quote currency. Null for a market order. */
    readonly price: number | null
    /** The limit of a stop_limit order. Unit: quote currency. Null for the other types. */
    readonly limitPrice: number | null
    /** The protective stop that comes with the fill. Unit: quote currency. Null without one. */
    readonly stop: number | null
    /** The target that comes with the fill. Unit: quote currency. Null without one. */
    readonly target: number | null
  }

  /** The account that the slot trades in. */
  export interface Account {
    /** Cash plus open positions at the last close. Unit: quote currency. */
    readonly equity: number
    /** Cash; the proceeds of a short sale are in it. Unit: quote currency. */
    readonly cash: number
    /** The currency that equity and cash are in, such as "USDT". */
    readonly currency: string
  }

  /**
   * Makes the values that callbacks return. Calling one of these functions does nothing by
   * itself: only what the callback returns counts. filterCommitment returns enter or abandon,
   * managePosition one of the others or a list of up to 8 of them. A list is applied in order,
   * the last of a kind wins, and one wrong item rejects the whole list.
   */
  export interface Actions {
    /**
     * Opens a position. While the order rests, the state stays CloseWatch and context.pendingEntry
     * shows it; entering again replaces it.
     * @param options What to buy or sell, and how.
     */
    enter(options: EnterOptions): Action<'enter'>
    /**
     * Gives the opportunity up: back to Watch. A resting entry order is cancelled.
     * @param reason Why; it becomes the reason of the transition.
     */
    abandon(reason: string): Action<'abandon'>
    /**
     * Closes the position or a part of it. A later exit replaces a pending one; any exit cancels
     * what an entry has left to fill.
     * @param options How much, and how.
     */
    exit(options?: ExitOptions): Action<'exit'>
    /**
     * Sets the protective stop, effective from the next data bar. It ends a trailing stop.
     * @param price Below market.price for a long position, above it for a short one. Unit: quote
     * currency.
     */
    updateStop(price: number): Action<'updateStop'>
    /**
     * Sets the target, effective from the next data bar.
     * @param price Above market.price for a long position, below it for a short one. Unit: quote
     * currency.
     */
    updateTarget(price: number): Action<'updateTarget'>
    /** Takes the protective stop away. */
    removeStop(): Action<'removeStop'>
    /** Takes the target away. */
    removeTarget(): Action<'removeTarget'>
    /**
     * Lets the stop follow the market. The anchor is the decision bar's close, then the highest
     * high (short: lowest low) of each strategy bar closed since; at each close the stop moves to
     * the anchor less the distance (short: plus) if that is tighter, never looser.
     * @param options The distance, in exactly one of three ways.
     */
    trailStop(options: TrailOptions): Action<'trailStop'>
  }

  /**
   * Indicators over closed bars, computed from the first bar of the run on (live: of the loaded
   * history), whenever the script first asks. Before it is warm an indicator is NaN, and every
   * comparison with NaN is false. Options come last.
   */
  export interface Indicators {
    /**
     * At the latest closed bar a > b, and at the one before a ≤ b. False while an operand is NaN.
     * @param a What crosses.
     * @param b What is crossed.
     */
    crossedAbove(a: Operand, b: Operand): boolean
    /**
     * At the latest closed bar a < b, and at the one before a ≥ b. False while an operand is NaN.
     * @param a What crosses.
     * @param b What is crossed.
     */
    crossedBelow(a: Operand, b: Operand): boolean
    /**
     * Each of the last n closed bars is above the one before it. False while an operand is NaN.
     * @param a What rises.
     * @param n Over how many bars; at least 1.
     */
    rising(a: Operand, n: number): boolean
    /**
     * Each of the last n closed bars is below the one before it. False while an operand is NaN.
     * @param a What falls.
     * @param n Over how many bars; at least 1.
     */
    falling(a: Operand, n: number): boolean
    /**
     * Simple moving average. The arithmetic mean of the last `length` values. NaN until warm.
     * @param length Bars to average.
     * @param options Which bars it reads.
     */
    sma(length: number, options?: IndicatorOptions): number
    /**
     * Exponential moving average. previous + k · (value − previous) with k = 2 / (length + 1), from
     * the mean of the first `length` values on. NaN until warm.
     * @param length Bars; the smoothing is 2 / (length + 1).
     * @param options Which bars it reads.
     */
    ema(length: number, options?: IndicatorOptions): number
    /**
     * Weighted moving average. The mean of the last `length` values, the oldest with weight 1, the
     * next with 2, the latest with `length`. NaN until warm.
     * @param length Bars to average. Default: 30.
     * @param options Which bars it reads.
     */
    wma(length?: number | IndicatorOptions, options?: IndicatorOptions): number
    /**
     * Double exponential moving average. 2 · EMA − EMA of EMA, each average seeded with the mean of
     * its first `length` values. NaN until warm.
     * @param length Bars of each average. Default: 30.
     * @param options Which bars it reads.
     */
    dema(length?: number | IndicatorOptions, options?: IndicatorOptions): number
    /**
     * Triple exponential moving average. 3 · e1 − 3 · e2 + e3, where e1 is the EMA, e2 the EMA of
     * e1 and e3 the EMA of e2, each seeded with the mean of its first `length` values. NaN until
     * warm.
     * @param length Bars of each average. Default: 30.
     * @param options Which bars it reads.
     */
    tema(length?: number | IndicatorOptions, options?: IndicatorOptions): number
    /**
     * Triangular moving average. SMA(b) of SMA(a) with a = ⌈length / 2⌉ and b = ⌊length / 2⌋ + 1:
     * weights rise to the middle of the last `length` values and fall again. NaN until warm.
     * @param length Bars to average. Default: 30.
     * @param options Which bars it reads.
     */
    trima(length?: number | IndicatorOptions, options?: IndicatorOptions): number
    /**
     * Kaufman’s adaptive moving average. previous + c² · (value − previous) with c = ER · (2/3 −
     * 2/31) + 2/31, from the value at bar `length` on. ER = |value − value `length` bars before| /
     * the sum of the moves between them, 1 where nothing moved. NaN until warm.
     * @param length Bars of the efficiency ratio. Default: 30.
     * @param options Which bars it reads.
     */
    kama(length?: number | IndicatorOptions, options?: IndicatorOptions): number
    /**
     * MESA adaptive moving average. mama += a · (value − mama) and fama += a / 2 · (mama − fama),
     * both from 0 at the 13th value on. a = the greater of fastLimit / the degrees by which the
     * phase of Ehlers’ homodyne discriminator fell since the bar before and slowLimit; fastLimit
     * below one degree. Every field is NaN until all of them are warm.
     * @param fastLimit The most weight a value can have. Default: 0.5.
     * @param slowLimit The least weight a value can have while the phase turns. Default: 0.05.
     * @param options Which bars it reads.
     */
    mama(fastLimit?: number | IndicatorOptions, slowLimit?: number | IndicatorOptions, options?: IndicatorOptions): MamaValue
    /**
     * Tillson’s T3 moving average. GD of GD of GD, where GD(x) = (1 + v) · EMA(x) − v ·
     * EMA(EMA(x)); each of the six averages in a row is seeded with the mean of its first `length`
     * values. NaN until warm.
     * @param length Bars of each average. Default: 5.
     * @param volumeFactor How much of its lag is taken back, from 0 (an EMA of an EMA of an EMA) to
     * 1. Default: 0.7.
     * @param options Which bars it reads.
     */
    t3(length?: number | IndicatorOptions, volumeFactor?: number | IndicatorOptions, options?: IndicatorOptions): number
    /**
     * Wilder’s moving average. (previous · (length − 1) + value) / length, from the mean of the
     * first `length` values on; also called smoothed moving average, SMMA. NaN until warm.
     * @param length Bars; the smoothing is 1 / length.
     * @param options Which bars it reads.
     */
    rma(length: number, options?: IndicatorOptions): number
    /**
     * Hull moving average. WMA(⌊√length⌋) of 2 · WMA(⌊length / 2⌋) − WMA(length), of the last
     * values each. (Some round the square root and the half instead.) NaN until warm.
     * @param length Bars of the longest average. Default: 9.
     * @param options Which bars it reads.
     */
    hma(length?: number | IndicatorOptions, options?: IndicatorOptions): number
    /**
     * Volume-weighted moving average. Σ (close · volume) / Σ volume over the last `length` bars;
     * NaN where nothing was traded in any of them. NaN until warm.
     * @param length Bars to average. Default: 20.
     * @param options Which bars it reads.
     */
    vwma(length?: number | BarIndicatorOptions, options?: BarIndicatorOptions): number
    /**
     * Arnaud Legoux moving average. The mean of the last `length` values with weights exp(−(i − m)²
     * / (2 s²)), where i is 0 at the oldest, m = offset · (length − 1) and s = length / sigma. NaN
     * until warm.
     * @param length Bars to average. Default: 9.
     * @param offset Where the weights are the greatest: 0 at the oldest value, 1 at the latest.
     * Default: 0.85.
     * @param sigma How many standard deviations of the weights the window spans. Default: 6.
     * @param options Which bars it reads.
     */
    alma(length?: number | IndicatorOptions, offset?: number | IndicatorOptions, sigma?: number | IndicatorOptions, options?: IndicatorOptions): number
    /**
     * Zero-lag exponential moving average. EMA(length) of value + (value − value ⌊(length − 1) / 2⌋
     * bars before), seeded with the mean of its first `length` values. (Some seed it with the first
     * value.) NaN until warm.
     * @param length Bars of the average. Default: 20.
     * @param options Which bars it reads.
     */
    zlema(length?: number | IndicatorOptions, options?: IndicatorOptions): number
    /**
     * Linear regression. The line at the latest bar (TradingView’s linreg with offset 0). The line
     * has the least squared distance to the last `length` values. NaN until warm.
     * @param length Bars the line is fitted to. Default: 14.
     * @param options Which bars it reads.
     */
    linearreg(length?: number | IndicatorOptions, options?: IndicatorOptions): number
    /**
     * Linear regression slope. The change of the line from bar to bar. The line has the least
     * squared distance to the last `length` values. NaN until warm.
     * @param length Bars the line is fitted to. Default: 14.
     * @param options Which bars it reads.
     */
    linearregSlope(length?: number | IndicatorOptions, options?: IndicatorOptions): number
    /**
     * Linear regression intercept. The line at the oldest of its bars. The line has the least
     * squared distance to the last `length` values. NaN until warm.
     * @param length Bars the line is fitted to. Default: 14.
     * @param options Which bars it reads.
     */
    linearregIntercept(length?: number | IndicatorOptions, options?: IndicatorOptions): number
    /**
     * Linear regression angle. The arctangent of the change of the line from bar to bar, in
     * degrees. The line has the least squared distance to the last `length` values. NaN until warm.
     * @param length Bars the line is fitted to. Default: 14.
     * @param options Which bars it reads.
     */
    linearregAngle(length?: number | IndicatorOptions, options?: IndicatorOptions): number
    /**
     * Time series forecast. The line at the bar after the latest. The line has the least squared
     * distance to the last `length` values. NaN until warm.
     * @param length Bars the line is fitted to. Default: 14.
     * @param options Which bars it reads.
     */
    tsf(length?: number | IndicatorOptions, options?: IndicatorOptions): number
    /**
     * Midpoint. (highest value + lowest value) / 2 over the last `length` values. NaN until warm.
     * @param length Bars of the range. Default: 14.
     * @param options Which bars it reads.
     */
    midpoint(length?: number | IndicatorOptions, options?: IndicatorOptions): number
    /**
     * Rolling sum. The sum of the last `length` values. NaN until warm.
     * @param length Bars to add up. Default: 30.
     * @param options Which bars it reads.
     */
    sum(length?: number | IndicatorOptions, options?: IndicatorOptions): number
    /**
     * Hilbert transform instantaneous trendline. (4 · m + 3 · m1 + 2 · m2 + m3) / 10, where m is
     * the mean of the values of one dominant cycle (the smoothed period of Ehlers’ homodyne
     * discriminator, to the nearest bar) and m1 to m3 are the means of the three bars before. NaN
     * until warm.
     * @param options Which bars it reads.
     */
    htTrendline(options?: IndicatorOptions): number
    /**
     * Relative strength index. 100 · G / (G + L), 0 where both are 0. G and L are the average gain
     * and loss from value to value: the mean of the first `length`, then (average · (length − 1) +
     * move) / length. NaN until warm.
     * @param length Bars of the averaged moves. Default: 14.
     * @param options Which bars it reads.
     */
    rsi(length?: number | IndicatorOptions, options?: IndicatorOptions): number
    /**
     * Moving average convergence/divergence. macd = EMA(fast) − EMA(slow), both seeded with the
     * mean of their last values at the bar where the slow one is first complete; signal =
     * EMA(signal) of macd, seeded with the mean of its first values; histogram = macd − signal. A
     * fast longer than slow is swapped with it. Every field is NaN until all of them are warm.
     * @param fast Bars of the fast average. Default: 12.
     * @param slow Bars of the slow average. Default: 26.
     * @param signal Bars of the average of the difference. Default: 9.
     * @param options Which bars it reads.
     */
    macd(fast?: number | IndicatorOptions, slow?: number | IndicatorOptions, signal?: number | IndicatorOptions, options?: IndicatorOptions): MacdValue
    /**
     * Stochastic oscillator. k = the average of kSmoothing values of 100 · (close − lowest low) /
     * (highest high − lowest low) over `length` bars, 0 where those are equal; d = that of
     * dSmoothing values of k. Every field is NaN until all of them are warm.
     * @param length Bars of the highest high and lowest low. Default: 14.
     * @param kSmoothing Bars averaged into k. Default: 3.
     * @param dSmoothing Values of k averaged into d. Default: 3.
     * @param kAverage The average that makes k. Default: "sma".
     * @param dAverage The average that makes d. Default: "sma".
     * @param options Which bars it reads.
     */
    stochastic(length?: number | BarIndicatorOptions, kSmoothing?: number | BarIndicatorOptions, dSmoothing?: number | BarIndicatorOptions, kAverage?: 'sma' | 'ema' | 'wma' | 'dema' | 'tema' | 'trima' | 'kama' | 'mama' | 't3' | BarIndicatorOptions, dAverage?: 'sma' | 'ema' | 'wma' | 'dema' | 'tema' | 'trima' | 'kama' | 'mama' | 't3' | BarIndicatorOptions, options?: BarIndicatorOptions): StochasticValue
    /**
     * Stochastic RSI, the fast one. k = 100 · (RSI − lowest RSI) / (highest RSI − lowest RSI) over
     * kLength values of RSI(length), 0 where those are equal; d = the average of k. TradingView’s
     * is stochasticRsi. Every field is NaN until all of them are warm.
     * @param length Bars of the rsi. Default: 14.
     * @param kLength Values of the rsi for its extremes. Default: 5.
     * @param dSmoothing Values of k averaged into d. Default: 3.
     * @param dAverage The kind of average d is. Default: "sma".
     * @param options Which bars it reads.
     */
    stochrsi(length?: number | IndicatorOptions, kLength?: number | IndicatorOptions, dSmoothing?: number | IndicatorOptions, dAverage?: 'sma' | 'ema' | 'wma' | 'dema' | 'tema' | 'trima' | 'kama' | 'mama' | 't3' | IndicatorOptions, options?: IndicatorOptions): StochrsiValue
    /**
     * Stochastic RSI, the slow one. k = SMA(kSmoothing) of 100 · (RSI − lowest RSI) / (highest RSI
     * − lowest RSI) over kLength values of RSI(length), 0 where those are equal; d =
     * SMA(dSmoothing) of k. TA-Lib’s is stochrsi. Every field is NaN until all of them are warm.
     * @param length Bars of the rsi. Default: 14.
     * @param kLength Values of the rsi for its extremes. Default: 14.
     * @param kSmoothing Values averaged into k. Default: 3.
     * @param dSmoothing Values of k averaged into d. Default: 3.
     * @param options Which bars it reads.
     */
    stochasticRsi(length?: number | IndicatorOptions, kLength?: number | IndicatorOptions, kSmoothing?: number | IndicatorOptions, dSmoothing?: number | IndicatorOptions, options?: IndicatorOptions): StochasticRsiValue
    /**
     * Percentage price oscillator. 100 · (fast − slow) / slow, 0 where slow is 0, of the averages
     * of both lengths, each seeded on its own first values. A fast longer than slow is swapped with
     * it. (Charts often take "ema" for the average.) NaN until warm.
     * @param fast Bars of the fast average. Default: 12.
     * @param slow Bars of the slow average. Default: 26.
     * @param average The kind of both averages. Default: "sma".
     * @param options Which bars it reads.
     */
    ppo(fast?: number | IndicatorOptions, slow?: number | IndicatorOptions, average?: 'sma' | 'ema' | 'wma' | 'dema' | 'tema' | 'trima' | 'kama' | 'mama' | 't3' | IndicatorOptions, options?: IndicatorOptions): number
    /**
     * Absolute price oscillator. fast − slow of the averages of both lengths, each seeded on its
     * own first values. A fast longer than slow is swapped with it. (Charts often take "ema" for
     * the average.) NaN until warm.
     * @param fast Bars of the fast average. Default: 12.
     * @param slow Bars of the slow average. Default: 26.
     * @param average The kind of both averages. Default: "sma".
     * @param options Which bars it reads.
     */
    apo(fast?: number | IndicatorOptions, slow?: number | IndicatorOptions, average?: 'sma' | 'ema' | 'wma' | 'dema' | 'tema' | 'trima' | 'kama' | 'mama' | 't3' | IndicatorOptions, options?: IndicatorOptions): number
    /**
     * MACD with a choice of averages. macd = fast average − slow average, both from the bar where
     * the later one is complete and of no values before those it needs; signal = the average of
     * macd; histogram = macd − signal. A fast longer than slow is swapped with it, kind and all.
     * Every field is NaN until all of them are warm.
     * @param fast Bars of the fast average. Default: 12.
     * @param fastAverage The kind of the fast average. Default: "sma".
     * @param slow Bars of the slow average. Default: 26.
     * @param slowAverage The kind of the slow average. Default: "sma".
     * @param signal Bars of the average of the difference. Default: 9.
     * @param signalAverage The kind of the average of the difference. Default: "sma".
     * @param options Which bars it reads.
     */
    macdext(fast?: number | IndicatorOptions, fastAverage?: 'sma' | 'ema' | 'wma' | 'dema' | 'tema' | 'trima' | 'kama' | 'mama' | 't3' | IndicatorOptions, slow?: number | IndicatorOptions, slowAverage?: 'sma' | 'ema' | 'wma' | 'dema' | 'tema' | 'trima' | 'kama' | 'mama' | 't3' | IndicatorOptions, signal?: number | IndicatorOptions, signalAverage?: 'sma' | 'ema' | 'wma' | 'dema' | 'tema' | 'trima' | 'kama' | 'mama' | 't3' | IndicatorOptions, options?: IndicatorOptions): MacdextValue
    /**
     * Rate of change, in percent. 100 · (value − before) / before, where before is the value
     * `length` bars back; 0 where before is 0. NaN until warm.
     * @param length Bars back to compare with. Default: 10.
     * @param options Which bars it reads.
     */
    roc(length?: number | IndicatorOptions, options?: IndicatorOptions): number
    /**
     * Rate of change, as a fraction. (value − before) / before, where before is the value `length`
     * bars back; 0 where before is 0. NaN until warm.
     * @param length Bars back to compare with. Default: 10.
     * @param options Which bars it reads.
     */
    rocp(length?: number | IndicatorOptions, options?: IndicatorOptions): number
    /**
     * Rate of change, as a ratio. value / before, where before is the value `length` bars back; 0
     * where before is 0. NaN until warm.
     * @param length Bars back to compare with. Default: 10.
     * @param options Which bars it reads.
     */
    rocr(length?: number | IndicatorOptions, options?: IndicatorOptions): number
    /**
     * Rate of change, as a ratio times 100. 100 · value / before, where before is the value
     * `length` bars back; 0 where before is 0. NaN until warm.
     * @param length Bars back to compare with. Default: 10.
     * @param options Which bars it reads.
     */
    rocr100(length?: number | IndicatorOptions, options?: IndicatorOptions): number
    /**
     * Momentum. value − the value `length` bars back. NaN until warm.
     * @param length Bars back to compare with. Default: 10.
     * @param options Which bars it reads.
     */
    mom(length?: number | IndicatorOptions, options?: IndicatorOptions): number
    /**
     * Chande momentum oscillator. 100 · (G − L) / (G + L), 0 where both are 0. G and L are the
     * average gain and loss of the rsi, by Wilder. (TradingView takes plain sums of the last
     * `length` moves: the first value is the same, later ones are not.) NaN until warm.
     * @param length Bars of the averaged moves. Default: 14.
     * @param options Which bars it reads.
     */
    cmo(length?: number | IndicatorOptions, options?: IndicatorOptions): number
    /**
     * TRIX, rate of change of a triple EMA. The change in percent from bar to bar of EMA of EMA of
     * EMA, each seeded with the mean of its first `length` values. (TradingView’s is 10000 · the
     * change of the same average of the logarithm.) NaN until warm.
     * @param length Bars of each average. Default: 30.
     * @param options Which bars it reads.
     */
    trix(length?: number | IndicatorOptions, options?: IndicatorOptions): number
    /**
     * True strength index. tsi = 100 · EMA(short) of EMA(long) of the moves from value to value /
     * the same of their sizes, 0 where nothing moved; signal = EMA(signal) of tsi. Each average is
     * seeded with the mean of its first values. Every field is NaN until all of them are warm.
     * @param long Bars of the first smoothing. Default: 25.
     * @param short Bars of the second smoothing. Default: 13.
     * @param signal Values of tsi averaged into signal. Default: 13.
     * @param options Which bars it reads.
     */
    tsi(long?: number | IndicatorOptions, short?: number | IndicatorOptions, signal?: number | IndicatorOptions, options?: IndicatorOptions): TsiValue
    /**
     * Coppock curve. WMA(length) of ROC(long) + ROC(short), both in percent. NaN until warm.
     * @param length Sums averaged. Default: 10.
     * @param long Bars of the long rate of change. Default: 14.
     * @param short Bars of the short rate of change. Default: 11.
     * @param options Which bars it reads.
     */
    coppock(length?: number | IndicatorOptions, long?: number | IndicatorOptions, short?: number | IndicatorOptions, options?: IndicatorOptions): number
    /**
     * Fast stochastic oscillator. k = 100 · (close − lowest low) / (highest high − lowest low) over
     * `length` bars, 0 where those are equal; d = the average of dSmoothing values of k. Every
     * field is NaN until all of them are warm.
     * @param length Bars of the highest high and lowest low. Default: 5.
     * @param dSmoothing Values of k averaged into d. Default: 3.
     * @param dAverage The average that makes d. Default: "sma".
     * @param options Which bars it reads.
     */
    stochf(length?: number | BarIndicatorOptions, dSmoothing?: number | BarIndicatorOptions, dAverage?: 'sma' | 'ema' | 'wma' | 'dema' | 'tema' | 'trima' | 'kama' | 'mama' | 't3' | BarIndicatorOptions, options?: BarIndicatorOptions): StochfValue
    /**
     * Williams %R. −100 · (highest high − close) / (highest high − lowest low) over `length` bars,
     * from −100 to 0; 0 where those are equal. NaN until warm.
     * @param length Bars of the highest high and lowest low. Default: 14.
     * @param options Which bars it reads.
     */
    willr(length?: number | BarIndicatorOptions, options?: BarIndicatorOptions): number
    /**
     * Commodity channel index. (t − m) / (0.015 · d) with the typical price t = (high + low +
     * close) / 3, m its mean over `length` bars and d the mean of |t − m| over the same bars; 0
     * where t = m. NaN until warm.
     * @param length Bars of the mean and the deviation. Default: 14.
     * @param options Which bars it reads.
     */
    cci(length?: number | BarIndicatorOptions, options?: BarIndicatorOptions): number
    /**
     * Ultimate oscillator. 100 · (4 · A(short) + 2 · A(middle) + A(long)) / 7, where A(n) is the
     * sum of close − min(low, previous close) over the last n bars / the sum of their true ranges,
     * 0 where that is 0. Lengths in another order are sorted. NaN until warm.
     * @param short Bars of the sums that weigh 4. Default: 7.
     * @param middle Bars of the sums that weigh 2. Default: 14.
     * @param long Bars of the sums that weigh 1. Default: 28.
     * @param options Which bars it reads.
     */
    ultosc(short?: number | BarIndicatorOptions, middle?: number | BarIndicatorOptions, long?: number | BarIndicatorOptions, options?: BarIndicatorOptions): number
    /**
     * Money flow index. 100 · P / (P + N), 0 where both are 0. P and N are the sums over `length`
     * bars of (high + low + close) / 3 · volume where that typical price rose above the one before
     * or fell below it. NaN until warm.
     * @param length Bars of the flows. Default: 14.
     * @param options Which bars it reads.
     */
    mfi(length?: number | BarIndicatorOptions, options?: BarIndicatorOptions): number
    /**
     * Average directional movement index. The average of 100 · |plusDi − minusDi| / (plusDi +
     * minusDi): the mean of the first `length`, then (average · (length − 1) + index) / length.
     * Where both are 0 the average stays as it is; among the first such a bar counts as 0.
     * TradingView’s begins one bar later, which is lost after some ten lengths. NaN until warm.
     * @param length Bars of the sums and the average. Default: 14.
     * @param options Which bars it reads.
     */
    adx(length?: number | BarIndicatorOptions, options?: BarIndicatorOptions): number
    /**
     * Average directional movement index rating. The mean of the adx(length) and the one `length` −
     * 1 bars before it. NaN until warm.
     * @param length Bars of the sums and the average. Default: 14.
     * @param options Which bars it reads.
     */
    adxr(length?: number | BarIndicatorOptions, options?: BarIndicatorOptions): number
    /**
     * Directional movement index. 100 · |plusDi − minusDi| / (plusDi + minusDi); where both are 0
     * the value before, at first 0. NaN until warm.
     * @param length Bars of the sums and the average. Default: 14.
     * @param options Which bars it reads.
     */
    dx(length?: number | BarIndicatorOptions, options?: BarIndicatorOptions): number
    /**
     * +DI, plus directional indicator. The high’s rise over the high before it is +DM, the low’s
     * fall is −DM; only the larger of the two counts, none if they are equal. The value is 100 ·
     * the sum of +DM / the sum of the true range, 0 where that is 0. Each sum is the sum of the
     * first `length` − 1 values, then sum · (length − 1) / length + value; with a length of 1 it is
     * the bar’s own. As in TA-Lib a length of 1 gives a fraction, not percent. NaN until warm.
     * @param length Bars of the sums. Default: 14.
     * @param options Which bars it reads.
     */
    plusDi(length?: number | BarIndicatorOptions, options?: BarIndicatorOptions): number
    /**
     * −DI, minus directional indicator. The high’s rise over the high before it is +DM, the low’s
     * fall is −DM; only the larger of the two counts, none if they are equal. The value is 100 ·
     * the sum of −DM / the sum of the true range, 0 where that is 0. Each sum is the sum of the
     * first `length` − 1 values, then sum · (length − 1) / length + value; with a length of 1 it is
     * the bar’s own. As in TA-Lib a length of 1 gives a fraction, not percent. NaN until warm.
     * @param length Bars of the sums. Default: 14.
     * @param options Which bars it reads.
     */
    minusDi(length?: number | BarIndicatorOptions, options?: BarIndicatorOptions): number
    /**
     * +DM, plus directional movement. The high’s rise over the high before it is +DM, the low’s
     * fall is −DM; only the larger of the two counts, none if they are equal. The value is the sum
     * of the first `length` − 1 values, then sum · (length − 1) / length + value; with a length of
     * 1 it is the bar’s own. NaN until warm.
     * @param length Bars of the sums. Default: 14.
     * @param options Which bars it reads.
     */
    plusDm(length?: number | BarIndicatorOptions, options?: BarIndicatorOptions): number
    /**
     * −DM, minus directional movement. The high’s rise over the high before it is +DM, the low’s
     * fall is −DM; only the larger of the two counts, none if they are equal. The value is the sum
     * of the first `length` − 1 values, then sum · (length − 1) / length + value; with a length of
     * 1 it is the bar’s own. NaN until warm.
     * @param length Bars of the sums. Default: 14.
     * @param options Which bars it reads.
     */
    minusDm(length?: number | BarIndicatorOptions, options?: BarIndicatorOptions): number
    /**
     * Aroon. up = 100 · (length − bars since the highest high) / length over `length` + 1 bars, the
     * latest of equal highs; down the same of the lowest low. Every field is NaN until all of them
     * are warm.
     * @param length Bars back that an extreme may lie. Default: 14.
     * @param options Which bars it reads.
     */
    aroon(length?: number | BarIndicatorOptions, options?: BarIndicatorOptions): AroonValue
    /**
     * Aroon oscillator. aroon(length).up − aroon(length).down. NaN until warm.
     * @param length Bars back that an extreme may lie. Default: 14.
     * @param options Which bars it reads.
     */
    aroonosc(length?: number | BarIndicatorOptions, options?: BarIndicatorOptions): number
    /**
     * Vortex indicator. plus = Σ |high − previous low| / Σ true range and minus = Σ |low − previous
     * high| / Σ true range over `length` bars; both 0 where nothing moved. Every field is NaN until
     * all of them are warm.
     * @param length Bars of the sums. Default: 14.
     * @param options Which bars it reads.
     */
    vortex(length?: number | BarIndicatorOptions, options?: BarIndicatorOptions): VortexValue
    /**
     * Awesome oscillator. SMA(fast) − SMA(slow) of (high + low) / 2. NaN until warm.
     * @param fast Bars of the fast average. Default: 5.
     * @param slow Bars of the slow average. Default: 34.
     * @param options Which bars it reads.
     */
    ao(fast?: number | BarIndicatorOptions, slow?: number | BarIndicatorOptions, options?: BarIndicatorOptions): number
    /**
     * Balance of power. (close − open) / (high − low), 0 for a bar without height. NaN until warm.
     * @param options Which bars it reads.
     */
    bop(options?: BarIndicatorOptions): number
    /**
     * Fisher transform. With p the place of (high + low) / 2 between its lowest and highest of
     * `length` bars (0 to 1, 0.5 where those are equal): x = 0.66 · (p − 0.5) + 0.67 · previous x,
     * beyond ±0.99 taken as ±0.999; fisher = 0.5 · ln((1 + x) / (1 − x)) + 0.5 · previous fisher;
     * trigger = previous fisher. Both start from 0 at the first full range. Every field is NaN
     * until all of them are warm.
     * @param length Bars of the range. Default: 9.
     * @param options Which bars it reads.
     */
    fisher(length?: number | BarIndicatorOptions, options?: BarIndicatorOptions): FisherValue
    /**
     * Intraday momentum index. 100 · G / (G + L) with the sums G of close − open over the rising
     * bars and L of open − close over the falling ones among the last `length`; 0 where no bar
     * moved, for which TA-Lib has no number. NaN until warm.
     * @param length Bars of both sums. Default: 14.
     * @param options Which bars it reads.
     */
    imi(length?: number | BarIndicatorOptions, options?: BarIndicatorOptions): number
    /**
     * Hilbert transform dominant cycle period. The period of the dominant cycle in bars, from 6 to
     * 50, as Ehlers’ homodyne discriminator measures and smooths it. The smoothing starts at zero:
     * the first values of a very short cycle may lie below 6, by 0.12 at the most. NaN until warm.
     * @param options Which bars it reads.
     */
    htDcperiod(options?: IndicatorOptions): number
    /**
     * Hilbert transform phasor components. The in-phase and the quadrature component of the
     * detrended series: what turns as the cycle does, and the same a quarter of a cycle off. Every
     * field is NaN until all of them are warm.
     * @param options Which bars it reads.
     */
    htPhasor(options?: IndicatorOptions): HtPhasorValue
    /**
     * Hilbert transform dominant cycle phase. The phase of the dominant cycle in degrees, from −45
     * to 315, from the sine and cosine sums of the smoothed values of one cycle, one bar ahead for
     * the lag of their smoothing. NaN until warm.
     * @param options Which bars it reads.
     */
    htDcphase(options?: IndicatorOptions): number
    /**
     * Hilbert transform sine wave. The sine of the dominant cycle’s phase, and that of 45 degrees
     * later. Every field is NaN until all of them are warm.
     * @param options Which bars it reads.
     */
    htSine(options?: IndicatorOptions): HtSineValue
    /**
     * Hilbert transform trend or cycle mode. 0 in a cycle: for half a cycle after sine and lead
     * sine cross, and where the phase turns at 0.67 to 1.5 times the cycle’s pace; else 1. Always 1
     * where the smoothed value is 1.5 % or more away from the instantaneous trendline. NaN until
     * warm.
     * @param options Which bars it reads.
     */
    htTrendmode(options?: IndicatorOptions): number
    /**
     * Bollinger bands. middle = the average of `length` values; upper and lower = middle ±
     * deviations · the population standard deviation (divisor `length`) of these values, measured
     * from their plain mean whatever the average. Every field is NaN until all of them are warm.
     * @param length Bars of the mean and the deviation. Default: 20.
     * @param deviations Standard deviations from the middle to each band. Default: 2.
     * @param average The average in the middle. Default: "sma".
     * @param options Which bars it reads.
     */
    bollinger(length?: number | IndicatorOptions, deviations?: number | IndicatorOptions, average?: 'sma' | 'ema' | 'wma' | 'dema' | 'tema' | 'trima' | 'kama' | 'mama' | 't3' | IndicatorOptions, options?: IndicatorOptions): BollingerValue
    /**
     * Bollinger %B. (value − lower) / (upper − lower) of bollinger(length, deviations): 0 on the
     * lower band, 1 on the upper one, 0.5 where both are equal. NaN until warm.
     * @param length Bars of the mean and the deviation. Default: 20.
     * @param deviations Standard deviations from the middle to each band. Default: 2.
     * @param options Which bars it reads.
     */
    percentB(length?: number | IndicatorOptions, deviations?: number | IndicatorOptions, options?: IndicatorOptions): number
    /**
     * Bollinger bandwidth. 100 · (upper − lower) / middle of bollinger(length, deviations), 0 where
     * the middle is 0. NaN until warm.
     * @param length Bars of the mean and the deviation. Default: 20.
     * @param deviations Standard deviations from the middle to each band. Default: 2.
     * @param options Which bars it reads.
     */
    bbw(length?: number | IndicatorOptions, deviations?: number | IndicatorOptions, options?: IndicatorOptions): number
    /**
     * Keltner channel. middle = EMA(length) of the close; upper and lower = middle ± multiplier ·
     * atr(atrLength). TradingView’s differs at first only, as its atr counts the first bar too.
     * Every field is NaN until all of them are warm.
     * @param length Bars of the average. Default: 20.
     * @param multiplier Average true ranges from the middle to each band. Default: 2.
     * @param atrLength Bars of the average true range. Default: 10.
     * @param options Which bars it reads.
     */
    keltner(length?: number | BarIndicatorOptions, multiplier?: number | BarIndicatorOptions, atrLength?: number | BarIndicatorOptions, options?: BarIndicatorOptions): KeltnerValue
    /**
     * Donchian channel. upper = the highest high and lower = the lowest low of the last `length`
     * bars, the latest included; middle = (upper + lower) / 2. A breakout is one of the channel at
     * offset=1. Every field is NaN until all of them are warm.
     * @param length Bars of the channel. Default: 20.
     * @param options Which bars it reads.
     */
    donchian(length?: number | BarIndicatorOptions, options?: BarIndicatorOptions): DonchianValue
    /**
     * Acceleration bands. With w = 4 · (high − low) / (high + low), 0 where those sum to 0: upper =
     * SMA(length) of high · (1 + w), middle = SMA of the close, lower = SMA of low · (1 − w). Every
     * field is NaN until all of them are warm.
     * @param length Bars of the averages. Default: 20.
     * @param options Which bars it reads.
     */
    accbands(length?: number | BarIndicatorOptions, options?: BarIndicatorOptions): AccbandsValue
    /**
     * Midprice. (highest high + lowest low) / 2 over the last `length` bars. NaN until warm.
     * @param length Bars of the range. Default: 14.
     * @param options Which bars it reads.
     */
    midprice(length?: number | BarIndicatorOptions, options?: BarIndicatorOptions): number
    /**
     * Average true range. The average of max(high − low, |high − previous close|, |low − previous
     * close|): the mean of the first `length` from the second bar on, then (average · (length − 1)
     * + range) / length. NaN until warm.
     * @param length Bars of the average. Default: 14.
     * @param options Which bars it reads.
     */
    atr(length?: number | BarIndicatorOptions, options?: BarIndicatorOptions): number
    /**
     * Normalized average true range. 100 · atr(length) / close, 0 where the close is 0. As in
     * TA-Lib a length of 1 gives the true range itself, not percent. NaN until warm.
     * @param length Bars of the average. Default: 14.
     * @param options Which bars it reads.
     */
    natr(length?: number | BarIndicatorOptions, options?: BarIndicatorOptions): number
    /**
     * True range. max(high − low, |high − previous close|, |low − previous close|). NaN until warm.
     * @param options Which bars it reads.
     */
    trange(options?: BarIndicatorOptions): number
    /**
     * Standard deviation. `deviations` · √ of the mean squared distance of the last `length` values
     * from their mean (divisor `length`). NaN until warm.
     * @param length Bars of the deviation. Default: 5.
     * @param deviations How many standard deviations to give. Default: 1.
     * @param options Which bars it reads.
     */
    stddev(length?: number | IndicatorOptions, deviations?: number | IndicatorOptions, options?: IndicatorOptions): number
    /**
     * Variance. The mean squared distance of the last `length` values from their mean (divisor
     * `length`). NaN until warm.
     * @param length Bars of the variance. Default: 5.
     * @param options Which bars it reads.
     */
    var(length?: number | IndicatorOptions, options?: IndicatorOptions): number
    /**
     * Average deviation. The mean distance of the last `length` values from their mean. NaN until
     * warm.
     * @param length Bars of the mean and the deviation. Default: 14.
     * @param options Which bars it reads.
     */
    avgdev(length?: number | IndicatorOptions, options?: IndicatorOptions): number
    /**
     * Historical volatility. 100 · √periodsPerYear · the population standard deviation of the last
     * `length` values of ln(value / previous value). NaN while one of these is undefined, as for a
     * price of 0. TradingView takes 365 periods for every timeframe below a week. NaN until warm.
     * @param length Returns of the deviation. Default: 10.
     * @param periodsPerYear Bars in a year: 365 for daily bars of a market that never closes.
     * Default: 365.
     * @param options Which bars it reads.
     */
    historicalVolatility(length?: number | IndicatorOptions, periodsPerYear?: number | IndicatorOptions, options?: IndicatorOptions): number
    /**
     * Choppiness index. 100 · log(Σ true range / (highest high − lowest low)) / log(length) over
     * `length` bars; the true range of the first bar is high − low. 100 where highest and lowest
     * are equal. NaN until warm.
     * @param length Bars of the sum and the range. Default: 14.
     * @param options Which bars it reads.
     */
    chop(length?: number | BarIndicatorOptions, options?: BarIndicatorOptions): number
    /**
     * Supertrend. Bands at (high + low) / 2 ± multiplier · atr(length). The lower one never falls
     * while the close before was not below it, the upper one never rises while it was not above it.
     * direction is 1 while the trend is up and value the lower band, −1 and the upper band while it
     * is down; it changes when the close passes the band; the first is down. TradingView differs:
     * its direction has the opposite sign (−1 is up), it names the multiplier first, and its atr
     * counts the first bar too, which is lost after some ten lengths. Every field is NaN until all
     * of them are warm.
     * @param length Bars of the average true range. Default: 10.
     * @param multiplier Average true ranges from the middle to the stop. Default: 3.
     * @param options Which bars it reads.
     */
    supertrend(length?: number | BarIndicatorOptions, multiplier?: number | BarIndicatorOptions, options?: BarIndicatorOptions): SupertrendValue
    /**
     * Chandelier exit. long = highest high − multiplier · atr(length), the stop of a long position;
     * short = lowest low + multiplier · atr(length); both extremes over `length` bars. Every field
     * is NaN until all of them are warm.
     * @param length Bars of the range and the average true range. Default: 22.
     * @param multiplier Average true ranges from the extreme to the stop. Default: 3.
     * @param options Which bars it reads.
     */
    chandelier(length?: number | BarIndicatorOptions, multiplier?: number | BarIndicatorOptions, options?: BarIndicatorOptions): ChandelierValue
    /**
     * Parabolic SAR. stop + factor · (extreme − stop), never beyond the last two bars’ lows (short:
     * highs), where extreme is the highest high (lowest low) since the turn and the factor grows
     * from `acceleration` by `acceleration` at each new one. A bar that reaches the stop turns it
     * to the other side, at the extreme. NaN until warm.
     * @param acceleration Added to the factor at each new extreme. Default: 0.02.
     * @param maximum The greatest factor. Default: 0.2.
     * @param options Which bars it reads.
     */
    sar(acceleration?: number | BarIndicatorOptions, maximum?: number | BarIndicatorOptions, options?: BarIndicatorOptions): number
    /**
     * Parabolic SAR, extended. The sar with factors of its own for either side; the stop of a short
     * is negative. At a turn it is moved away from the price by reverseOffset times itself. NaN
     * until warm.
     * @param start The first stop, negative for a short one; 0 takes that of sar. Default: 0.
     * @param reverseOffset Fraction of the stop it keeps more distance at a turn. Default: 0.
     * @param longInitial First factor of a long. Default: 0.02.
     * @param longAcceleration Added to a long’s factor at each new high. Default: 0.02.
     * @param longMaximum Greatest factor of a long. Default: 0.2.
     * @param shortInitial First factor of a short. Default: 0.02.
     * @param shortAcceleration Added to a short’s factor at each new low. Default: 0.02.
     * @param shortMaximum Greatest factor of a short. Default: 0.2.
     * @param options Which bars it reads.
     */
    sarext(start?: number | BarIndicatorOptions, reverseOffset?: number | BarIndicatorOptions, longInitial?: number | BarIndicatorOptions, longAcceleration?: number | BarIndicatorOptions, longMaximum?: number | BarIndicatorOptions, shortInitial?: number | BarIndicatorOptions, shortAcceleration?: number | BarIndicatorOptions, shortMaximum?: number | BarIndicatorOptions, options?: BarIndicatorOptions): number
    /**
     * On-balance volume. The first bar’s volume, then plus the volume of each bar that closes
     * higher and minus that of each that closes lower than the bar before. TradingView begins with
     * 0 instead. NaN until warm.
     * @param options Which bars it reads.
     */
    obv(options?: BarIndicatorOptions): number
    /**
     * Accumulation/distribution line. Σ volume · ((close − low) − (high − close)) / (high − low)
     * over all bars; bars without a range add nothing. NaN until warm.
     * @param options Which bars it reads.
     */
    ad(options?: BarIndicatorOptions): number
    /**
     * Accumulation/distribution oscillator. EMA(fast) − EMA(slow) of the accumulation/distribution
     * line, both beginning with its first value. NaN until warm.
     * @param fast Bars of the fast average. Default: 3.
     * @param slow Bars of the slow average. Default: 10.
     * @param options Which bars it reads.
     */
    adosc(fast?: number | BarIndicatorOptions, slow?: number | BarIndicatorOptions, options?: BarIndicatorOptions): number
    /**
     * Volume-weighted average price. Σ(hlc3 · volume) / Σ volume over the bars since the session’s
     * open (00:00 UTC of the bar’s day for a market that never closes), hlc3 = (high + low + close)
     * / 3; NaN while no volume has traded. NaN until warm.
     * @param options Which bars it reads.
     */
    vwap(options?: BarIndicatorOptions): number
    /**
     * Anchored volume-weighted average price. Σ(hlc3 · volume) / Σ volume over the bars that open
     * at `anchorTime` or later, hlc3 = (high + low + close) / 3; NaN before, and while no volume
     * has traded since. NaN until warm.
     * @param anchorTime Ms UTC; bars that open earlier do not count.
     * @param options Which bars it reads.
     */
    anchoredVwap(anchorTime: number, options?: BarIndicatorOptions): number
    /**
     * Bands around the volume-weighted average price. vwap as of that name; upper and lower = vwap
     * ± deviations · √(Σ volume · (hlc3 − vwap)² / Σ volume) over the same bars of the session.
     * Every field is NaN until all of them are warm.
     * @param deviations Standard deviations from the average to each band. Default: 1.
     * @param options Which bars it reads.
     */
    vwapBands(deviations?: number | BarIndicatorOptions, options?: BarIndicatorOptions): VwapBandsValue
    /**
     * Chaikin money flow. Σ volume · ((close − low) − (high − close)) / (high − low), divided by Σ
     * volume, over the last `length` bars; bars without a range add nothing above. NaN where none
     * of them has volume. NaN until warm.
     * @param length Bars of both sums. Default: 20.
     * @param options Which bars it reads.
     */
    cmf(length?: number | BarIndicatorOptions, options?: BarIndicatorOptions): number
    /**
     * Elder force index. EMA(length) of (close − previous close) · volume, seeded with the mean of
     * its first `length` values. NaN until warm.
     * @param length Bars of the average. Default: 13.
     * @param options Which bars it reads.
     */
    forceIndex(length?: number | BarIndicatorOptions, options?: BarIndicatorOptions): number
    /**
     * Ease of movement. SMA(length) of divisor · (hl2 − previous hl2) · (high − low) / volume, 0
     * for bars without volume; hl2 = (high + low) / 2. NaN until warm.
     * @param length Bars of the average. Default: 14.
     * @param divisor Unit of volume, chosen so that the values are handy. Default: 10000.
     * @param options Which bars it reads.
     */
    eom(length?: number | BarIndicatorOptions, divisor?: number | BarIndicatorOptions, options?: BarIndicatorOptions): number
    /**
     * Price-volume trend. Σ volume · (close − previous close) / previous close over all bars, from
     * 0 on the first; bars after a close of 0 add nothing. NaN until warm.
     * @param options Which bars it reads.
     */
    pvt(options?: BarIndicatorOptions): number
    /**
     * Negative volume index. From 1 on the first bar, times close / previous close on each bar with
     * less volume than the bar before; bars at or after a close of 0 leave it. Others begin with
     * 1000 or 100. NaN until warm.
     * @param options Which bars it reads.
     */
    nvi(options?: BarIndicatorOptions): number
    /**
     * Positive volume index. From 1 on the first bar, times close / previous close on each bar with
     * more volume than the bar before; bars at or after a close of 0 leave it. Others begin with
     * 1000 or 100. NaN until warm.
     * @param options Which bars it reads.
     */
    pvi(options?: BarIndicatorOptions): number
    /**
     * Volume profile. Each bar’s volume counts in the row of its hlc3 = (high + low + close) / 3.
     * pointOfControl is the middle of the row with the most volume, the lowest of equals. From
     * there the two rows above or the two below, whichever have more volume, join the value area
     * (those above if equal) until it has its share; its edges are valueAreaHigh and valueAreaLow.
     * NaN where no bar has volume. Every field is NaN until all of them are warm.
     * @param length Bars of the profile.
     * @param rows Equal price rows between the lowest low and the highest high. Default: 24.
     * @param valueArea Percentage of the volume in the value area. Default: 70.
     * @param options Which bars it reads.
     */
    volumeProfile(length: number, rows?: number | BarIndicatorOptions, valueArea?: number | BarIndicatorOptions, options?: BarIndicatorOptions): VolumeProfileValue
    /**
     * Pivot points of the previous day. Of the high H, low L and close C of the latest UTC day
     * before the bar’s that has bars: pivot P = (H + L + C) / 3. traditional: r1 = 2P − L, s1 = 2P
     * − H, r2, s2 = P ± (H − L), r3 = H + 2(P − L), s3 = L − 2(H − P); classic: the same, but r3,
     * s3 = P ± 2(H − L); fibonacci: P ± 0.382, 0.618 and 1 times (H − L); camarilla: C ± 1.1/12,
     * 1.1/6 and 1.1/4 times (H − L). NaN until the first day has passed; it counts only if its
     * first bar opens at 00:00 UTC. Every field is NaN until all of them are warm.
     * @param method How the levels are made. Default: "traditional".
     * @param options Which bars it reads.
     */
    pivotPoints(method?: 'traditional' | 'classic' | 'fibonacci' | 'camarilla' | BarIndicatorOptions, options?: BarIndicatorOptions): PivotPointsValue
    /**
     * Swing high. The high of the latest confirmed swing high, and how many bars ago it was: a bar
     * whose high no bar of the `left` before exceeds and none of the `right` after reaches.
     * barsSince is `right` on the bar that confirms it. NaN before the first, which may come any
     * time after the warm-up. Every field is NaN until all of them are warm.
     * @param left Bars before it that it stands out from. Default: 10.
     * @param right Bars after it, which confirm it. Default: 10.
     * @param options Which bars it reads.
     */
    pivotHigh(left?: number | BarIndicatorOptions, right?: number | BarIndicatorOptions, options?: BarIndicatorOptions): PivotHighValue
    /**
     * Swing low. The low of the latest confirmed swing low, and how many bars ago it was: a bar
     * whose low no bar of the `left` before undercuts and none of the `right` after reaches.
     * barsSince is `right` on the bar that confirms it. NaN before the first, which may come any
     * time after the warm-up. Every field is NaN until all of them are warm.
     * @param left Bars before it that it stands out from. Default: 10.
     * @param right Bars after it, which confirm it. Default: 10.
     * @param options Which bars it reads.
     */
    pivotLow(left?: number | BarIndicatorOptions, right?: number | BarIndicatorOptions, options?: BarIndicatorOptions): PivotLowValue
    /**
     * ZigZag, confirmed points. The latest confirmed turning point: its price, direction 1 for a
     * high and −1 for a low, and how many bars ago it was. The highest high since the last low is
     * confirmed by the first later bar whose low is `deviation` percent or more below it, which is
     * then the lowest so far; lows likewise. A bar that extends a leg does not also end it, as the
     * order of its prices is not known. NaN before the first, which may come any time after the
     * warm-up. Every field is NaN until all of them are warm.
     * @param deviation Percentage of its price that price must go away from a point to confirm it.
     * Default: 5.
     * @param options Which bars it reads.
     */
    zigzag(deviation?: number | BarIndicatorOptions, options?: BarIndicatorOptions): ZigzagValue
    /**
     * Ichimoku cloud. conversion and base are the middles between the highest high and the lowest
     * low of their bars. spanA = (conversion + base) / 2 and spanB = that middle over `span` bars,
     * both as they were displacement − 1 bars ago, as on TradingView’s chart. Where others count 26
     * bars without the bar itself, displacement = 27 gives theirs. Every field is NaN until all of
     * them are warm.
     * @param conversion Bars of the conversion line. Default: 9.
     * @param base Bars of the base line. Default: 26.
     * @param span Bars of the second edge of the cloud. Default: 52.
     * @param displacement Bars the cloud is drawn ahead, its own bar being the first. Default: 26.
     * @param options Which bars it reads.
     */
    ichimoku(conversion?: number | BarIndicatorOptions, base?: number | BarIndicatorOptions, span?: number | BarIndicatorOptions, displacement?: number | BarIndicatorOptions, options?: BarIndicatorOptions): IchimokuValue
    /**
     * Heikin-Ashi bars. close = (open + high + low + close) / 4 of the bar; open = the middle
     * between the previous Heikin-Ashi open and close, of the bar’s own on the first; high and low
     * = the extremes of the bar’s high and low, and the Heikin-Ashi open and close. Every field is
     * NaN until all of them are warm.
     * @param options Which bars it reads.
     */
    heikinAshi(options?: BarIndicatorOptions): HeikinAshiValue
    /**
     * Highest value. The greatest of the last `length` values. NaN until warm.
     * @param length Bars to look at, the latest included.
     * @param options Which bars it reads.
     */
    highest(length: number, options?: IndicatorOptions): number
    /**
     * Lowest value. The least of the last `length` values. NaN until warm.
     * @param length Bars to look at, the latest included.
     * @param options Which bars it reads.
     */
    lowest(length: number, options?: IndicatorOptions): number
    /**
     * Bars since the highest value. How many bars ago the greatest of the last `length` values was,
     * 0 for the latest; of equal ones the latest counts. TradingView’s highestbars is the negative
     * of it, TA-Lib’s MAXINDEX the index of the same bar. NaN until warm.
     * @param length Bars to look at, the latest included.
     * @param options Which bars it reads.
     */
    barsSinceHighest(length: number, options?: IndicatorOptions): number
    /**
     * Bars since the lowest value. How many bars ago the least of the last `length` values was, 0
     * for the latest; of equal ones the latest counts. TradingView’s lowestbars is the negative of
     * it, TA-Lib’s MININDEX the index of the same bar. NaN until warm.
     * @param length Bars to look at, the latest included.
     * @param options Which bars it reads.
     */
    barsSinceLowest(length: number, options?: IndicatorOptions): number
    /**
     * Rolling median. The middle one of the last `length` values, or the mean of the two middle
     * ones. NaN until warm.
     * @param length Bars to look at.
     * @param options Which bars it reads.
     */
    median(length: number, options?: IndicatorOptions): number
    /**
     * Rolling quantile. The value at place fraction · (length − 1) of the last `length` values in
     * order, counted from 0; between two places, that much of the way from one value to the next.
     * NaN until warm.
     * @param length Bars to look at.
     * @param fraction Of the values, those below: 0 gives the lowest, 0.5 the median, 1 the
     * highest.
     * @param options Which bars it reads.
     */
    quantile(length: number, fraction: number, options?: IndicatorOptions): number
    /**
     * Percent rank. The percentage of the `length` values before the latest that are at most the
     * latest. NaN until warm.
     * @param length Earlier bars to compare with.
     * @param options Which bars it reads.
     */
    percentRank(length: number, options?: IndicatorOptions): number
    /**
     * Z-score. (value − mean) / population standard deviation (divisor `length`) of the last
     * `length` values, the latest included; 0 where they are all equal. NaN until warm.
     * @param length Bars of the mean and the deviation.
     * @param options Which bars it reads.
     */
    zScore(length: number, options?: IndicatorOptions): number
    /**
     * Pearson’s correlation coefficient. covariance / √(variance · variance) of the last `length`
     * values of both symbols, 0 where one of them did not move. TA-Lib calls variances none below
     * an absolute threshold; here only those of nothing are. NaN until warm.
     * @param length Bars to look at. Default: 30.
     * @param options The other symbol, and which bars it reads.
     */
    correl(options: PairIndicatorOptions): number
    correl(length: number, options: PairIndicatorOptions): number
    /**
     * Beta. The slope of this symbol’s returns over the other’s: covariance / variance of the
     * other’s, of the last `length` returns from bar to bar (0 after a price of 0); 0 where the
     * other did not move. That is TA-Lib’s BETA with the other symbol, the market, as its first
     * series. NaN until warm.
     * @param length Returns to look at. Default: 5.
     * @param options The other symbol, and which bars it reads.
     */
    beta(options: PairIndicatorOptions): number
    beta(length: number, options: PairIndicatorOptions): number
    /**
     * Doji (candlestick pattern). 100 for a doji. A body is long or short against the mean body of
     * the 10 bars before it, a doji’s at most a tenth of their mean height, a shadow none below a
     * tenth of it; near, far and equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars
     * before. The trend before is not looked at. NaN until warm.
     * @param options Which bars it reads.
     */
    cdlDoji(options?: BarIndicatorOptions): number
    /**
     * Long-legged doji (candlestick pattern). 100 for a doji with a shadow longer than its body. A
     * body is long or short against the mean body of the 10 bars before it, a doji’s at most a
     * tenth of their mean height, a shadow none below a tenth of it; near, far and equal are 0.2,
     * 0.6 and 0.05 of the mean height of the 5 bars before. The trend before is not looked at. NaN
     * until warm.
     * @param options Which bars it reads.
     */
    cdlLongLeggedDoji(options?: BarIndicatorOptions): number
    /**
     * Dragonfly doji (candlestick pattern). 100 for a doji without upper and with a lower shadow. A
     * body is long or short against the mean body of the 10 bars before it, a doji’s at most a
     * tenth of their mean height, a shadow none below a tenth of it; near, far and equal are 0.2,
     * 0.6 and 0.05 of the mean height of the 5 bars before. The trend before is not looked at. NaN
     * until warm.
     * @param options Which bars it reads.
     */
    cdlDragonflyDoji(options?: BarIndicatorOptions): number
    /**
     * Gravestone doji (candlestick pattern). 100 for a doji without lower and with an upper shadow.
     * A body is long or short against the mean body of the 10 bars before it, a doji’s at most a
     * tenth of their mean height, a shadow none below a tenth of it; near, far and equal are 0.2,
     * 0.6 and 0.05 of the mean height of the 5 bars before. The trend before is not looked at. NaN
     * until warm.
     * @param options Which bars it reads.
     */
    cdlGravestoneDoji(options?: BarIndicatorOptions): number
    /**
     * Takuri (candlestick pattern). 100 for a doji without upper shadow and with a lower one over
     * twice its body. A body is long or short against the mean body of the 10 bars before it, a
     * doji’s at most a tenth of their mean height, a shadow none below a tenth of it; near, far and
     * equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The trend before is not
     * looked at. NaN until warm.
     * @param options Which bars it reads.
     */
    cdlTakuri(options?: BarIndicatorOptions): number
    /**
     * Rickshaw man (candlestick pattern). 100 for a doji near the middle of its candle, both
     * shadows longer than its body. A body is long or short against the mean body of the 10 bars
     * before it, a doji’s at most a tenth of their mean height, a shadow none below a tenth of it;
     * near, far and equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The trend
     * before is not looked at. NaN until warm.
     * @param options Which bars it reads.
     */
    cdlRickshawMan(options?: BarIndicatorOptions): number
    /**
     * Marubozu (candlestick pattern). 100 (white) or −100 (black) for a long body without shadows.
     * A body is long or short against the mean body of the 10 bars before it, a doji’s at most a
     * tenth of their mean height, a shadow none below a tenth of it; near, far and equal are 0.2,
     * 0.6 and 0.05 of the mean height of the 5 bars before. The trend before is not looked at. NaN
     * until warm.
     * @param options Which bars it reads.
     */
    cdlMarubozu(options?: BarIndicatorOptions): number
    /**
     * Closing marubozu (candlestick pattern). 100 (white) or −100 (black) for a long body without
     * shadow beyond its close. A body is long or short against the mean body of the 10 bars before
     * it, a doji’s at most a tenth of their mean height, a shadow none below a tenth of it; near,
     * far and equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The trend before
     * is not looked at. NaN until warm.
     * @param options Which bars it reads.
     */
    cdlClosingMarubozu(options?: BarIndicatorOptions): number
    /**
     * Belt-hold (candlestick pattern). 100 (white) or −100 (black) for a long body without shadow
     * beyond its open. A body is long or short against the mean body of the 10 bars before it, a
     * doji’s at most a tenth of their mean height, a shadow none below a tenth of it; near, far and
     * equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The trend before is not
     * looked at. NaN until warm.
     * @param options Which bars it reads.
     */
    cdlBeltHold(options?: BarIndicatorOptions): number
    /**
     * Long line (candlestick pattern). 100 (white) or −100 (black) for a long body with two short
     * shadows: below half the mean of both shadows together over the 10 bars before. A body is long
     * or short against the mean body of the 10 bars before it, a doji’s at most a tenth of their
     * mean height, a shadow none below a tenth of it; near, far and equal are 0.2, 0.6 and 0.05 of
     * the mean height of the 5 bars before. The trend before is not looked at. NaN until warm.
     * @param options Which bars it reads.
     */
    cdlLongLine(options?: BarIndicatorOptions): number
    /**
     * Short line (candlestick pattern). 100 (white) or −100 (black) for a short body with two short
     * shadows: below half the mean of both shadows together over the 10 bars before. A body is long
     * or short against the mean body of the 10 bars before it, a doji’s at most a tenth of their
     * mean height, a shadow none below a tenth of it; near, far and equal are 0.2, 0.6 and 0.05 of
     * the mean height of the 5 bars before. The trend before is not looked at. NaN until warm.
     * @param options Which bars it reads.
     */
    cdlShortLine(options?: BarIndicatorOptions): number
    /**
     * Spinning top (candlestick pattern). 100 (white) or −100 (black) for a short body with both
     * shadows longer than it. A body is long or short against the mean body of the 10 bars before
     * it, a doji’s at most a tenth of their mean height, a shadow none below a tenth of it; near,
     * far and equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The trend before
     * is not looked at. NaN until warm.
     * @param options Which bars it reads.
     */
    cdlSpinningTop(options?: BarIndicatorOptions): number
    /**
     * High-wave candle (candlestick pattern). 100 (white) or −100 (black) for a short body, both
     * shadows over twice as long. A body is long or short against the mean body of the 10 bars
     * before it, a doji’s at most a tenth of their mean height, a shadow none below a tenth of it;
     * near, far and equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The trend
     * before is not looked at. NaN until warm.
     * @param options Which bars it reads.
     */
    cdlHighWave(options?: BarIndicatorOptions): number
    /**
     * Hammer (candlestick pattern). 100 for a short body below or near the previous low, without
     * upper shadow, the lower one longer than the body. A body is long or short against the mean
     * body of the 10 bars before it, a doji’s at most a tenth of their mean height, a shadow none
     * below a tenth of it; near, far and equal are 0.2, 0.6 and 0.05 of the mean height of the 5
     * bars before. The trend before is not looked at. NaN until warm.
     * @param options Which bars it reads.
     */
    cdlHammer(options?: BarIndicatorOptions): number
    /**
     * Hanging man (candlestick pattern). −100 for a short body above or near the previous high,
     * without upper shadow, the lower one longer than the body. A body is long or short against the
     * mean body of the 10 bars before it, a doji’s at most a tenth of their mean height, a shadow
     * none below a tenth of it; near, far and equal are 0.2, 0.6 and 0.05 of the mean height of the
     * 5 bars before. The trend before is not looked at. NaN until warm.
     * @param options Which bars it reads.
     */
    cdlHangingMan(options?: BarIndicatorOptions): number
    /**
     * Inverted hammer (candlestick pattern). 100 for a short body wholly below the previous body,
     * without lower shadow, the upper one longer than the body. A body is long or short against the
     * mean body of the 10 bars before it, a doji’s at most a tenth of their mean height, a shadow
     * none below a tenth of it; near, far and equal are 0.2, 0.6 and 0.05 of the mean height of the
     * 5 bars before. The trend before is not looked at. NaN until warm.
     * @param options Which bars it reads.
     */
    cdlInvertedHammer(options?: BarIndicatorOptions): number
    /**
     * Shooting star (candlestick pattern). −100 for a short body wholly above the previous body,
     * without lower shadow, the upper one longer than the body. A body is long or short against the
     * mean body of the 10 bars before it, a doji’s at most a tenth of their mean height, a shadow
     * none below a tenth of it; near, far and equal are 0.2, 0.6 and 0.05 of the mean height of the
     * 5 bars before. The trend before is not looked at. NaN until warm.
     * @param options Which bars it reads.
     */
    cdlShootingStar(options?: BarIndicatorOptions): number
    /**
     * Engulfing pattern (candlestick pattern). 100 (white) or −100 (black) for a body that engulfs
     * the previous one of the other colour; 80 or −80 if they match at one end. A body is long or
     * short against the mean body of the 10 bars before it, a doji’s at most a tenth of their mean
     * height, a shadow none below a tenth of it; near, far and equal are 0.2, 0.6 and 0.05 of the
     * mean height of the 5 bars before. The trend before is not looked at. NaN until warm.
     * @param options Which bars it reads.
     */
    cdlEngulfing(options?: BarIndicatorOptions): number
    /**
     * Harami (candlestick pattern). 100 for a body that is not long inside the long black one
     * before, −100 inside a long white one; 80 or −80 if they match at one end. A body is long or
     * short against the mean body of the 10 bars before it, a doji’s at most a tenth of their mean
     * height, a shadow none below a tenth of it; near, far and equal are 0.2, 0.6 and 0.05 of the
     * mean height of the 5 bars before. The trend before is not looked at. NaN until warm.
     * @param options Which bars it reads.
     */
    cdlHarami(options?: BarIndicatorOptions): number
    /**
     * Harami cross (candlestick pattern). 100 for a doji inside the long black body before, −100
     * inside a long white one; 80 or −80 if they match at one end. A body is long or short against
     * the mean body of the 10 bars before it, a doji’s at most a tenth of their mean height, a
     * shadow none below a tenth of it; near, far and equal are 0.2, 0.6 and 0.05 of the mean height
     * of the 5 bars before. The trend before is not looked at. NaN until warm.
     * @param options Which bars it reads.
     */
    cdlHaramiCross(options?: BarIndicatorOptions): number
    /**
     * Homing pigeon (candlestick pattern). 100 for a black body that is not long inside the long
     * black one before. A body is long or short against the mean body of the 10 bars before it, a
     * doji’s at most a tenth of their mean height, a shadow none below a tenth of it; near, far and
     * equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The trend before is not
     * looked at. NaN until warm.
     * @param options Which bars it reads.
     */
    cdlHomingPigeon(options?: BarIndicatorOptions): number
    /**
     * Piercing pattern (candlestick pattern). 100 for a long black body, then a long white one that
     * opens below its low and closes above its middle but below its open. A body is long or short
     * against the mean body of the 10 bars before it, a doji’s at most a tenth of their mean
     * height, a shadow none below a tenth of it; near, far and equal are 0.2, 0.6 and 0.05 of the
     * mean height of the 5 bars before. The trend before is not looked at. NaN until warm.
     * @param options Which bars it reads.
     */
    cdlPiercing(options?: BarIndicatorOptions): number
    /**
     * Dark cloud cover (candlestick pattern). −100 for a long white body, then a black one that
     * opens above its high and closes above its open, but more than `penetration` of the body below
     * its close. A body is long or short against the mean body of the 10 bars before it, a doji’s
     * at most a tenth of their mean height, a shadow none below a tenth of it; near, far and equal
     * are 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The trend before is not looked
     * at. NaN until warm.
     * @param penetration How far, as a fraction of the first long body, the close goes into it.
     * Default: 0.5.
     * @param options Which bars it reads.
     */
    cdlDarkCloudCover(penetration?: number | BarIndicatorOptions, options?: BarIndicatorOptions): number
    /**
     * On-neck (candlestick pattern). −100 for a long black body, then a white one that opens below
     * its low and closes equal to it. A body is long or short against the mean body of the 10 bars
     * before it, a doji’s at most a tenth of their mean height, a shadow none below a tenth of it;
     * near, far and equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The trend
     * before is not looked at. NaN until warm.
     * @param options Which bars it reads.
     */
    cdlOnNeck(options?: BarIndicatorOptions): number
    /**
     * In-neck (candlestick pattern). −100 for a long black body, then a white one that opens below
     * its low and closes at its close or just above, by no more than what counts as equal. A body
     * is long or short against the mean body of the 10 bars before it, a doji’s at most a tenth of
     * their mean height, a shadow none below a tenth of it; near, far and equal are 0.2, 0.6 and
     * 0.05 of the mean height of the 5 bars before. The trend before is not looked at. NaN until
     * warm.
     * @param options Which bars it reads.
     */
    cdlInNeck(options?: BarIndicatorOptions): number
    /**
     * Thrusting pattern (candlestick pattern). −100 for a long black body, then a white one that
     * opens below its low and closes in its lower half, above what counts as equal to its close. A
     * body is long or short against the mean body of the 10 bars before it, a doji’s at most a
     * tenth of their mean height, a shadow none below a tenth of it; near, far and equal are 0.2,
     * 0.6 and 0.05 of the mean height of the 5 bars before. The trend before is not looked at. NaN
     * until warm.
     * @param options Which bars it reads.
     */
    cdlThrusting(options?: BarIndicatorOptions): number
    /**
     * Counterattack (candlestick pattern). 100 (white) or −100 (black) for a long body after a long
     * one of the other colour, with an equal close. A body is long or short against the mean body
     * of the 10 bars before it, a doji’s at most a tenth of their mean height, a shadow none below
     * a tenth of it; near, far and equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars
     * before. The trend before is not looked at. NaN until warm.
     * @param options Which bars it reads.
     */
    cdlCounterattack(options?: BarIndicatorOptions): number
    /**
     * Separating lines (candlestick pattern). 100 (white) or −100 (black) for a long body without
     * shadow beyond its open, which is equal to the open of the candle of the other colour before.
     * A body is long or short against the mean body of the 10 bars before it, a doji’s at most a
     * tenth of their mean height, a shadow none below a tenth of it; near, far and equal are 0.2,
     * 0.6 and 0.05 of the mean height of the 5 bars before. The trend before is not looked at. NaN
     * until warm.
     * @param options Which bars it reads.
     */
    cdlSeparatingLines(options?: BarIndicatorOptions): number
    /**
     * Kicking (candlestick pattern). 100 for a black marubozu, then a white one wholly above it;
     * −100 for a white one, then a black one wholly below it. A body is long or short against the
     * mean body of the 10 bars before it, a doji’s at most a tenth of their mean height, a shadow
     * none below a tenth of it; near, far and equal are 0.2, 0.6 and 0.05 of the mean height of the
     * 5 bars before. The trend before is not looked at. NaN until warm.
     * @param options Which bars it reads.
     */
    cdlKicking(options?: BarIndicatorOptions): number
    /**
     * Kicking by length (candlestick pattern). As kicking, but with the sign of the longer body,
     * the first’s where they are equal. A body is long or short against the mean body of the 10
     * bars before it, a doji’s at most a tenth of their mean height, a shadow none below a tenth of
     * it; near, far and equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The
     * trend before is not looked at. NaN until warm.
     * @param options Which bars it reads.
     */
    cdlKickingByLength(options?: BarIndicatorOptions): number
    /**
     * Matching low (candlestick pattern). 100 for a black body after a black one, with an equal
     * close. A body is long or short against the mean body of the 10 bars before it, a doji’s at
     * most a tenth of their mean height, a shadow none below a tenth of it; near, far and equal are
     * 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The trend before is not looked at.
     * NaN until warm.
     * @param options Which bars it reads.
     */
    cdlMatchingLow(options?: BarIndicatorOptions): number
    /**
     * Morning star (candlestick pattern). 100 for a long black body, a body below it that is not
     * long, and a long white one that closes more than `penetration` of the first body above its
     * close. A body is long or short against the mean body of the 10 bars before it, a doji’s at
     * most a tenth of their mean height, a shadow none below a tenth of it; near, far and equal are
     * 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The trend before is not looked at.
     * NaN until warm.
     * @param penetration How far, as a fraction of the first long body, the close goes into it.
     * Default: 0.3.
     * @param options Which bars it reads.
     */
    cdlMorningStar(penetration?: number | BarIndicatorOptions, options?: BarIndicatorOptions): number
    /**
     * Morning doji star (candlestick pattern). 100 for a long black body, a doji below it, and a
     * long white body that closes more than `penetration` of the first body above its close. A body
     * is long or short against the mean body of the 10 bars before it, a doji’s at most a tenth of
     * their mean height, a shadow none below a tenth of it; near, far and equal are 0.2, 0.6 and
     * 0.05 of the mean height of the 5 bars before. The trend before is not looked at. NaN until
     * warm.
     * @param penetration How far, as a fraction of the first long body, the close goes into it.
     * Default: 0.3.
     * @param options Which bars it reads.
     */
    cdlMorningDojiStar(penetration?: number | BarIndicatorOptions, options?: BarIndicatorOptions): number
    /**
     * Evening star (candlestick pattern). −100 for a long white body, a body above it that is not
     * long, and a long black one that closes more than `penetration` of the first body below its
     * close. A body is long or short against the mean body of the 10 bars before it, a doji’s at
     * most a tenth of their mean height, a shadow none below a tenth of it; near, far and equal are
     * 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The trend before is not looked at.
     * NaN until warm.
     * @param penetration How far, as a fraction of the first long body, the close goes into it.
     * Default: 0.3.
     * @param options Which bars it reads.
     */
    cdlEveningStar(penetration?: number | BarIndicatorOptions, options?: BarIndicatorOptions): number
    /**
     * Evening doji star (candlestick pattern). −100 for a long white body, a doji above it, and a
     * long black body that closes more than `penetration` of the first body below its close. A body
     * is long or short against the mean body of the 10 bars before it, a doji’s at most a tenth of
     * their mean height, a shadow none below a tenth of it; near, far and equal are 0.2, 0.6 and
     * 0.05 of the mean height of the 5 bars before. The trend before is not looked at. NaN until
     * warm.
     * @param penetration How far, as a fraction of the first long body, the close goes into it.
     * Default: 0.3.
     * @param options Which bars it reads.
     */
    cdlEveningDojiStar(penetration?: number | BarIndicatorOptions, options?: BarIndicatorOptions): number
    /**
     * Abandoned baby (candlestick pattern). 100 for a morning doji star, −100 for an evening doji
     * star, whose doji does not overlap either neighbour, shadows included. A body is long or short
     * against the mean body of the 10 bars before it, a doji’s at most a tenth of their mean
     * height, a shadow none below a tenth of it; near, far and equal are 0.2, 0.6 and 0.05 of the
     * mean height of the 5 bars before. The trend before is not looked at. NaN until warm.
     * @param penetration How far, as a fraction of the first long body, the close goes into it.
     * Default: 0.3.
     * @param options Which bars it reads.
     */
    cdlAbandonedBaby(penetration?: number | BarIndicatorOptions, options?: BarIndicatorOptions): number
    /**
     * Doji star (candlestick pattern). 100 for a doji below a long black body, −100 for one above a
     * long white body. A body is long or short against the mean body of the 10 bars before it, a
     * doji’s at most a tenth of their mean height, a shadow none below a tenth of it; near, far and
     * equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The trend before is not
     * looked at. NaN until warm.
     * @param options Which bars it reads.
     */
    cdlDojiStar(options?: BarIndicatorOptions): number
    /**
     * Tristar (candlestick pattern). 100 for three doji, the second below the first and the third
     * not as low as the second; −100 for the second above and the third not as high. All are
     * measured by the bars before the first. A body is long or short against the mean body of the
     * 10 bars before it, a doji’s at most a tenth of their mean height, a shadow none below a tenth
     * of it; near, far and equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The
     * trend before is not looked at. NaN until warm.
     * @param options Which bars it reads.
     */
    cdlTristar(options?: BarIndicatorOptions): number
    /**
     * Three inside up and down (candlestick pattern). 100 for a long black body, one inside it that
     * is not long, and a white one that closes above the first’s open; −100 for its mirror image. A
     * body is long or short against the mean body of the 10 bars before it, a doji’s at most a
     * tenth of their mean height, a shadow none below a tenth of it; near, far and equal are 0.2,
     * 0.6 and 0.05 of the mean height of the 5 bars before. The trend before is not looked at. NaN
     * until warm.
     * @param options Which bars it reads.
     */
    cdl3Inside(options?: BarIndicatorOptions): number
    /**
     * Three outside up and down (candlestick pattern). 100 for a white body that engulfs the black
     * one before, then a higher close; −100 for a black one that engulfs a white one, then a lower
     * close. A body is long or short against the mean body of the 10 bars before it, a doji’s at
     * most a tenth of their mean height, a shadow none below a tenth of it; near, far and equal are
     * 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The trend before is not looked at.
     * NaN until warm.
     * @param options Which bars it reads.
     */
    cdl3Outside(options?: BarIndicatorOptions): number
    /**
     * Three stars in the south (candlestick pattern). 100 for three black candles: long with a
     * lower shadow over its body; a smaller body that opens within the first candle above its close
     * and has a lower but not the lowest low; a short marubozu within the second candle. A body is
     * long or short against the mean body of the 10 bars before it, a doji’s at most a tenth of
     * their mean height, a shadow none below a tenth of it; near, far and equal are 0.2, 0.6 and
     * 0.05 of the mean height of the 5 bars before. The trend before is not looked at. NaN until
     * warm.
     * @param options Which bars it reads.
     */
    cdl3StarsInSouth(options?: BarIndicatorOptions): number
    /**
     * Unique three river (candlestick pattern). 100 for a long black body, a black one that closes
     * above its close, opens no higher and has a lower low, and a short white one that opens above
     * that low. A body is long or short against the mean body of the 10 bars before it, a doji’s at
     * most a tenth of their mean height, a shadow none below a tenth of it; near, far and equal are
     * 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The trend before is not looked at.
     * NaN until warm.
     * @param options Which bars it reads.
     */
    cdlUnique3River(options?: BarIndicatorOptions): number
    /**
     * Stick sandwich (candlestick pattern). 100 for a black candle, a white one wholly above its
     * close, and a black one with an equal close. A body is long or short against the mean body of
     * the 10 bars before it, a doji’s at most a tenth of their mean height, a shadow none below a
     * tenth of it; near, far and equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars
     * before. The trend before is not looked at. NaN until warm.
     * @param options Which bars it reads.
     */
    cdlStickSandwich(options?: BarIndicatorOptions): number
    /**
     * Three advancing white soldiers (candlestick pattern). 100 for three white candles without
     * upper shadow, each closing higher and opening in or near the body before, none far shorter
     * than it, the last not short. A body is long or short against the mean body of the 10 bars
     * before it, a doji’s at most a tenth of their mean height, a shadow none below a tenth of it;
     * near, far and equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The trend
     * before is not looked at. NaN until warm.
     * @param options Which bars it reads.
     */
    cdl3WhiteSoldiers(options?: BarIndicatorOptions): number
    /**
     * Advance block (candlestick pattern). −100 for three white candles, each closing higher and
     * opening in or near the body before, the first long with a short upper shadow, that tire: the
     * second far shorter and the third not longer; or the third far shorter; or ever shorter with
     * an upper shadow that is not short; or the third shorter with an upper shadow over its body. A
     * body is long or short against the mean body of the 10 bars before it, a doji’s at most a
     * tenth of their mean height, a shadow none below a tenth of it; near, far and equal are 0.2,
     * 0.6 and 0.05 of the mean height of the 5 bars before. The trend before is not looked at. NaN
     * until warm.
     * @param options Which bars it reads.
     */
    cdlAdvanceBlock(options?: BarIndicatorOptions): number
    /**
     * Stalled pattern (candlestick pattern). −100 for three white candles, each closing higher: two
     * long ones, the second without upper shadow and opening in or near the first’s body, and a
     * short one near or above its close. A body is long or short against the mean body of the 10
     * bars before it, a doji’s at most a tenth of their mean height, a shadow none below a tenth of
     * it; near, far and equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The
     * trend before is not looked at. NaN until warm.
     * @param options Which bars it reads.
     */
    cdlStalledPattern(options?: BarIndicatorOptions): number
    /**
     * Two crows (candlestick pattern). −100 for a long white body, a black one wholly above it, and
     * a black one that opens within the second’s body and closes within the first’s. A body is long
     * or short against the mean body of the 10 bars before it, a doji’s at most a tenth of their
     * mean height, a shadow none below a tenth of it; near, far and equal are 0.2, 0.6 and 0.05 of
     * the mean height of the 5 bars before. The trend before is not looked at. NaN until warm.
     * @param options Which bars it reads.
     */
    cdl2Crows(options?: BarIndicatorOptions): number
    /**
     * Upside gap two crows (candlestick pattern). −100 for a long white body, a black one wholly
     * above it that is not long, and a black one that engulfs the second and closes above the
     * first’s close. A body is long or short against the mean body of the 10 bars before it, a
     * doji’s at most a tenth of their mean height, a shadow none below a tenth of it; near, far and
     * equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The trend before is not
     * looked at. NaN until warm.
     * @param options Which bars it reads.
     */
    cdlUpsideGap2Crows(options?: BarIndicatorOptions): number
    /**
     * Three black crows (candlestick pattern). −100 for a white candle, then three black ones
     * without lower shadow, each closing lower: the first below the white one’s high, the others
     * opening within the body before. A body is long or short against the mean body of the 10 bars
     * before it, a doji’s at most a tenth of their mean height, a shadow none below a tenth of it;
     * near, far and equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The trend
     * before is not looked at. NaN until warm.
     * @param options Which bars it reads.
     */
    cdl3BlackCrows(options?: BarIndicatorOptions): number
    /**
     * Identical three crows (candlestick pattern). −100 for three black candles without lower
     * shadow, each closing lower and opening equal to the close before. A body is long or short
     * against the mean body of the 10 bars before it, a doji’s at most a tenth of their mean
     * height, a shadow none below a tenth of it; near, far and equal are 0.2, 0.6 and 0.05 of the
     * mean height of the 5 bars before. The trend before is not looked at. NaN until warm.
     * @param options Which bars it reads.
     */
    cdlIdentical3Crows(options?: BarIndicatorOptions): number
    /**
     * Tasuki gap (candlestick pattern). 100 for a white body above the one before it, then a black
     * one of near its size that opens within it and closes in the gap; −100 for its mirror image. A
     * body is long or short against the mean body of the 10 bars before it, a doji’s at most a
     * tenth of their mean height, a shadow none below a tenth of it; near, far and equal are 0.2,
     * 0.6 and 0.05 of the mean height of the 5 bars before. The trend before is not looked at. NaN
     * until warm.
     * @param options Which bars it reads.
     */
    cdlTasukiGap(options?: BarIndicatorOptions): number
    /**
     * Up- and down-gap side-by-side white lines (candlestick pattern). 100 for two white bodies
     * above the one before them, of near the same size and with equal opens; −100 where they are
     * below it. A body is long or short against the mean body of the 10 bars before it, a doji’s at
     * most a tenth of their mean height, a shadow none below a tenth of it; near, far and equal are
     * 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The trend before is not looked at.
     * NaN until warm.
     * @param options Which bars it reads.
     */
    cdlGapSideSideWhite(options?: BarIndicatorOptions): number
    /**
     * Upside and downside gap three methods (candlestick pattern). 100 for two white bodies, the
     * second above the first, then a black one that opens within the second and closes within the
     * first; −100 for its mirror image. A body is long or short against the mean body of the 10
     * bars before it, a doji’s at most a tenth of their mean height, a shadow none below a tenth of
     * it; near, far and equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The
     * trend before is not looked at. NaN until warm.
     * @param options Which bars it reads.
     */
    cdlXsideGap3Methods(options?: BarIndicatorOptions): number
    /**
     * Three-line strike (candlestick pattern). 100 for three white candles, each closing higher and
     * opening in or near the body before, then a black one from above the last close to below the
     * first open; −100 for its mirror image. A body is long or short against the mean body of the
     * 10 bars before it, a doji’s at most a tenth of their mean height, a shadow none below a tenth
     * of it; near, far and equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The
     * trend before is not looked at. NaN until warm.
     * @param options Which bars it reads.
     */
    cdl3LineStrike(options?: BarIndicatorOptions): number
    /**
     * Concealing baby swallow (candlestick pattern). 100 for four black candles: two marubozus; one
     * whose body is below the second’s and whose upper shadow reaches above its close; one that
     * engulfs the third, shadows included. A body is long or short against the mean body of the 10
     * bars before it, a doji’s at most a tenth of their mean height, a shadow none below a tenth of
     * it; near, far and equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The
     * trend before is not looked at. NaN until warm.
     * @param options Which bars it reads.
     */
    cdlConcealBabysWall(options?: BarIndicatorOptions): number
    /**
     * Ladder bottom (candlestick pattern). 100 for three black candles with ever lower opens and
     * closes, a black one with an upper shadow, and a white one that opens above its open and
     * closes above its high. A body is long or short against the mean body of the 10 bars before
     * it, a doji’s at most a tenth of their mean height, a shadow none below a tenth of it; near,
     * far and equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The trend before
     * is not looked at. NaN until warm.
     * @param options Which bars it reads.
     */
    cdlLadderBottom(options?: BarIndicatorOptions): number
    /**
     * Breakaway (candlestick pattern). 100 for a long black body, a black one below it, a candle of
     * either colour and a black one with ever lower highs and lows, and a white one that closes in
     * the gap; −100 for its mirror image. A body is long or short against the mean body of the 10
     * bars before it, a doji’s at most a tenth of their mean height, a shadow none below a tenth of
     * it; near, far and equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The
     * trend before is not looked at. NaN until warm.
     * @param options Which bars it reads.
     */
    cdlBreakaway(options?: BarIndicatorOptions): number
    /**
     * Mat hold (candlestick pattern). 100 for a long white body, a short black one above it, two
     * short ones that sink into it, no deeper than `penetration` of it, and a white one that opens
     * above the last close and closes above the highs of all three. A body is long or short against
     * the mean body of the 10 bars before it, a doji’s at most a tenth of their mean height, a
     * shadow none below a tenth of it; near, far and equal are 0.2, 0.6 and 0.05 of the mean height
     * of the 5 bars before. The trend before is not looked at. NaN until warm.
     * @param penetration How far, as a fraction of the first long body, the close goes into it.
     * Default: 0.5.
     * @param options Which bars it reads.
     */
    cdlMatHold(penetration?: number | BarIndicatorOptions, options?: BarIndicatorOptions): number
    /**
     * Rising and falling three methods (candlestick pattern). 100 for a long white body, three
     * short black ones that reach into its candle, each closing lower, and a long white one that
     * opens above the last close and closes above the first; −100 for its mirror image. A body is
     * long or short against the mean body of the 10 bars before it, a doji’s at most a tenth of
     * their mean height, a shadow none below a tenth of it; near, far and equal are 0.2, 0.6 and
     * 0.05 of the mean height of the 5 bars before. The trend before is not looked at. NaN until
     * warm.
     * @param options Which bars it reads.
     */
    cdlRiseFall3Methods(options?: BarIndicatorOptions): number
    /**
     * Hikkake pattern (candlestick pattern). 100 for a bar with a lower high and low after a bar
     * inside the one before it, −100 for one with a higher high and low; 200 or −200 where, up to
     * three bars later, a close beyond the inside bar’s other end confirms it. A body is long or
     * short against the mean body of the 10 bars before it, a doji’s at most a tenth of their mean
     * height, a shadow none below a tenth of it; near, far and equal are 0.2, 0.6 and 0.05 of the
     * mean height of the 5 bars before. The trend before is not looked at. NaN until warm.
     * @param options Which bars it reads.
     */
    cdlHikkake(options?: BarIndicatorOptions): number
    /**
     * Modified hikkake pattern (candlestick pattern). 100 for a bar with a lower high and low after
     * two bars, each inside the one before it, the first of them closing near its low; −100 for one
     * with a higher high and low, the first closing near its high; 200 or −200 where, up to three
     * bars later, a close beyond the inside bar’s other end confirms it. A body is long or short
     * against the mean body of the 10 bars before it, a doji’s at most a tenth of their mean
     * height, a shadow none below a tenth of it; near, far and equal are 0.2, 0.6 and 0.05 of the
     * mean height of the 5 bars before. The trend before is not looked at. NaN until warm.
     * @param options Which bars it reads.
     */
    cdlHikkakeMod(options?: BarIndicatorOptions): number
  }

  /** What an indicator reads. */
  export interface IndicatorOptions {
    /**
     * The series it reads: a source's name, or another indicator as a list (its first output).
     * Default: "close".
     */
    source?: Operand
    /** Another timeframe's bars; one below the data's is an error. Default: the strategy's. */
    timeframe?: Timeframe
    /** How many bars of that timeframe back. Default: 0. */
    offset?: number
    /** Another symbol of the same run. Default: the slot's. */
    symbol?: string
  }

  /** Which bars an indicator reads that needs whole bars; it takes no source. */
  export interface BarIndicatorOptions {
    /** Another timeframe's bars; one below the data's is an error. Default: the strategy's. */
    timeframe?: Timeframe
    /** How many bars of that timeframe back. Default: 0. */
    offset?: number
    /** Another symbol of the same run. Default: the slot's. */
    symbol?: string
  }

  /**
   * What an indicator reads that compares the slot's symbol with another. Beside each own bar
   * stands the other's latest bar of that timeframe that had closed by then.
   */
  export interface PairIndicatorOptions {
    /** The other symbol, of the same run. */
    symbol: string
    /** What it reads of both: a source's name, or an indicator as a list. Default: "close". */
    source?: Operand
    /** Another timeframe's bars; one below the data's is an error. Default: the strategy's. */
    timeframe?: Timeframe
    /** How many bars of that timeframe back. Default: 0. */
    offset?: number
  }

  /** What `mama` returns. Every field is NaN until all of them are warm. */
  export interface MamaValue {
    /** MESA adaptive moving average: mama. */
    readonly mama: number
    /** MESA adaptive moving average: fama. */
    readonly fama: number
  }

  /** What `macd` returns. Every field is NaN until all of them are warm. */
  export interface MacdValue {
    /** Moving average convergence/divergence: macd. */
    readonly macd: number
    /** Moving average convergence/divergence: signal. */
    readonly signal: number
    /** Moving average convergence/divergence: histogram. */
    readonly histogram: number
  }

  /** What `stochastic` returns. Every field is NaN until all of them are warm. */
  export interface StochasticValue {
    /** Stochastic oscillator: k. */
    readonly k: number
    /** Stochastic oscillator: d. */
    readonly d: number
  }

  /** What `stochrsi` returns. Every field is NaN until all of them are warm. */
  export interface StochrsiValue {
    /** Stochastic RSI, the fast one: k. */
    readonly k: number
    /** Stochastic RSI, the fast one: d. */
    readonly d: number
  }

  /** What `stochasticRsi` returns. Every field is NaN until all of them are warm. */
  export interface StochasticRsiValue {
    /** Stochastic RSI, the slow one: k. */
    readonly k: number
    /** Stochastic RSI, the slow one: d. */
    readonly d: number
  }

  /** What `macdext` returns. Every field is NaN until all of them are warm. */
  export interface MacdextValue {
    /** MACD with a choice of averages: macd. */
    readonly macd: number
    /** MACD with a choice of averages: signal. */
    readonly signal: number
    /** MACD with a choice of averages: histogram. */
    readonly histogram: number
  }

  /** What `tsi` returns. Every field is NaN until all of them are warm. */
  export interface TsiValue {
    /** True strength index: tsi. */
    readonly tsi: number
    /** True strength index: signal. */
    readonly signal: number
  }

  /** What `stochf` returns. Every field is NaN until all of them are warm. */
  export interface StochfValue {
    /** Fast stochastic oscillator: k. */
    readonly k: number
    /** Fast stochastic oscillator: d. */
    readonly d: number
  }

  /** What `aroon` returns. Every field is NaN until all of them are warm. */
  export interface AroonValue {
    /** Aroon: up. */
    readonly up: number
    /** Aroon: down. */
    readonly down: number
  }

  /** What `vortex` returns. Every field is NaN until all of them are warm. */
  export interface VortexValue {
    /** Vortex indicator: plus. */
    readonly plus: number
    /** Vortex indicator: minus. */
    readonly minus: number
  }

  /** What `fisher` returns. Every field is NaN until all of them are warm. */
  export interface FisherValue {
    /** Fisher transform: fisher. */
    readonly fisher: number
    /** Fisher transform: trigger. */
    readonly trigger: number
  }

  /** What `htPhasor` returns. Every field is NaN until all of them are warm. */
  export interface HtPhasorValue {
    /** Hilbert transform phasor components: inPhase. */
    readonly inPhase: number
    /** Hilbert transform phasor components: quadrature. */
    readonly quadrature: number
  }

  /** What `htSine` returns. Every field is NaN until all of them are warm. */
  export interface HtSineValue {
    /** Hilbert transform sine wave: sine. */
    readonly sine: number
    /** Hilbert transform sine wave: leadSine. */
    readonly leadSine: number
  }

  /** What `bollinger` returns. Every field is NaN until all of them are warm. */
  export interface BollingerValue {
    /** Bollinger bands: upper. */
    readonly upper: number
    /** Bollinger bands: middle. */
    readonly middle: number
    /** Bollinger bands: lower. */
    readonly lower: number
  }

  /** What `keltner` returns. Every field is NaN until all of them are warm. */
  export interface KeltnerValue {
    /** Keltner channel: upper. */
    readonly upper: number
    /** Keltner channel: middle. */
    readonly middle: number
    /** Keltner channel: lower. */
    readonly lower: number
  }

  /** What `donchian` returns. Every field is NaN until all of them are warm. */
  export interface DonchianValue {
    /** Donchian channel: upper. */
    readonly upper: number
    /** Donchian channel: middle. */
    readonly middle: number
    /** Donchian channel: lower. */
    readonly lower: number
  }

  /** What `accbands` returns. Every field is NaN until all of them are warm. */
  export interface AccbandsValue {
    /** Acceleration bands: upper. */
    readonly upper: number
    /** Acceleration bands: middle. */
    readonly middle: number
    /** Acceleration bands: lower. */
    readonly lower: number
  }

  /** What `supertrend` returns. Every field is NaN until all of them are warm. */
  export interface SupertrendValue {
    /** Supertrend: value. */
    readonly value: number
    /** Supertrend: direction. */
    readonly direction: number
  }

  /** What `chandelier` returns. Every field is NaN until all of them are warm. */
  export interface ChandelierValue {
    /** Chandelier exit: long. */
    readonly long: number
    /** Chandelier exit: short. */
    readonly short: number
  }

  /** What `vwapBands` returns. Every field is NaN until all of them are warm. */
  export interface VwapBandsValue {
    /** Bands around the volume-weighted average price: upper. */
    readonly upper: number
    /** Bands around the volume-weighted average price: vwap. */
    readonly vwap: number
    /** Bands around the volume-weighted average price: lower. */
    readonly lower: number
  }

  /** What `volumeProfile` returns. Every field is NaN until all of them are warm. */
  export interface VolumeProfileValue {
    /** Volume profile: pointOfControl. */
    readonly pointOfControl: number
    /** Volume profile: valueAreaHigh. */
    readonly valueAreaHigh: number
    /** Volume profile: valueAreaLow. */
    readonly valueAreaLow: number
  }

  /** What `pivotPoints` returns. Every field is NaN until all of them are warm. */
  export interface PivotPointsValue {
    /** Pivot points of the previous day: pivot. */
    readonly pivot: number
    /** Pivot points of the previous day: r1. */
    readonly r1: number
    /** Pivot points of the previous day: r2. */
    readonly r2: number
    /** Pivot points of the previous day: r3. */
    readonly r3: number
    /** Pivot points of the previous day: s1. */
    readonly s1: number
    /** Pivot points of the previous day: s2. */
    readonly s2: number
    /** Pivot points of the previous day: s3. */
    readonly s3: number
  }

  /** What `pivotHigh` returns. Every field is NaN until all of them are warm. */
  export interface PivotHighValue {
    /** Swing high: price. */
    readonly price: number
    /** Swing high: barsSince. */
    readonly barsSince: number
  }

  /** What `pivotLow` returns. Every field is NaN until all of them are warm. */
  export interface PivotLowValue {
    /** Swing low: price. */
    readonly price: number
    /** Swing low: barsSince. */
    readonly barsSince: number
  }

  /** What `zigzag` returns. Every field is NaN until all of them are warm. */
  export interface ZigzagValue {
    /** ZigZag, confirmed points: price. */
    readonly price: number
    /** ZigZag, confirmed points: direction. */
    readonly direction: number
    /** ZigZag, confirmed points: barsSince. */
    readonly barsSince: number
  }

  /** What `ichimoku` returns. Every field is NaN until all of them are warm. */
  export interface IchimokuValue {
    /** Ichimoku cloud: conversion. */
    readonly conversion: number
    /** Ichimoku cloud: base. */
    readonly base: number
    /** Ichimoku cloud: spanA. */
    readonly spanA: number
    /** Ichimoku cloud: spanB. */
    readonly spanB: number
  }

  /** What `heikinAshi` returns. Every field is NaN until all of them are warm. */
  export interface HeikinAshiValue {
    /** Heikin-Ashi bars: open. */
    readonly open: number
    /** Heikin-Ashi bars: high. */
    readonly high: number
    /** Heikin-Ashi bars: low. */
    readonly low: number
    /** Heikin-Ashi bars: close. */
    readonly close: number
  }

  /** The bar that an indicator of your own takes: a copy, made for this update. */
  export interface IndicatorBar {
    /** When the bar opened. Unit: ms UTC. */
    readonly openTime: number
    /** Its first price. */
    readonly open: number
    /** Its highest price. */
    readonly high: number
    /** Its lowest price. */
    readonly low: number
    /** Its last price. */
    readonly close: number
    /** What was traded in it. Unit: base units. */
    readonly volume: number
  }

  /** One execution of an order or of a part of it. */
  export interface Fill {
    /** Bought or sold. */
    readonly side: OrderSide
    /** How much, always positive. Unit: base units (coins, shares). */
    readonly quantity: number
    /** At which price, slippage included. Unit: quote currency. */
    readonly price: number
    /** The commission paid. Unit: quote currency. */
    readonly fee: number
    /** When. Unit: ms UTC. */
    readonly time: number
    /** The reason of the entry or exit: the one given, "stop", "target", … */
    readonly reason: string
    /** It opened or enlarged the position; false for an exit. */
    readonly isEntry: boolean
  }

  /** One round trip, from flat to flat. The fields are those of the backtest's JSON. */
  export interface Trade {
    /** The trade's number in this slot, from 1. */
    readonly id: number
    /** Long or short. */
    readonly side: Side
    /** The total entered. Unit: base units (coins, shares). */
    readonly quantity: number
    /** When it was entered. Unit: ms UTC. */
    readonly entryTime: number
    /** Volume-weighted mean of the entries. Unit: quote currency. */
    readonly entryPrice: number
    /** When the last exit happened. Unit: ms UTC. */
    readonly exitTime: number
    /** Volume-weighted mean of the exits. Unit: quote currency. */
    readonly exitPrice: number
    /** All commissions of the trade. Unit: quote currency. */
    readonly fees: number
    /** Profit or loss, net of fees. Unit: quote currency. */
    readonly pnl: number
    /** pnl / (quantity × entryPrice). Unit: fraction (0.01 is 1 %). */
    readonly return: number
    /** Strategy bars closed from the entry to the exit. */
    readonly barsHeld: number
    /** The reason given to action.enter, or "". */
    readonly entryReason: string
    /**
     * stop, trail, target, end_of_data, liquidated, flatten, or the reason given to action.exit
     * ("exit" without one).
     */
    readonly exitReason: string
    /** The worst move from the entry, ≥ 0. Unit: fraction of the entry price. */
    readonly mae: number
    /** The best move from the entry, ≥ 0. Unit: fraction of the entry price. */
    readonly mfe: number
  }

  /** An order that was refused. */
  export interface RejectedOrder {
    /** The order's number in this slot. */
    readonly id: number
    /** To buy or to sell. */
    readonly side: OrderSide
    /** How it was to be worked. */
    readonly type: OrderType
    /**
     * What was asked for, before rounding; 0 where that is unknown. Unit: base units (coins,
     * shares).
     */
    readonly quantity: number
    /** Its limit or trigger. Unit: quote currency. Null for a market order. */
    readonly price: number | null
    /** Why it was refused. */
    readonly reason: string
    /** When. Unit: ms UTC. */
    readonly time: number
  }

  /** Makes the values that callbacks return; nothing happens before they are returned. */
  export const action: Actions

  /** Writes a line to the log of the slot; the rate is limited. */
  export function log(...values: unknown[]): void

  export {}
}

/** Writes a line to the log of the slot; the rate is limited. */
declare function log(...values: unknown[]): void

/** The same as log(). */
interface Console {
  log(...values: unknown[]): void
  debug(...values: unknown[]): void
  info(...values: unknown[]): void
  warn(...values: unknown[]): void
  error(...values: unknown[]): void
}
declare var console: Console
