// The script API of Watchfire for TypeScript, and for JavaScript with checkJs.
// Generated from sdk/api by `node host/tools/generate-sdk.ts`; do not edit.

declare module 'watchfire' {
  /** How long a strategy bar lasts. */
  export type Timeframe = '1m' | '3m' | '5m' | '15m' | '30m' | '1h' | '2h' | '4h' | '6h' | '8h' | '12h' | '1d'

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
    | 'rsi'
    | 'macd'
    | 'bollinger'
    | 'atr'
    | 'vwap'
    | 'stochastic'

  /**
   * What indicators are computed from and compared with: a number, a source's name, or an
   * indicator as a list with its options last, such as ['ema', 9] or ['ema', 9, { timeframe: '1h'
   * }]. Of an indicator with several outputs the first counts.
   */
  export type Operand = number | Source | IndicatorList

  export type IndicatorList =
    | readonly [name: IndicatorName, ...settings: (number | IndicatorOptions)[]]
    | readonly (string | number | IndicatorOptions)[]

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
     * Time since the session's open; the session of a venue that never closes opens at 00:00 UTC.
     * Unit: seconds.
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
     * Bollinger bands. middle = SMA(length); upper and lower = middle ± deviations · the population
     * standard deviation (divisor `length`) of the same values. Every field is NaN until all of
     * them are warm.
     * @param length Bars of the mean and the deviation. Default: 20.
     * @param deviations Standard deviations from the middle to each band. Default: 2.
     * @param options Which bars it reads.
     */
    bollinger(length?: number | IndicatorOptions, deviations?: number | IndicatorOptions, options?: IndicatorOptions): BollingerValue
    /**
     * Average true range. The average of max(high − low, |high − previous close|, |low − previous
     * close|): the mean of the first `length` from the second bar on, then (average · (length − 1)
     * + range) / length. NaN until warm.
     * @param length Bars of the average. Default: 14.
     * @param options Which bars it reads.
     */
    atr(length?: number | BarIndicatorOptions, options?: BarIndicatorOptions): number
    /**
     * Volume-weighted average price. Σ(hlc3 · volume) / Σ volume over the bars since 00:00 UTC of
     * the bar’s day, hlc3 = (high + low + close) / 3; NaN while no volume has traded. NaN until
     * warm.
     * @param options Which bars it reads.
     */
    vwap(options?: BarIndicatorOptions): number
    /**
     * Stochastic oscillator. k = SMA(kSmoothing) of 100 · (close − lowest low) / (highest high −
     * lowest low) over `length` bars, 0 where those are equal; d = SMA(dSmoothing) of k. Every
     * field is NaN until all of them are warm.
     * @param length Bars of the highest high and lowest low. Default: 14.
     * @param kSmoothing Bars averaged into k. Default: 3.
     * @param dSmoothing Values of k averaged into d. Default: 3.
     * @param options Which bars it reads.
     */
    stochastic(length?: number | BarIndicatorOptions, kSmoothing?: number | BarIndicatorOptions, dSmoothing?: number | BarIndicatorOptions, options?: BarIndicatorOptions): StochasticValue
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

  /** What `macd` returns. Every field is NaN until all of them are warm. */
  export interface MacdValue {
    /** Moving average convergence/divergence: macd. */
    readonly macd: number
    /** Moving average convergence/divergence: signal. */
    readonly signal: number
    /** Moving average convergence/divergence: histogram. */
    readonly histogram: number
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

  /** What `stochastic` returns. Every field is NaN until all of them are warm. */
  export interface StochasticValue {
    /** Stochastic oscillator: k. */
    readonly k: number
    /** Stochastic oscillator: d. */
    readonly d: number
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
