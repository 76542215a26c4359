---@meta watchfire

-- The script API of Watchfire for the Lua language server.
-- Generated from sdk/api by `node host/tools/generate-sdk.ts`; do not edit.

---How long a strategy bar lasts.
---@alias Timeframe "1s"|"5s"|"10s"|"15s"|"30s"|"1m"|"3m"|"5m"|"15m"|"30m"|"1h"|"2h"|"4h"|"6h"|"8h"|"12h"|"1d"

---Where the state machine stands.
---@alias State "Watch"|"CloseWatch"|"InTrade"

---The side of a position.
---@alias Side "long"|"short"

---The side of an order or a fill.
---@alias OrderSide "buy"|"sell"

---How an entry order is worked.
---@alias OrderType "market"|"limit"|"stop"|"stop_limit"

---How an exit order is worked.
---@alias ExitType "market"|"limit"

---A series of a bar: one of its fields, or hl2 = (high + low) / 2, hlc3 = (high + low + close) /
---3, ohlc4 = (open + high + low + close) / 4.
---@alias Source "open"|"high"|"low"|"close"|"volume"|"hl2"|"hlc3"|"ohlc4"

---What indicators are computed from and compared with: a number, a source's name, or an indicator
---as a list with its options last, such as {"ema", 9} or {"ema", 9, {timeframe = "1h"}}. Of an
---indicator with several outputs the first counts.
---@alias Operand number|Source|table

---What `action.…` makes: return it, nothing else.
---@class Action

---What the host must know of a strategy before it runs it.
---@class (exact) Strategy
---@field name string The strategy's name, for people.
---@field timeframe Timeframe How long its strategy bars last.
---@field version? string A version of your own; on_reload is told the previous one.
---@field description? string What it does, in a sentence.
---@field symbols? string[] The symbols it trades, such as {"BTCUSDT"} / ["BTCUSDT"]. Default: the config's default symbols.
---@field warmup? integer Evaluation begins at the first strategy bar whose bar_index is at least this. Unit: strategy bars. Default: 0.
---@field params? table<string, NumberParam|ChoiceParam|SwitchParam> Parameters that a run may set, under names of your choice; read them in context.params.
---@field cadence? Cadence How often each state is evaluated.
---@field close_watch_timeout? string How long CloseWatch waits: "12 bars", or a duration such as "90m". Default: "20 bars".
---@field cooldown? integer How long detect_opportunity is not called after an exit. Unit: strategy bars. Default: 0.

---A parameter that is a number.
---@class (exact) NumberParam
---@field default number Its value unless the run sets it.
---@field min? number The least value allowed.
---@field max? number The greatest value allowed.
---@field step? number The grain in which it is varied, counted from min.
---@field description? string What it means, for people.

---A parameter that is one of a few values.
---@class (exact) ChoiceParam
---@field default string|number Its value unless the run sets it: one of choices.
---@field choices (string|number)[] The values allowed.
---@field description? string What it means, for people.

---A parameter that is true or false.
---@class (exact) SwitchParam
---@field default boolean Its value unless the run sets it.
---@field description? string What it means, for people.

---What triggers the callback of each state: "bar" is the close of a strategy bar, "tick" every
---event, a duration the first event at or after each UTC multiple of it. In a backtest over bars
---the events are the closes of the data's bars.
---@class (exact) Cadence
---@field watch? string In Watch: "bar", "tick", or a duration such as "5s". Default: "bar".
---@field close_watch? string In CloseWatch: "bar", "tick", or a duration such as "5s". Default: "bar".
---@field in_trade? string In InTrade: "bar", "tick", or a duration such as "5s". Default: "bar".

---The symbol at the moment of the decision. Assigning to a member is an error. The bar fields,
---bar() and every indicator show the latest closed strategy bar, also on a tick inside the next
---one.
---@class Market
---@field symbol string The symbol that this slot trades, such as "BTCUSDT".
---@field timeframe Timeframe The timeframe of the bars shown: the strategy's, or the one given to tf().
---@field timestamp number The event's time; for a bar, the time at which it closed. Unit: ms UTC.
---@field price number The last trade's price; at a bar's close, its close. Unit: quote currency.
---@field open number Open of the latest closed bar. Unit: quote currency. NaN before the first closed bar of the timeframe.
---@field high number High of the latest closed bar. Unit: quote currency. NaN before the first closed bar of the timeframe.
---@field low number Low of the latest closed bar. Unit: quote currency. NaN before the first closed bar of the timeframe.
---@field close number Close of the latest closed bar. Unit: quote currency. NaN before the first closed bar of the timeframe.
---@field volume number Volume of the latest closed bar. Unit: base units (coins, shares). NaN before the first closed bar of the timeframe.
---@field bid number The best bid. Unit: quote currency. NaN where the feed has no quotes.
---@field ask number The best ask. Unit: quote currency. NaN where the feed has no quotes.
---@field spread number ask − bid. Unit: quote currency. NaN where the feed has no quotes.
---@field relative_spread number (ask − bid) / mid, where mid is (bid + ask) / 2. Unit: a fraction: 0.0001 is 1 bp. NaN where the feed has no quotes.
---@field bid_quantity number What stands at the best bid. Unit: base units (coins, shares). NaN where the feed has no quotes.
---@field ask_quantity number What stands at the best ask. Unit: base units (coins, shares). NaN where the feed has no quotes.
---@field microprice number The mid, drawn to the side where less stands in the way: (bid · ask_quantity + ask · bid_quantity) / (bid_quantity + ask_quantity). Unit: quote currency. NaN where the feed has no quotes.
---@field book_imbalance number (bid_quantity − ask_quantity) / (bid_quantity + ask_quantity): −1 to 1, above 0 where more wants to buy. NaN where the feed has no quotes.
---@field flow_imbalance number (bought − sold) / (bought + sold) over the trades of the last minute, by who crossed the spread: −1 to 1. NaN where the feed has no trades, or none of the last minute.
---@field bar_index integer Index of the latest closed bar since the first of the run, which is 0. -1 before the first closed bar.
---@field is_bar_close boolean The event is the close of a bar; false on a tick or a timer inside a bar.
---@field is_stale boolean The feed has fallen silent: prices are old, and entries are refused until it speaks again.
local marketClass = {}

---A closed bar, counted back from the latest. Nil where the run has no such bar.
---@param n integer How many closed bars back: 0 is the latest, 1 the one before.
---@return Bar?
function marketClass.bar(n) end

---The highest high of the last n closed bars. Unit: quote currency. NaN while fewer than n bars
---have closed.
---@param n integer How many closed bars, the latest included; at least 1.
---@return number
function marketClass.highest(n) end

---The lowest low of the last n closed bars. Unit: quote currency. NaN while fewer than n bars have
---closed.
---@param n integer How many closed bars, the latest included; at least 1.
---@return number
function marketClass.lowest(n) end

---The mean volume of the last n closed bars. Unit: base units (coins, shares). NaN while fewer
---than n bars have closed.
---@param n integer How many closed bars, the latest included; at least 1.
---@return number
function marketClass.avg_volume(n) end

---One level of the order book. The book is asked of a live venue where a script names one of the
---functions that read it. NaN where the feed has no order book.
---@param n? integer How many levels behind the best, 0 to 9. Default: 0.
---@return BookLevel
function marketClass.book_level(n) end

---What stands at the best levels of each side, in sum. Unit: base units (coins, shares). NaN where
---the feed has no order book.
---@param levels integer How many levels, the best included; 1 to 10.
---@return Depth
function marketClass.book_depth(levels) end

---What stands within so many basis points of the mid, on each side. Unit: base units (coins,
---shares). NaN where the feed has no order book, and on a side of which the venue's book does not
---reach so far.
---@param bps integer Basis points (0.01 %): 5, 10, 25, 50 or 100.
---@return Depth
function marketClass.book_depth_within(bps) end

---(bids − asks) / (bids + asks) of what stands at the best levels of each side: −1 to 1, above 0
---where more wants to buy. Of one level it is book_imbalance. NaN where the feed has no order
---book.
---@param levels integer How many levels, the best included; 1 to 10.
---@return number
function marketClass.depth_imbalance(levels) end

---Time since the latest open of the symbol's regular session, also after its close; the session of
---a venue that never closes opens at 00:00 UTC. Unit: seconds.
---@return number
function marketClass.time_since_open() end

---The same view over another timeframe's closed bars. A bar that closes at the decision's own
---instant is closed. Every number is NaN before the first closed bar of that timeframe.
---@param timeframe Timeframe The timeframe to look at; one below the data's own is an error.
---@return Market
function marketClass.tf(timeframe) end

---One closed bar.
---@class Bar
---@field open_time number When the bar opened. Unit: ms UTC.
---@field close_time number When the bar closed: open_time plus the timeframe. Unit: ms UTC.
---@field open number The first price. Unit: quote currency.
---@field high number The highest price. Unit: quote currency.
---@field low number The lowest price. Unit: quote currency.
---@field close number The last price. Unit: quote currency.
---@field volume number What was traded. Unit: base units (coins, shares).

---One level of the order book, of both sides. NaN where a side has fewer.
---@class BookLevel
---@field bid number The price of the bid. Unit: quote currency.
---@field bid_quantity number What stands there. Unit: base units (coins, shares).
---@field ask number The price of the ask. Unit: quote currency.
---@field ask_quantity number What stands there. Unit: base units (coins, shares).

---What stands on both sides of a market.
---@class Depth
---@field bids number To buy. Unit: base units (coins, shares).
---@field asks number To sell. Unit: base units (coins, shares).

---The slot's own state. Assigning to anything but context.data is an error.
---@class Context
---@field data table<string, any> The script's memory: JSON values plus NaN and ±Infinity, under keys of its own choice. It survives reload, crash and restart; after an error or a timeout it is as before the call. Functions, cycles and Lua tables that mix both kinds of keys are refused.
---@field state State The state in which the callback is called.
---@field opportunity table? What detect_opportunity returned for the present CloseWatch or trade. Nil in Watch.
---@field pending_entry PendingEntry? The entry order that rests. Nil where none rests.
---@field params table<string, any> The strategy's parameters: each its default, unless the run sets it.
---@field bars_in_state integer Strategy bars closed since the state was entered. A state entered by an evaluation on a bar's close has 1 on the next close; one entered by a fill has 1 on the close of the bar that contains the fill.
---@field position Position? The open position; always there in InTrade. Nil while flat.
---@field account Account The money of the account that the slot trades in.

---The open position.
---@class Position
---@field side Side Long or short.
---@field quantity number What is still open, always positive. Unit: base units (coins, shares).
---@field entry_price number Volume-weighted mean of the entry fills. Unit: quote currency.
---@field entry_time number When the first entry fill happened. Unit: ms UTC.
---@field stop number? The protective stop in force, a trailing one included. Unit: quote currency. Nil without a stop.
---@field target number? The target in force. Unit: quote currency. Nil without a target.
---@field unrealized_pnl number Profit of what is open at market.price, before fees. Unit: quote currency.
---@field r_multiple number? unrealized_pnl in units of the first risk: unrealized_pnl / (|entry_price − first stop| × quantity). Nil for a position that had no stop.
---@field bars_held integer Strategy bars closed since the entry; 1 on the close of the bar that contains the entry fill.
---@field mae number Maximum adverse excursion: the worst move from the entry so far, ≥ 0. Unit: fraction of the entry price (0.01 is 1 %).
---@field mfe number Maximum favourable excursion: the best move from the entry so far, ≥ 0. Unit: fraction of the entry price (0.01 is 1 %).

---An entry order at the broker that has not filled, or not wholly.
---@class PendingEntry
---@field side Side The side of the position that it opens.
---@field type OrderType How it is worked.
---@field quantity number What is left to fill. Unit: base units (coins, shares).
---@field price number? The limit, or the trigger of a stop. Unit: quote currency. Nil for a market order.
---@field limit_price number? The limit of a stop_limit order. Unit: quote currency. Nil for the other types.
---@field stop number? The protective stop that comes with the fill. Unit: quote currency. Nil without one.
---@field target number? The target that comes with the fill. Unit: quote currency. Nil without one.

---The account that the slot trades in.
---@class Account
---@field equity number Cash plus open positions at the last close. Unit: quote currency.
---@field cash number Cash; the proceeds of a short sale are in it. Unit: quote currency.
---@field currency string The currency that equity and cash are in, such as "USDT".

---Makes the values that callbacks return. Calling one of these functions does nothing by itself:
---only what the callback returns counts. filter_commitment returns enter or abandon,
---manage_position one of the others or a list of up to 8 of them. A list is applied in order, the
---last of a kind wins, and one wrong item rejects the whole list.
---@class Actions
local actionsClass = {}

---Opens a position. While the order rests, the state stays CloseWatch and context.pending_entry
---shows it; entering again replaces it.
---@param options EnterOptions What to buy or sell, and how.
---@return Action
function actionsClass.enter(options) end

---Gives the opportunity up: back to Watch. A resting entry order is cancelled.
---@param reason string Why; it becomes the reason of the transition.
---@return Action
function actionsClass.abandon(reason) end

---Closes the position or a part of it. A later exit replaces a pending one; any exit cancels what
---an entry has left to fill.
---@param options? ExitOptions How much, and how.
---@return Action
function actionsClass.exit(options) end

---Sets the protective stop, effective from the next data bar. It ends a trailing stop.
---@param price number Below market.price for a long position, above it for a short one. Unit: quote currency.
---@return Action
function actionsClass.update_stop(price) end

---Sets the target, effective from the next data bar.
---@param price number Above market.price for a long position, below it for a short one. Unit: quote currency.
---@return Action
function actionsClass.update_target(price) end

---Takes the protective stop away.
---@return Action
function actionsClass.remove_stop() end

---Takes the target away.
---@return Action
function actionsClass.remove_target() end

---Lets the stop follow the market. The anchor is the decision bar's close, then the highest high
---(short: lowest low) of each strategy bar closed since; at each close the stop moves to the
---anchor less the distance (short: plus) if that is tighter, never looser.
---@param options TrailOptions The distance, in exactly one of three ways.
---@return Action
function actionsClass.trail_stop(options) end

---An entry order. Give at most one size: quantity, notional, equity_fraction or risk; without one
---the default sizing of the config holds, and without that it is an error.
---@class (exact) EnterOptions
---@field side Side The side of the position.
---@field quantity? number Size: so many units. Unit: base units (coins, shares).
---@field notional? number Size: price × quantity. Unit: quote currency.
---@field equity_fraction? number Size: notional as a fraction of equity. Unit: fraction (0.5 is 50 %).
---@field risk? number Size: the fraction of equity that is lost, before costs, if the stop is hit. It needs stop. Unit: fraction (0.01 is 1 %).
---@field type? OrderType How the order is worked. Default: "market".
---@field price? number The limit of a limit order, the trigger of a stop or stop_limit order; required for these, an error on a market order. Unit: quote currency.
---@field limit_price? number The limit of a stop_limit order, required there, an error elsewhere. Unit: quote currency.
---@field stop? number The protective stop, live from the fill on: below the order's own price for a long position, above it for a short one. Unit: quote currency.
---@field target? number The profit target, live from the fill on: above the order's own price for a long position, below it for a short one. Unit: quote currency.
---@field expires? string How long a resting order may wait: "3 bars" or a duration such as "90s"; an error on a market order. Default: what is left of close_watch_timeout, at least one bar.
---@field reason? string The trade's entry_reason. Default: "".

---An exit order.
---@class (exact) ExitOptions
---@field fraction? number How much of the quantity open at the fill; 0 < fraction ≤ 1. Unit: fraction (0.5 is half). Default: 1.
---@field type? ExitType How the order is worked. Default: "market".
---@field price? number The limit of a limit exit, required there. Unit: quote currency.
---@field reason? string The trade's exit_reason. Default: "exit".

---How far a trailing stop stays behind its anchor; exactly one of the three.
---@class (exact) TrailOptions
---@field distance? number In price units. Unit: quote currency.
---@field fraction? number As a fraction of the anchor. Unit: fraction (0.02 is 2 %).
---@field atr? number In multiples of atr(14) at the decision, fixed then. Unit: multiple.

---Indicators over closed bars, computed from the first bar of the run on (live: of the loaded
---history), whenever the script first asks. Before it is warm an indicator is NaN, and every
---comparison with NaN is false. Options come last.
---@class Indicators
local indicatorsClass = {}

---At the latest closed bar a > b, and at the one before a ≤ b. False while an operand is NaN.
---@param a Operand What crosses.
---@param b Operand What is crossed.
---@return boolean
function indicatorsClass.crossed_above(a, b) end

---At the latest closed bar a < b, and at the one before a ≥ b. False while an operand is NaN.
---@param a Operand What crosses.
---@param b Operand What is crossed.
---@return boolean
function indicatorsClass.crossed_below(a, b) end

---Each of the last n closed bars is above the one before it. False while an operand is NaN.
---@param a Operand What rises.
---@param n integer Over how many bars; at least 1.
---@return boolean
function indicatorsClass.rising(a, n) end

---Each of the last n closed bars is below the one before it. False while an operand is NaN.
---@param a Operand What falls.
---@param n integer Over how many bars; at least 1.
---@return boolean
function indicatorsClass.falling(a, n) end

---Simple moving average. The arithmetic mean of the last `length` values. NaN until warm.
---@param length integer Bars to average.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.sma(length, options) end

---Exponential moving average. previous + k · (value − previous) with k = 2 / (length + 1), from
---the mean of the first `length` values on. NaN until warm.
---@param length integer Bars; the smoothing is 2 / (length + 1).
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.ema(length, options) end

---Weighted moving average. The mean of the last `length` values, the oldest with weight 1, the
---next with 2, the latest with `length`. NaN until warm.
---@param length? integer Bars to average. Default: 30.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.wma(length, options) end

---Double exponential moving average. 2 · EMA − EMA of EMA, each average seeded with the mean of
---its first `length` values. NaN until warm.
---@param length? integer Bars of each average. Default: 30.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.dema(length, options) end

---Triple exponential moving average. 3 · e1 − 3 · e2 + e3, where e1 is the EMA, e2 the EMA of e1
---and e3 the EMA of e2, each seeded with the mean of its first `length` values. NaN until warm.
---@param length? integer Bars of each average. Default: 30.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.tema(length, options) end

---Triangular moving average. SMA(b) of SMA(a) with a = ⌈length / 2⌉ and b = ⌊length / 2⌋ + 1:
---weights rise to the middle of the last `length` values and fall again. NaN until warm.
---@param length? integer Bars to average. Default: 30.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.trima(length, options) end

---Kaufman’s adaptive moving average. previous + c² · (value − previous) with c = ER · (2/3 − 2/31)
---+ 2/31, from the value at bar `length` on. ER = |value − value `length` bars before| / the sum
---of the moves between them, 1 where nothing moved. NaN until warm.
---@param length? integer Bars of the efficiency ratio. Default: 30.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.kama(length, options) end

---MESA adaptive moving average. mama += a · (value − mama) and fama += a / 2 · (mama − fama), both
---from 0 at the 13th value on. a = the greater of fast_limit / the degrees by which the phase of
---Ehlers’ homodyne discriminator fell since the bar before and slow_limit; fast_limit below one
---degree. Every field is NaN until all of them are warm.
---@param fast_limit? number The most weight a value can have. Default: 0.5.
---@param slow_limit? number The least weight a value can have while the phase turns. Default: 0.05.
---@param options? IndicatorOptions Which bars it reads.
---@return MamaValue
function indicatorsClass.mama(fast_limit, slow_limit, options) end

---Tillson’s T3 moving average. GD of GD of GD, where GD(x) = (1 + v) · EMA(x) − v · EMA(EMA(x));
---each of the six averages in a row is seeded with the mean of its first `length` values. NaN
---until warm.
---@param length? integer Bars of each average. Default: 5.
---@param volume_factor? number How much of its lag is taken back, from 0 (an EMA of an EMA of an EMA) to 1. Default: 0.7.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.t3(length, volume_factor, options) end

---Wilder’s moving average. (previous · (length − 1) + value) / length, from the mean of the first
---`length` values on; also called smoothed moving average, SMMA. NaN until warm.
---@param length integer Bars; the smoothing is 1 / length.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.rma(length, options) end

---Hull moving average. WMA(⌊√length⌋) of 2 · WMA(⌊length / 2⌋) − WMA(length), of the last values
---each. (Some round the square root and the half instead.) NaN until warm.
---@param length? integer Bars of the longest average. Default: 9.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.hma(length, options) end

---Volume-weighted moving average. Σ (close · volume) / Σ volume over the last `length` bars; NaN
---where nothing was traded in any of them. NaN until warm.
---@param length? integer Bars to average. Default: 20.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.vwma(length, options) end

---Arnaud Legoux moving average. The mean of the last `length` values with weights exp(−(i − m)² /
---(2 s²)), where i is 0 at the oldest, m = offset · (length − 1) and s = length / sigma. NaN until
---warm.
---@param length? integer Bars to average. Default: 9.
---@param offset? number Where the weights are the greatest: 0 at the oldest value, 1 at the latest. Default: 0.85.
---@param sigma? number How many standard deviations of the weights the window spans. Default: 6.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.alma(length, offset, sigma, options) end

---Zero-lag exponential moving average. EMA(length) of value + (value − value ⌊(length − 1) / 2⌋
---bars before), seeded with the mean of its first `length` values. (Some seed it with the first
---value.) NaN until warm.
---@param length? integer Bars of the average. Default: 20.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.zlema(length, options) end

---Linear regression. The line at the latest bar (TradingView’s linreg with offset 0). The line has
---the least squared distance to the last `length` values. NaN until warm.
---@param length? integer Bars the line is fitted to. Default: 14.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.linearreg(length, options) end

---Linear regression slope. The change of the line from bar to bar. The line has the least squared
---distance to the last `length` values. NaN until warm.
---@param length? integer Bars the line is fitted to. Default: 14.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.linearreg_slope(length, options) end

---Linear regression intercept. The line at the oldest of its bars. The line has the least squared
---distance to the last `length` values. NaN until warm.
---@param length? integer Bars the line is fitted to. Default: 14.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.linearreg_intercept(length, options) end

---Linear regression angle. The arctangent of the change of the line from bar to bar, in degrees.
---The line has the least squared distance to the last `length` values. NaN until warm.
---@param length? integer Bars the line is fitted to. Default: 14.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.linearreg_angle(length, options) end

---Time series forecast. The line at the bar after the latest. The line has the least squared
---distance to the last `length` values. NaN until warm.
---@param length? integer Bars the line is fitted to. Default: 14.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.tsf(length, options) end

---Midpoint. (highest value + lowest value) / 2 over the last `length` values. NaN until warm.
---@param length? integer Bars of the range. Default: 14.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.midpoint(length, options) end

---Rolling sum. The sum of the last `length` values. NaN until warm.
---@param length? integer Bars to add up. Default: 30.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.sum(length, options) end

---Hilbert transform instantaneous trendline. (4 · m + 3 · m1 + 2 · m2 + m3) / 10, where m is the
---mean of the values of one dominant cycle (the smoothed period of Ehlers’ homodyne discriminator,
---to the nearest bar) and m1 to m3 are the means of the three bars before. NaN until warm.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.ht_trendline(options) end

---Relative strength index. 100 · G / (G + L), 0 where both are 0. G and L are the average gain and
---loss from value to value: the mean of the first `length`, then (average · (length − 1) + move) /
---length. NaN until warm.
---@param length? integer Bars of the averaged moves. Default: 14.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.rsi(length, options) end

---Moving average convergence/divergence. macd = EMA(fast) − EMA(slow), both seeded with the mean
---of their last values at the bar where the slow one is first complete; signal = EMA(signal) of
---macd, seeded with the mean of its first values; histogram = macd − signal. A fast longer than
---slow is swapped with it. Every field is NaN until all of them are warm.
---@param fast? integer Bars of the fast average. Default: 12.
---@param slow? integer Bars of the slow average. Default: 26.
---@param signal? integer Bars of the average of the difference. Default: 9.
---@param options? IndicatorOptions Which bars it reads.
---@return MacdValue
function indicatorsClass.macd(fast, slow, signal, options) end

---Stochastic oscillator. k = the average of k_smoothing values of 100 · (close − lowest low) /
---(highest high − lowest low) over `length` bars, 0 where those are equal; d = that of d_smoothing
---values of k. Every field is NaN until all of them are warm.
---@param length? integer Bars of the highest high and lowest low. Default: 14.
---@param k_smoothing? integer Bars averaged into k. Default: 3.
---@param d_smoothing? integer Values of k averaged into d. Default: 3.
---@param k_average? "sma"|"ema"|"wma"|"dema"|"tema"|"trima"|"kama"|"mama"|"t3" The average that makes k. Default: "sma".
---@param d_average? "sma"|"ema"|"wma"|"dema"|"tema"|"trima"|"kama"|"mama"|"t3" The average that makes d. Default: "sma".
---@param options? BarIndicatorOptions Which bars it reads.
---@return StochasticValue
function indicatorsClass.stochastic(length, k_smoothing, d_smoothing, k_average, d_average, options) end

---Stochastic RSI, the fast one. k = 100 · (RSI − lowest RSI) / (highest RSI − lowest RSI) over
---k_length values of RSI(length), 0 where those are equal; d = the average of k. TradingView’s is
---stochastic_rsi. Every field is NaN until all of them are warm.
---@param length? integer Bars of the rsi. Default: 14.
---@param k_length? integer Values of the rsi for its extremes. Default: 5.
---@param d_smoothing? integer Values of k averaged into d. Default: 3.
---@param d_average? "sma"|"ema"|"wma"|"dema"|"tema"|"trima"|"kama"|"mama"|"t3" The kind of average d is. Default: "sma".
---@param options? IndicatorOptions Which bars it reads.
---@return StochrsiValue
function indicatorsClass.stochrsi(length, k_length, d_smoothing, d_average, options) end

---Stochastic RSI, the slow one. k = SMA(k_smoothing) of 100 · (RSI − lowest RSI) / (highest RSI −
---lowest RSI) over k_length values of RSI(length), 0 where those are equal; d = SMA(d_smoothing)
---of k. TA-Lib’s is stochrsi. Every field is NaN until all of them are warm.
---@param length? integer Bars of the rsi. Default: 14.
---@param k_length? integer Values of the rsi for its extremes. Default: 14.
---@param k_smoothing? integer Values averaged into k. Default: 3.
---@param d_smoothing? integer Values of k averaged into d. Default: 3.
---@param options? IndicatorOptions Which bars it reads.
---@return StochasticRsiValue
function indicatorsClass.stochastic_rsi(length, k_length, k_smoothing, d_smoothing, options) end

---Percentage price oscillator. 100 · (fast − slow) / slow, 0 where slow is 0, of the averages of
---both lengths, each seeded on its own first values. A fast longer than slow is swapped with it.
---(Charts often take "ema" for the average.) NaN until warm.
---@param fast? integer Bars of the fast average. Default: 12.
---@param slow? integer Bars of the slow average. Default: 26.
---@param average? "sma"|"ema"|"wma"|"dema"|"tema"|"trima"|"kama"|"mama"|"t3" The kind of both averages. Default: "sma".
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.ppo(fast, slow, average, options) end

---Absolute price oscillator. fast − slow of the averages of both lengths, each seeded on its own
---first values. A fast longer than slow is swapped with it. (Charts often take "ema" for the
---average.) NaN until warm.
---@param fast? integer Bars of the fast average. Default: 12.
---@param slow? integer Bars of the slow average. Default: 26.
---@param average? "sma"|"ema"|"wma"|"dema"|"tema"|"trima"|"kama"|"mama"|"t3" The kind of both averages. Default: "sma".
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.apo(fast, slow, average, options) end

---MACD with a choice of averages. macd = fast average − slow average, both from the bar where the
---later one is complete and of no values before those it needs; signal = the average of macd;
---histogram = macd − signal. A fast longer than slow is swapped with it, kind and all. Every field
---is NaN until all of them are warm.
---@param fast? integer Bars of the fast average. Default: 12.
---@param fast_average? "sma"|"ema"|"wma"|"dema"|"tema"|"trima"|"kama"|"mama"|"t3" The kind of the fast average. Default: "sma".
---@param slow? integer Bars of the slow average. Default: 26.
---@param slow_average? "sma"|"ema"|"wma"|"dema"|"tema"|"trima"|"kama"|"mama"|"t3" The kind of the slow average. Default: "sma".
---@param signal? integer Bars of the average of the difference. Default: 9.
---@param signal_average? "sma"|"ema"|"wma"|"dema"|"tema"|"trima"|"kama"|"mama"|"t3" The kind of the average of the difference. Default: "sma".
---@param options? IndicatorOptions Which bars it reads.
---@return MacdextValue
function indicatorsClass.macdext(fast, fast_average, slow, slow_average, signal, signal_average, options) end

---Rate of change, in percent. 100 · (value − before) / before, where before is the value `length`
---bars back; 0 where before is 0. NaN until warm.
---@param length? integer Bars back to compare with. Default: 10.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.roc(length, options) end

---Rate of change, as a fraction. (value − before) / before, where before is the value `length`
---bars back; 0 where before is 0. NaN until warm.
---@param length? integer Bars back to compare with. Default: 10.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.rocp(length, options) end

---Rate of change, as a ratio. value / before, where before is the value `length` bars back; 0
---where before is 0. NaN until warm.
---@param length? integer Bars back to compare with. Default: 10.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.rocr(length, options) end

---Rate of change, as a ratio times 100. 100 · value / before, where before is the value `length`
---bars back; 0 where before is 0. NaN until warm.
---@param length? integer Bars back to compare with. Default: 10.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.rocr100(length, options) end

---Momentum. value − the value `length` bars back. NaN until warm.
---@param length? integer Bars back to compare with. Default: 10.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.mom(length, options) end

---Chande momentum oscillator. 100 · (G − L) / (G + L), 0 where both are 0. G and L are the average
---gain and loss of the rsi, by Wilder. (TradingView takes plain sums of the last `length` moves:
---the first value is the same, later ones are not.) NaN until warm.
---@param length? integer Bars of the averaged moves. Default: 14.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cmo(length, options) end

---TRIX, rate of change of a triple EMA. The change in percent from bar to bar of EMA of EMA of
---EMA, each seeded with the mean of its first `length` values. (TradingView’s is 10000 · the
---change of the same average of the logarithm.) NaN until warm.
---@param length? integer Bars of each average. Default: 30.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.trix(length, options) end

---True strength index. tsi = 100 · EMA(short) of EMA(long) of the moves from value to value / the
---same of their sizes, 0 where nothing moved; signal = EMA(signal) of tsi. Each average is seeded
---with the mean of its first values. Every field is NaN until all of them are warm.
---@param long? integer Bars of the first smoothing. Default: 25.
---@param short? integer Bars of the second smoothing. Default: 13.
---@param signal? integer Values of tsi averaged into signal. Default: 13.
---@param options? IndicatorOptions Which bars it reads.
---@return TsiValue
function indicatorsClass.tsi(long, short, signal, options) end

---Coppock curve. WMA(length) of ROC(long) + ROC(short), both in percent. NaN until warm.
---@param length? integer Sums averaged. Default: 10.
---@param long? integer Bars of the long rate of change. Default: 14.
---@param short? integer Bars of the short rate of change. Default: 11.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.coppock(length, long, short, options) end

---Fast stochastic oscillator. k = 100 · (close − lowest low) / (highest high − lowest low) over
---`length` bars, 0 where those are equal; d = the average of d_smoothing values of k. Every field
---is NaN until all of them are warm.
---@param length? integer Bars of the highest high and lowest low. Default: 5.
---@param d_smoothing? integer Values of k averaged into d. Default: 3.
---@param d_average? "sma"|"ema"|"wma"|"dema"|"tema"|"trima"|"kama"|"mama"|"t3" The average that makes d. Default: "sma".
---@param options? BarIndicatorOptions Which bars it reads.
---@return StochfValue
function indicatorsClass.stochf(length, d_smoothing, d_average, options) end

---Williams %R. −100 · (highest high − close) / (highest high − lowest low) over `length` bars,
---from −100 to 0; 0 where those are equal. NaN until warm.
---@param length? integer Bars of the highest high and lowest low. Default: 14.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.willr(length, options) end

---Commodity channel index. (t − m) / (0.015 · d) with the typical price t = (high + low + close) /
---3, m its mean over `length` bars and d the mean of |t − m| over the same bars; 0 where t = m.
---NaN until warm.
---@param length? integer Bars of the mean and the deviation. Default: 14.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cci(length, options) end

---Ultimate oscillator. 100 · (4 · A(short) + 2 · A(middle) + A(long)) / 7, where A(n) is the sum
---of close − min(low, previous close) over the last n bars / the sum of their true ranges, 0 where
---that is 0. Lengths in another order are sorted. NaN until warm.
---@param short? integer Bars of the sums that weigh 4. Default: 7.
---@param middle? integer Bars of the sums that weigh 2. Default: 14.
---@param long? integer Bars of the sums that weigh 1. Default: 28.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.ultosc(short, middle, long, options) end

---Money flow index. 100 · P / (P + N), 0 where both are 0. P and N are the sums over `length` bars
---of (high + low + close) / 3 · volume where that typical price rose above the one before or fell
---below it. NaN until warm.
---@param length? integer Bars of the flows. Default: 14.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.mfi(length, options) end

---Average directional movement index. The average of 100 · |plus_di − minus_di| / (plus_di +
---minus_di): the mean of the first `length`, then (average · (length − 1) + index) / length. Where
---both are 0 the average stays as it is; among the first such a bar counts as 0. TradingView’s
---begins one bar later, which is lost after some ten lengths. NaN until warm.
---@param length? integer Bars of the sums and the average. Default: 14.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.adx(length, options) end

---Average directional movement index rating. The mean of the adx(length) and the one `length` − 1
---bars before it. NaN until warm.
---@param length? integer Bars of the sums and the average. Default: 14.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.adxr(length, options) end

---Directional movement index. 100 · |plus_di − minus_di| / (plus_di + minus_di); where both are 0
---the value before, at first 0. NaN until warm.
---@param length? integer Bars of the sums and the average. Default: 14.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.dx(length, options) end

---+DI, plus directional indicator. The high’s rise over the high before it is +DM, the low’s fall
---is −DM; only the larger of the two counts, none if they are equal. The value is 100 · the sum of
---+DM / the sum of the true range, 0 where that is 0. Each sum is the sum of the first `length` −
---1 values, then sum · (length − 1) / length + value; with a length of 1 it is the bar’s own. As
---in TA-Lib a length of 1 gives a fraction, not percent. NaN until warm.
---@param length? integer Bars of the sums. Default: 14.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.plus_di(length, options) end

---−DI, minus directional indicator. The high’s rise over the high before it is +DM, the low’s fall
---is −DM; only the larger of the two counts, none if they are equal. The value is 100 · the sum of
---−DM / the sum of the true range, 0 where that is 0. Each sum is the sum of the first `length` −
---1 values, then sum · (length − 1) / length + value; with a length of 1 it is the bar’s own. As
---in TA-Lib a length of 1 gives a fraction, not percent. NaN until warm.
---@param length? integer Bars of the sums. Default: 14.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.minus_di(length, options) end

---+DM, plus directional movement. The high’s rise over the high before it is +DM, the low’s fall
---is −DM; only the larger of the two counts, none if they are equal. The value is the sum of the
---first `length` − 1 values, then sum · (length − 1) / length + value; with a length of 1 it is
---the bar’s own. NaN until warm.
---@param length? integer Bars of the sums. Default: 14.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.plus_dm(length, options) end

---−DM, minus directional movement. The high’s rise over the high before it is +DM, the low’s fall
---is −DM; only the larger of the two counts, none if they are equal. The value is the sum of the
---first `length` − 1 values, then sum · (length − 1) / length + value; with a length of 1 it is
---the bar’s own. NaN until warm.
---@param length? integer Bars of the sums. Default: 14.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.minus_dm(length, options) end

---Aroon. up = 100 · (length − bars since the highest high) / length over `length` + 1 bars, the
---latest of equal highs; down the same of the lowest low. Every field is NaN until all of them are
---warm.
---@param length? integer Bars back that an extreme may lie. Default: 14.
---@param options? BarIndicatorOptions Which bars it reads.
---@return AroonValue
function indicatorsClass.aroon(length, options) end

---Aroon oscillator. aroon(length).up − aroon(length).down. NaN until warm.
---@param length? integer Bars back that an extreme may lie. Default: 14.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.aroonosc(length, options) end

---Vortex indicator. plus = Σ |high − previous low| / Σ true range and minus = Σ |low − previous
---high| / Σ true range over `length` bars; both 0 where nothing moved. Every field is NaN until
---all of them are warm.
---@param length? integer Bars of the sums. Default: 14.
---@param options? BarIndicatorOptions Which bars it reads.
---@return VortexValue
function indicatorsClass.vortex(length, options) end

---Awesome oscillator. SMA(fast) − SMA(slow) of (high + low) / 2. NaN until warm.
---@param fast? integer Bars of the fast average. Default: 5.
---@param slow? integer Bars of the slow average. Default: 34.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.ao(fast, slow, options) end

---Balance of power. (close − open) / (high − low), 0 for a bar without height. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.bop(options) end

---Fisher transform. With p the place of (high + low) / 2 between its lowest and highest of
---`length` bars (0 to 1, 0.5 where those are equal): x = 0.66 · (p − 0.5) + 0.67 · previous x,
---beyond ±0.99 taken as ±0.999; fisher = 0.5 · ln((1 + x) / (1 − x)) + 0.5 · previous fisher;
---trigger = previous fisher. Both start from 0 at the first full range. Every field is NaN until
---all of them are warm.
---@param length? integer Bars of the range. Default: 9.
---@param options? BarIndicatorOptions Which bars it reads.
---@return FisherValue
function indicatorsClass.fisher(length, options) end

---Intraday momentum index. 100 · G / (G + L) with the sums G of close − open over the rising bars
---and L of open − close over the falling ones among the last `length`; 0 where no bar moved, for
---which TA-Lib has no number. NaN until warm.
---@param length? integer Bars of both sums. Default: 14.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.imi(length, options) end

---Hilbert transform dominant cycle period. The period of the dominant cycle in bars, from 6 to 50,
---as Ehlers’ homodyne discriminator measures and smooths it. The smoothing starts at zero: the
---first values of a very short cycle may lie below 6, by 0.12 at the most. NaN until warm.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.ht_dcperiod(options) end

---Hilbert transform phasor components. The in-phase and the quadrature component of the detrended
---series: what turns as the cycle does, and the same a quarter of a cycle off. Every field is NaN
---until all of them are warm.
---@param options? IndicatorOptions Which bars it reads.
---@return HtPhasorValue
function indicatorsClass.ht_phasor(options) end

---Hilbert transform dominant cycle phase. The phase of the dominant cycle in degrees, from −45 to
---315, from the sine and cosine sums of the smoothed values of one cycle, one bar ahead for the
---lag of their smoothing. NaN until warm.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.ht_dcphase(options) end

---Hilbert transform sine wave. The sine of the dominant cycle’s phase, and that of 45 degrees
---later. Every field is NaN until all of them are warm.
---@param options? IndicatorOptions Which bars it reads.
---@return HtSineValue
function indicatorsClass.ht_sine(options) end

---Hilbert transform trend or cycle mode. 0 in a cycle: for half a cycle after sine and lead sine
---cross, and where the phase turns at 0.67 to 1.5 times the cycle’s pace; else 1. Always 1 where
---the smoothed value is 1.5 % or more away from the instantaneous trendline. NaN until warm.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.ht_trendmode(options) end

---Bollinger bands. middle = the average of `length` values; upper and lower = middle ± deviations
---· the population standard deviation (divisor `length`) of these values, measured from their
---plain mean whatever the average. Every field is NaN until all of them are warm.
---@param length? integer Bars of the mean and the deviation. Default: 20.
---@param deviations? number Standard deviations from the middle to each band. Default: 2.
---@param average? "sma"|"ema"|"wma"|"dema"|"tema"|"trima"|"kama"|"mama"|"t3" The average in the middle. Default: "sma".
---@param options? IndicatorOptions Which bars it reads.
---@return BollingerValue
function indicatorsClass.bollinger(length, deviations, average, options) end

---Bollinger %B. (value − lower) / (upper − lower) of bollinger(length, deviations): 0 on the lower
---band, 1 on the upper one, 0.5 where both are equal. NaN until warm.
---@param length? integer Bars of the mean and the deviation. Default: 20.
---@param deviations? number Standard deviations from the middle to each band. Default: 2.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.percent_b(length, deviations, options) end

---Bollinger bandwidth. 100 · (upper − lower) / middle of bollinger(length, deviations), 0 where
---the middle is 0. NaN until warm.
---@param length? integer Bars of the mean and the deviation. Default: 20.
---@param deviations? number Standard deviations from the middle to each band. Default: 2.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.bbw(length, deviations, options) end

---Keltner channel. middle = EMA(length) of the close; upper and lower = middle ± multiplier ·
---atr(atr_length). TradingView’s differs at first only, as its atr counts the first bar too. Every
---field is NaN until all of them are warm.
---@param length? integer Bars of the average. Default: 20.
---@param multiplier? number Average true ranges from the middle to each band. Default: 2.
---@param atr_length? integer Bars of the average true range. Default: 10.
---@param options? BarIndicatorOptions Which bars it reads.
---@return KeltnerValue
function indicatorsClass.keltner(length, multiplier, atr_length, options) end

---Donchian channel. upper = the highest high and lower = the lowest low of the last `length` bars,
---the latest included; middle = (upper + lower) / 2. A breakout is one of the channel at offset=1.
---Every field is NaN until all of them are warm.
---@param length? integer Bars of the channel. Default: 20.
---@param options? BarIndicatorOptions Which bars it reads.
---@return DonchianValue
function indicatorsClass.donchian(length, options) end

---Acceleration bands. With w = 4 · (high − low) / (high + low), 0 where those sum to 0: upper =
---SMA(length) of high · (1 + w), middle = SMA of the close, lower = SMA of low · (1 − w). Every
---field is NaN until all of them are warm.
---@param length? integer Bars of the averages. Default: 20.
---@param options? BarIndicatorOptions Which bars it reads.
---@return AccbandsValue
function indicatorsClass.accbands(length, options) end

---Midprice. (highest high + lowest low) / 2 over the last `length` bars. NaN until warm.
---@param length? integer Bars of the range. Default: 14.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.midprice(length, options) end

---Average true range. The average of max(high − low, |high − previous close|, |low − previous
---close|): the mean of the first `length` from the second bar on, then (average · (length − 1) +
---range) / length. NaN until warm.
---@param length? integer Bars of the average. Default: 14.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.atr(length, options) end

---Normalized average true range. 100 · atr(length) / close, 0 where the close is 0. As in TA-Lib a
---length of 1 gives the true range itself, not percent. NaN until warm.
---@param length? integer Bars of the average. Default: 14.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.natr(length, options) end

---True range. max(high − low, |high − previous close|, |low − previous close|). NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.trange(options) end

---Standard deviation. `deviations` · √ of the mean squared distance of the last `length` values
---from their mean (divisor `length`). NaN until warm.
---@param length? integer Bars of the deviation. Default: 5.
---@param deviations? number How many standard deviations to give. Default: 1.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.stddev(length, deviations, options) end

---Variance. The mean squared distance of the last `length` values from their mean (divisor
---`length`). NaN until warm.
---@param length? integer Bars of the variance. Default: 5.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.var(length, options) end

---Average deviation. The mean distance of the last `length` values from their mean. NaN until
---warm.
---@param length? integer Bars of the mean and the deviation. Default: 14.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.avgdev(length, options) end

---Historical volatility. 100 · √periods_per_year · the population standard deviation of the last
---`length` values of ln(value / previous value). NaN while one of these is undefined, as for a
---price of 0. TradingView takes 365 periods for every timeframe below a week. NaN until warm.
---@param length? integer Returns of the deviation. Default: 10.
---@param periods_per_year? number Bars in a year: 365 for daily bars of a market that never closes. Default: 365.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.historical_volatility(length, periods_per_year, options) end

---Choppiness index. 100 · log(Σ true range / (highest high − lowest low)) / log(length) over
---`length` bars; the true range of the first bar is high − low. 100 where highest and lowest are
---equal. NaN until warm.
---@param length? integer Bars of the sum and the range. Default: 14.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.chop(length, options) end

---Supertrend. Bands at (high + low) / 2 ± multiplier · atr(length). The lower one never falls
---while the close before was not below it, the upper one never rises while it was not above it.
---direction is 1 while the trend is up and value the lower band, −1 and the upper band while it is
---down; it changes when the close passes the band; the first is down. TradingView differs: its
---direction has the opposite sign (−1 is up), it names the multiplier first, and its atr counts
---the first bar too, which is lost after some ten lengths. Every field is NaN until all of them
---are warm.
---@param length? integer Bars of the average true range. Default: 10.
---@param multiplier? number Average true ranges from the middle to the stop. Default: 3.
---@param options? BarIndicatorOptions Which bars it reads.
---@return SupertrendValue
function indicatorsClass.supertrend(length, multiplier, options) end

---Chandelier exit. long = highest high − multiplier · atr(length), the stop of a long position;
---short = lowest low + multiplier · atr(length); both extremes over `length` bars. Every field is
---NaN until all of them are warm.
---@param length? integer Bars of the range and the average true range. Default: 22.
---@param multiplier? number Average true ranges from the extreme to the stop. Default: 3.
---@param options? BarIndicatorOptions Which bars it reads.
---@return ChandelierValue
function indicatorsClass.chandelier(length, multiplier, options) end

---Parabolic SAR. stop + factor · (extreme − stop), never beyond the last two bars’ lows (short:
---highs), where extreme is the highest high (lowest low) since the turn and the factor grows from
---`acceleration` by `acceleration` at each new one. A bar that reaches the stop turns it to the
---other side, at the extreme. NaN until warm.
---@param acceleration? number Added to the factor at each new extreme. Default: 0.02.
---@param maximum? number The greatest factor. Default: 0.2.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.sar(acceleration, maximum, options) end

---Parabolic SAR, extended. The sar with factors of its own for either side; the stop of a short is
---negative. At a turn it is moved away from the price by reverse_offset times itself. NaN until
---warm.
---@param start? number The first stop, negative for a short one; 0 takes that of sar. Default: 0.
---@param reverse_offset? number Fraction of the stop it keeps more distance at a turn. Default: 0.
---@param long_initial? number First factor of a long. Default: 0.02.
---@param long_acceleration? number Added to a long’s factor at each new high. Default: 0.02.
---@param long_maximum? number Greatest factor of a long. Default: 0.2.
---@param short_initial? number First factor of a short. Default: 0.02.
---@param short_acceleration? number Added to a short’s factor at each new low. Default: 0.02.
---@param short_maximum? number Greatest factor of a short. Default: 0.2.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.sarext(start, reverse_offset, long_initial, long_acceleration, long_maximum, short_initial, short_acceleration, short_maximum, options) end

---On-balance volume. The first bar’s volume, then plus the volume of each bar that closes higher
---and minus that of each that closes lower than the bar before. TradingView begins with 0 instead.
---NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.obv(options) end

---Accumulation/distribution line. Σ volume · ((close − low) − (high − close)) / (high − low) over
---all bars; bars without a range add nothing. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.ad(options) end

---Accumulation/distribution oscillator. EMA(fast) − EMA(slow) of the accumulation/distribution
---line, both beginning with its first value. NaN until warm.
---@param fast? integer Bars of the fast average. Default: 3.
---@param slow? integer Bars of the slow average. Default: 10.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.adosc(fast, slow, options) end

---Volume-weighted average price. Σ(hlc3 · volume) / Σ volume over the bars since the session’s
---open (00:00 UTC of the bar’s day for a market that never closes), hlc3 = (high + low + close) /
---3; NaN while no volume has traded. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.vwap(options) end

---Anchored volume-weighted average price. Σ(hlc3 · volume) / Σ volume over the bars that open at
---`anchor_time` or later, hlc3 = (high + low + close) / 3; NaN before, and while no volume has
---traded since. NaN until warm.
---@param anchor_time integer Ms UTC; bars that open earlier do not count.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.anchored_vwap(anchor_time, options) end

---Bands around the volume-weighted average price. vwap as of that name; upper and lower = vwap ±
---deviations · √(Σ volume · (hlc3 − vwap)² / Σ volume) over the same bars of the session. Every
---field is NaN until all of them are warm.
---@param deviations? number Standard deviations from the average to each band. Default: 1.
---@param options? BarIndicatorOptions Which bars it reads.
---@return VwapBandsValue
function indicatorsClass.vwap_bands(deviations, options) end

---Chaikin money flow. Σ volume · ((close − low) − (high − close)) / (high − low), divided by Σ
---volume, over the last `length` bars; bars without a range add nothing above. NaN where none of
---them has volume. NaN until warm.
---@param length? integer Bars of both sums. Default: 20.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cmf(length, options) end

---Elder force index. EMA(length) of (close − previous close) · volume, seeded with the mean of its
---first `length` values. NaN until warm.
---@param length? integer Bars of the average. Default: 13.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.force_index(length, options) end

---Ease of movement. SMA(length) of divisor · (hl2 − previous hl2) · (high − low) / volume, 0 for
---bars without volume; hl2 = (high + low) / 2. NaN until warm.
---@param length? integer Bars of the average. Default: 14.
---@param divisor? number Unit of volume, chosen so that the values are handy. Default: 10000.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.eom(length, divisor, options) end

---Price-volume trend. Σ volume · (close − previous close) / previous close over all bars, from 0
---on the first; bars after a close of 0 add nothing. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.pvt(options) end

---Negative volume index. From 1 on the first bar, times close / previous close on each bar with
---less volume than the bar before; bars at or after a close of 0 leave it. Others begin with 1000
---or 100. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.nvi(options) end

---Positive volume index. From 1 on the first bar, times close / previous close on each bar with
---more volume than the bar before; bars at or after a close of 0 leave it. Others begin with 1000
---or 100. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.pvi(options) end

---Volume profile. Each bar’s volume counts in the row of its hlc3 = (high + low + close) / 3.
---point_of_control is the middle of the row with the most volume, the lowest of equals. From there
---the two rows above or the two below, whichever have more volume, join the value area (those
---above if equal) until it has its share; its edges are value_area_high and value_area_low. NaN
---where no bar has volume. Every field is NaN until all of them are warm.
---@param length integer Bars of the profile.
---@param rows? integer Equal price rows between the lowest low and the highest high. Default: 24.
---@param value_area? number Percentage of the volume in the value area. Default: 70.
---@param options? BarIndicatorOptions Which bars it reads.
---@return VolumeProfileValue
function indicatorsClass.volume_profile(length, rows, value_area, options) end

---Pivot points of the previous day. Of the high H, low L and close C of the latest UTC day before
---the bar’s that has bars: pivot P = (H + L + C) / 3. traditional: r1 = 2P − L, s1 = 2P − H, r2,
---s2 = P ± (H − L), r3 = H + 2(P − L), s3 = L − 2(H − P); classic: the same, but r3, s3 = P ± 2(H
---− L); fibonacci: P ± 0.382, 0.618 and 1 times (H − L); camarilla: C ± 1.1/12, 1.1/6 and 1.1/4
---times (H − L). NaN until the first day has passed; it counts only if its first bar opens at
---00:00 UTC. Every field is NaN until all of them are warm.
---@param method? "traditional"|"classic"|"fibonacci"|"camarilla" How the levels are made. Default: "traditional".
---@param options? BarIndicatorOptions Which bars it reads.
---@return PivotPointsValue
function indicatorsClass.pivot_points(method, options) end

---Swing high. The high of the latest confirmed swing high, and how many bars ago it was: a bar
---whose high no bar of the `left` before exceeds and none of the `right` after reaches. bars_since
---is `right` on the bar that confirms it. NaN before the first, which may come any time after the
---warm-up. Every field is NaN until all of them are warm.
---@param left? integer Bars before it that it stands out from. Default: 10.
---@param right? integer Bars after it, which confirm it. Default: 10.
---@param options? BarIndicatorOptions Which bars it reads.
---@return PivotHighValue
function indicatorsClass.pivot_high(left, right, options) end

---Swing low. The low of the latest confirmed swing low, and how many bars ago it was: a bar whose
---low no bar of the `left` before undercuts and none of the `right` after reaches. bars_since is
---`right` on the bar that confirms it. NaN before the first, which may come any time after the
---warm-up. Every field is NaN until all of them are warm.
---@param left? integer Bars before it that it stands out from. Default: 10.
---@param right? integer Bars after it, which confirm it. Default: 10.
---@param options? BarIndicatorOptions Which bars it reads.
---@return PivotLowValue
function indicatorsClass.pivot_low(left, right, options) end

---ZigZag, confirmed points. The latest confirmed turning point: its price, direction 1 for a high
---and −1 for a low, and how many bars ago it was. The highest high since the last low is confirmed
---by the first later bar whose low is `deviation` percent or more below it, which is then the
---lowest so far; lows likewise. A bar that extends a leg does not also end it, as the order of its
---prices is not known. NaN before the first, which may come any time after the warm-up. Every
---field is NaN until all of them are warm.
---@param deviation? number Percentage of its price that price must go away from a point to confirm it. Default: 5.
---@param options? BarIndicatorOptions Which bars it reads.
---@return ZigzagValue
function indicatorsClass.zigzag(deviation, options) end

---Ichimoku cloud. conversion and base are the middles between the highest high and the lowest low
---of their bars. span_a = (conversion + base) / 2 and span_b = that middle over `span` bars, both
---as they were displacement − 1 bars ago, as on TradingView’s chart. Where others count 26 bars
---without the bar itself, displacement = 27 gives theirs. Every field is NaN until all of them are
---warm.
---@param conversion? integer Bars of the conversion line. Default: 9.
---@param base? integer Bars of the base line. Default: 26.
---@param span? integer Bars of the second edge of the cloud. Default: 52.
---@param displacement? integer Bars the cloud is drawn ahead, its own bar being the first. Default: 26.
---@param options? BarIndicatorOptions Which bars it reads.
---@return IchimokuValue
function indicatorsClass.ichimoku(conversion, base, span, displacement, options) end

---Heikin-Ashi bars. close = (open + high + low + close) / 4 of the bar; open = the middle between
---the previous Heikin-Ashi open and close, of the bar’s own on the first; high and low = the
---extremes of the bar’s high and low, and the Heikin-Ashi open and close. Every field is NaN until
---all of them are warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return HeikinAshiValue
function indicatorsClass.heikin_ashi(options) end

---Highest value. The greatest of the last `length` values. NaN until warm.
---@param length integer Bars to look at, the latest included.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.highest(length, options) end

---Lowest value. The least of the last `length` values. NaN until warm.
---@param length integer Bars to look at, the latest included.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.lowest(length, options) end

---Bars since the highest value. How many bars ago the greatest of the last `length` values was, 0
---for the latest; of equal ones the latest counts. TradingView’s highestbars is the negative of
---it, TA-Lib’s MAXINDEX the index of the same bar. NaN until warm.
---@param length integer Bars to look at, the latest included.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.bars_since_highest(length, options) end

---Bars since the lowest value. How many bars ago the least of the last `length` values was, 0 for
---the latest; of equal ones the latest counts. TradingView’s lowestbars is the negative of it,
---TA-Lib’s MININDEX the index of the same bar. NaN until warm.
---@param length integer Bars to look at, the latest included.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.bars_since_lowest(length, options) end

---Rolling median. The middle one of the last `length` values, or the mean of the two middle ones.
---NaN until warm.
---@param length integer Bars to look at.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.median(length, options) end

---Rolling quantile. The value at place fraction · (length − 1) of the last `length` values in
---order, counted from 0; between two places, that much of the way from one value to the next. NaN
---until warm.
---@param length integer Bars to look at.
---@param fraction number Of the values, those below: 0 gives the lowest, 0.5 the median, 1 the highest.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.quantile(length, fraction, options) end

---Percent rank. The percentage of the `length` values before the latest that are at most the
---latest. NaN until warm.
---@param length integer Earlier bars to compare with.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.percent_rank(length, options) end

---Z-score. (value − mean) / population standard deviation (divisor `length`) of the last `length`
---values, the latest included; 0 where they are all equal. NaN until warm.
---@param length integer Bars of the mean and the deviation.
---@param options? IndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.z_score(length, options) end

---Pearson’s correlation coefficient. covariance / √(variance · variance) of the last `length`
---values of both symbols, 0 where one of them did not move. TA-Lib calls variances none below an
---absolute threshold; here only those of nothing are. NaN until warm.
---@param length? integer Bars to look at. Default: 30.
---@param options PairIndicatorOptions The other symbol, and which bars it reads.
---@return number
function indicatorsClass.correl(length, options) end

---Beta. The slope of this symbol’s returns over the other’s: covariance / variance of the other’s,
---of the last `length` returns from bar to bar (0 after a price of 0); 0 where the other did not
---move. That is TA-Lib’s BETA with the other symbol, the market, as its first series. NaN until
---warm.
---@param length? integer Returns to look at. Default: 5.
---@param options PairIndicatorOptions The other symbol, and which bars it reads.
---@return number
function indicatorsClass.beta(length, options) end

---Doji (candlestick pattern). 100 for a doji. A body is long or short against the mean body of the
---10 bars before it, a doji’s at most a tenth of their mean height, a shadow none below a tenth of
---it; near, far and equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The trend
---before is not looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_doji(options) end

---Long-legged doji (candlestick pattern). 100 for a doji with a shadow longer than its body. A
---body is long or short against the mean body of the 10 bars before it, a doji’s at most a tenth
---of their mean height, a shadow none below a tenth of it; near, far and equal are 0.2, 0.6 and
---0.05 of the mean height of the 5 bars before. The trend before is not looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_long_legged_doji(options) end

---Dragonfly doji (candlestick pattern). 100 for a doji without upper and with a lower shadow. A
---body is long or short against the mean body of the 10 bars before it, a doji’s at most a tenth
---of their mean height, a shadow none below a tenth of it; near, far and equal are 0.2, 0.6 and
---0.05 of the mean height of the 5 bars before. The trend before is not looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_dragonfly_doji(options) end

---Gravestone doji (candlestick pattern). 100 for a doji without lower and with an upper shadow. A
---body is long or short against the mean body of the 10 bars before it, a doji’s at most a tenth
---of their mean height, a shadow none below a tenth of it; near, far and equal are 0.2, 0.6 and
---0.05 of the mean height of the 5 bars before. The trend before is not looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_gravestone_doji(options) end

---Takuri (candlestick pattern). 100 for a doji without upper shadow and with a lower one over
---twice its body. A body is long or short against the mean body of the 10 bars before it, a doji’s
---at most a tenth of their mean height, a shadow none below a tenth of it; near, far and equal are
---0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The trend before is not looked at.
---NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_takuri(options) end

---Rickshaw man (candlestick pattern). 100 for a doji near the middle of its candle, both shadows
---longer than its body. A body is long or short against the mean body of the 10 bars before it, a
---doji’s at most a tenth of their mean height, a shadow none below a tenth of it; near, far and
---equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The trend before is not
---looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_rickshaw_man(options) end

---Marubozu (candlestick pattern). 100 (white) or −100 (black) for a long body without shadows. A
---body is long or short against the mean body of the 10 bars before it, a doji’s at most a tenth
---of their mean height, a shadow none below a tenth of it; near, far and equal are 0.2, 0.6 and
---0.05 of the mean height of the 5 bars before. The trend before is not looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_marubozu(options) end

---Closing marubozu (candlestick pattern). 100 (white) or −100 (black) for a long body without
---shadow beyond its close. A body is long or short against the mean body of the 10 bars before it,
---a doji’s at most a tenth of their mean height, a shadow none below a tenth of it; near, far and
---equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The trend before is not
---looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_closing_marubozu(options) end

---Belt-hold (candlestick pattern). 100 (white) or −100 (black) for a long body without shadow
---beyond its open. A body is long or short against the mean body of the 10 bars before it, a
---doji’s at most a tenth of their mean height, a shadow none below a tenth of it; near, far and
---equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The trend before is not
---looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_belt_hold(options) end

---Long line (candlestick pattern). 100 (white) or −100 (black) for a long body with two short
---shadows: below half the mean of both shadows together over the 10 bars before. A body is long or
---short against the mean body of the 10 bars before it, a doji’s at most a tenth of their mean
---height, a shadow none below a tenth of it; near, far and equal are 0.2, 0.6 and 0.05 of the mean
---height of the 5 bars before. The trend before is not looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_long_line(options) end

---Short line (candlestick pattern). 100 (white) or −100 (black) for a short body with two short
---shadows: below half the mean of both shadows together over the 10 bars before. A body is long or
---short against the mean body of the 10 bars before it, a doji’s at most a tenth of their mean
---height, a shadow none below a tenth of it; near, far and equal are 0.2, 0.6 and 0.05 of the mean
---height of the 5 bars before. The trend before is not looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_short_line(options) end

---Spinning top (candlestick pattern). 100 (white) or −100 (black) for a short body with both
---shadows longer than it. A body is long or short against the mean body of the 10 bars before it,
---a doji’s at most a tenth of their mean height, a shadow none below a tenth of it; near, far and
---equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The trend before is not
---looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_spinning_top(options) end

---High-wave candle (candlestick pattern). 100 (white) or −100 (black) for a short body, both
---shadows over twice as long. A body is long or short against the mean body of the 10 bars before
---it, a doji’s at most a tenth of their mean height, a shadow none below a tenth of it; near, far
---and equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The trend before is not
---looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_high_wave(options) end

---Hammer (candlestick pattern). 100 for a short body below or near the previous low, without upper
---shadow, the lower one longer than the body. A body is long or short against the mean body of the
---10 bars before it, a doji’s at most a tenth of their mean height, a shadow none below a tenth of
---it; near, far and equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The trend
---before is not looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_hammer(options) end

---Hanging man (candlestick pattern). −100 for a short body above or near the previous high,
---without upper shadow, the lower one longer than the body. A body is long or short against the
---mean body of the 10 bars before it, a doji’s at most a tenth of their mean height, a shadow none
---below a tenth of it; near, far and equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars
---before. The trend before is not looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_hanging_man(options) end

---Inverted hammer (candlestick pattern). 100 for a short body wholly below the previous body,
---without lower shadow, the upper one longer than the body. A body is long or short against the
---mean body of the 10 bars before it, a doji’s at most a tenth of their mean height, a shadow none
---below a tenth of it; near, far and equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars
---before. The trend before is not looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_inverted_hammer(options) end

---Shooting star (candlestick pattern). −100 for a short body wholly above the previous body,
---without lower shadow, the upper one longer than the body. A body is long or short against the
---mean body of the 10 bars before it, a doji’s at most a tenth of their mean height, a shadow none
---below a tenth of it; near, far and equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars
---before. The trend before is not looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_shooting_star(options) end

---Engulfing pattern (candlestick pattern). 100 (white) or −100 (black) for a body that engulfs the
---previous one of the other colour; 80 or −80 if they match at one end. A body is long or short
---against the mean body of the 10 bars before it, a doji’s at most a tenth of their mean height, a
---shadow none below a tenth of it; near, far and equal are 0.2, 0.6 and 0.05 of the mean height of
---the 5 bars before. The trend before is not looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_engulfing(options) end

---Harami (candlestick pattern). 100 for a body that is not long inside the long black one before,
---−100 inside a long white one; 80 or −80 if they match at one end. A body is long or short
---against the mean body of the 10 bars before it, a doji’s at most a tenth of their mean height, a
---shadow none below a tenth of it; near, far and equal are 0.2, 0.6 and 0.05 of the mean height of
---the 5 bars before. The trend before is not looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_harami(options) end

---Harami cross (candlestick pattern). 100 for a doji inside the long black body before, −100
---inside a long white one; 80 or −80 if they match at one end. A body is long or short against the
---mean body of the 10 bars before it, a doji’s at most a tenth of their mean height, a shadow none
---below a tenth of it; near, far and equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars
---before. The trend before is not looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_harami_cross(options) end

---Homing pigeon (candlestick pattern). 100 for a black body that is not long inside the long black
---one before. A body is long or short against the mean body of the 10 bars before it, a doji’s at
---most a tenth of their mean height, a shadow none below a tenth of it; near, far and equal are
---0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The trend before is not looked at.
---NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_homing_pigeon(options) end

---Piercing pattern (candlestick pattern). 100 for a long black body, then a long white one that
---opens below its low and closes above its middle but below its open. A body is long or short
---against the mean body of the 10 bars before it, a doji’s at most a tenth of their mean height, a
---shadow none below a tenth of it; near, far and equal are 0.2, 0.6 and 0.05 of the mean height of
---the 5 bars before. The trend before is not looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_piercing(options) end

---Dark cloud cover (candlestick pattern). −100 for a long white body, then a black one that opens
---above its high and closes above its open, but more than `penetration` of the body below its
---close. A body is long or short against the mean body of the 10 bars before it, a doji’s at most
---a tenth of their mean height, a shadow none below a tenth of it; near, far and equal are 0.2,
---0.6 and 0.05 of the mean height of the 5 bars before. The trend before is not looked at. NaN
---until warm.
---@param penetration? number How far, as a fraction of the first long body, the close goes into it. Default: 0.5.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_dark_cloud_cover(penetration, options) end

---On-neck (candlestick pattern). −100 for a long black body, then a white one that opens below its
---low and closes equal to it. A body is long or short against the mean body of the 10 bars before
---it, a doji’s at most a tenth of their mean height, a shadow none below a tenth of it; near, far
---and equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The trend before is not
---looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_on_neck(options) end

---In-neck (candlestick pattern). −100 for a long black body, then a white one that opens below its
---low and closes at its close or just above, by no more than what counts as equal. A body is long
---or short against the mean body of the 10 bars before it, a doji’s at most a tenth of their mean
---height, a shadow none below a tenth of it; near, far and equal are 0.2, 0.6 and 0.05 of the mean
---height of the 5 bars before. The trend before is not looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_in_neck(options) end

---Thrusting pattern (candlestick pattern). −100 for a long black body, then a white one that opens
---below its low and closes in its lower half, above what counts as equal to its close. A body is
---long or short against the mean body of the 10 bars before it, a doji’s at most a tenth of their
---mean height, a shadow none below a tenth of it; near, far and equal are 0.2, 0.6 and 0.05 of the
---mean height of the 5 bars before. The trend before is not looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_thrusting(options) end

---Counterattack (candlestick pattern). 100 (white) or −100 (black) for a long body after a long
---one of the other colour, with an equal close. A body is long or short against the mean body of
---the 10 bars before it, a doji’s at most a tenth of their mean height, a shadow none below a
---tenth of it; near, far and equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars before.
---The trend before is not looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_counterattack(options) end

---Separating lines (candlestick pattern). 100 (white) or −100 (black) for a long body without
---shadow beyond its open, which is equal to the open of the candle of the other colour before. A
---body is long or short against the mean body of the 10 bars before it, a doji’s at most a tenth
---of their mean height, a shadow none below a tenth of it; near, far and equal are 0.2, 0.6 and
---0.05 of the mean height of the 5 bars before. The trend before is not looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_separating_lines(options) end

---Kicking (candlestick pattern). 100 for a black marubozu, then a white one wholly above it; −100
---for a white one, then a black one wholly below it. A body is long or short against the mean body
---of the 10 bars before it, a doji’s at most a tenth of their mean height, a shadow none below a
---tenth of it; near, far and equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars before.
---The trend before is not looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_kicking(options) end

---Kicking by length (candlestick pattern). As kicking, but with the sign of the longer body, the
---first’s where they are equal. A body is long or short against the mean body of the 10 bars
---before it, a doji’s at most a tenth of their mean height, a shadow none below a tenth of it;
---near, far and equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The trend
---before is not looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_kicking_by_length(options) end

---Matching low (candlestick pattern). 100 for a black body after a black one, with an equal close.
---A body is long or short against the mean body of the 10 bars before it, a doji’s at most a tenth
---of their mean height, a shadow none below a tenth of it; near, far and equal are 0.2, 0.6 and
---0.05 of the mean height of the 5 bars before. The trend before is not looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_matching_low(options) end

---Morning star (candlestick pattern). 100 for a long black body, a body below it that is not long,
---and a long white one that closes more than `penetration` of the first body above its close. A
---body is long or short against the mean body of the 10 bars before it, a doji’s at most a tenth
---of their mean height, a shadow none below a tenth of it; near, far and equal are 0.2, 0.6 and
---0.05 of the mean height of the 5 bars before. The trend before is not looked at. NaN until warm.
---@param penetration? number How far, as a fraction of the first long body, the close goes into it. Default: 0.3.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_morning_star(penetration, options) end

---Morning doji star (candlestick pattern). 100 for a long black body, a doji below it, and a long
---white body that closes more than `penetration` of the first body above its close. A body is long
---or short against the mean body of the 10 bars before it, a doji’s at most a tenth of their mean
---height, a shadow none below a tenth of it; near, far and equal are 0.2, 0.6 and 0.05 of the mean
---height of the 5 bars before. The trend before is not looked at. NaN until warm.
---@param penetration? number How far, as a fraction of the first long body, the close goes into it. Default: 0.3.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_morning_doji_star(penetration, options) end

---Evening star (candlestick pattern). −100 for a long white body, a body above it that is not
---long, and a long black one that closes more than `penetration` of the first body below its
---close. A body is long or short against the mean body of the 10 bars before it, a doji’s at most
---a tenth of their mean height, a shadow none below a tenth of it; near, far and equal are 0.2,
---0.6 and 0.05 of the mean height of the 5 bars before. The trend before is not looked at. NaN
---until warm.
---@param penetration? number How far, as a fraction of the first long body, the close goes into it. Default: 0.3.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_evening_star(penetration, options) end

---Evening doji star (candlestick pattern). −100 for a long white body, a doji above it, and a long
---black body that closes more than `penetration` of the first body below its close. A body is long
---or short against the mean body of the 10 bars before it, a doji’s at most a tenth of their mean
---height, a shadow none below a tenth of it; near, far and equal are 0.2, 0.6 and 0.05 of the mean
---height of the 5 bars before. The trend before is not looked at. NaN until warm.
---@param penetration? number How far, as a fraction of the first long body, the close goes into it. Default: 0.3.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_evening_doji_star(penetration, options) end

---Abandoned baby (candlestick pattern). 100 for a morning doji star, −100 for an evening doji
---star, whose doji does not overlap either neighbour, shadows included. A body is long or short
---against the mean body of the 10 bars before it, a doji’s at most a tenth of their mean height, a
---shadow none below a tenth of it; near, far and equal are 0.2, 0.6 and 0.05 of the mean height of
---the 5 bars before. The trend before is not looked at. NaN until warm.
---@param penetration? number How far, as a fraction of the first long body, the close goes into it. Default: 0.3.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_abandoned_baby(penetration, options) end

---Doji star (candlestick pattern). 100 for a doji below a long black body, −100 for one above a
---long white body. A body is long or short against the mean body of the 10 bars before it, a
---doji’s at most a tenth of their mean height, a shadow none below a tenth of it; near, far and
---equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The trend before is not
---looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_doji_star(options) end

---Tristar (candlestick pattern). 100 for three doji, the second below the first and the third not
---as low as the second; −100 for the second above and the third not as high. All are measured by
---the bars before the first. A body is long or short against the mean body of the 10 bars before
---it, a doji’s at most a tenth of their mean height, a shadow none below a tenth of it; near, far
---and equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The trend before is not
---looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_tristar(options) end

---Three inside up and down (candlestick pattern). 100 for a long black body, one inside it that is
---not long, and a white one that closes above the first’s open; −100 for its mirror image. A body
---is long or short against the mean body of the 10 bars before it, a doji’s at most a tenth of
---their mean height, a shadow none below a tenth of it; near, far and equal are 0.2, 0.6 and 0.05
---of the mean height of the 5 bars before. The trend before is not looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl3_inside(options) end

---Three outside up and down (candlestick pattern). 100 for a white body that engulfs the black one
---before, then a higher close; −100 for a black one that engulfs a white one, then a lower close.
---A body is long or short against the mean body of the 10 bars before it, a doji’s at most a tenth
---of their mean height, a shadow none below a tenth of it; near, far and equal are 0.2, 0.6 and
---0.05 of the mean height of the 5 bars before. The trend before is not looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl3_outside(options) end

---Three stars in the south (candlestick pattern). 100 for three black candles: long with a lower
---shadow over its body; a smaller body that opens within the first candle above its close and has
---a lower but not the lowest low; a short marubozu within the second candle. A body is long or
---short against the mean body of the 10 bars before it, a doji’s at most a tenth of their mean
---height, a shadow none below a tenth of it; near, far and equal are 0.2, 0.6 and 0.05 of the mean
---height of the 5 bars before. The trend before is not looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl3_stars_in_south(options) end

---Unique three river (candlestick pattern). 100 for a long black body, a black one that closes
---above its close, opens no higher and has a lower low, and a short white one that opens above
---that low. A body is long or short against the mean body of the 10 bars before it, a doji’s at
---most a tenth of their mean height, a shadow none below a tenth of it; near, far and equal are
---0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The trend before is not looked at.
---NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_unique3_river(options) end

---Stick sandwich (candlestick pattern). 100 for a black candle, a white one wholly above its
---close, and a black one with an equal close. A body is long or short against the mean body of the
---10 bars before it, a doji’s at most a tenth of their mean height, a shadow none below a tenth of
---it; near, far and equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The trend
---before is not looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_stick_sandwich(options) end

---Three advancing white soldiers (candlestick pattern). 100 for three white candles without upper
---shadow, each closing higher and opening in or near the body before, none far shorter than it,
---the last not short. A body is long or short against the mean body of the 10 bars before it, a
---doji’s at most a tenth of their mean height, a shadow none below a tenth of it; near, far and
---equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The trend before is not
---looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl3_white_soldiers(options) end

---Advance block (candlestick pattern). −100 for three white candles, each closing higher and
---opening in or near the body before, the first long with a short upper shadow, that tire: the
---second far shorter and the third not longer; or the third far shorter; or ever shorter with an
---upper shadow that is not short; or the third shorter with an upper shadow over its body. A body
---is long or short against the mean body of the 10 bars before it, a doji’s at most a tenth of
---their mean height, a shadow none below a tenth of it; near, far and equal are 0.2, 0.6 and 0.05
---of the mean height of the 5 bars before. The trend before is not looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_advance_block(options) end

---Stalled pattern (candlestick pattern). −100 for three white candles, each closing higher: two
---long ones, the second without upper shadow and opening in or near the first’s body, and a short
---one near or above its close. A body is long or short against the mean body of the 10 bars before
---it, a doji’s at most a tenth of their mean height, a shadow none below a tenth of it; near, far
---and equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The trend before is not
---looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_stalled_pattern(options) end

---Two crows (candlestick pattern). −100 for a long white body, a black one wholly above it, and a
---black one that opens within the second’s body and closes within the first’s. A body is long or
---short against the mean body of the 10 bars before it, a doji’s at most a tenth of their mean
---height, a shadow none below a tenth of it; near, far and equal are 0.2, 0.6 and 0.05 of the mean
---height of the 5 bars before. The trend before is not looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl2_crows(options) end

---Upside gap two crows (candlestick pattern). −100 for a long white body, a black one wholly above
---it that is not long, and a black one that engulfs the second and closes above the first’s close.
---A body is long or short against the mean body of the 10 bars before it, a doji’s at most a tenth
---of their mean height, a shadow none below a tenth of it; near, far and equal are 0.2, 0.6 and
---0.05 of the mean height of the 5 bars before. The trend before is not looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_upside_gap2_crows(options) end

---Three black crows (candlestick pattern). −100 for a white candle, then three black ones without
---lower shadow, each closing lower: the first below the white one’s high, the others opening
---within the body before. A body is long or short against the mean body of the 10 bars before it,
---a doji’s at most a tenth of their mean height, a shadow none below a tenth of it; near, far and
---equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The trend before is not
---looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl3_black_crows(options) end

---Identical three crows (candlestick pattern). −100 for three black candles without lower shadow,
---each closing lower and opening equal to the close before. A body is long or short against the
---mean body of the 10 bars before it, a doji’s at most a tenth of their mean height, a shadow none
---below a tenth of it; near, far and equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars
---before. The trend before is not looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_identical3_crows(options) end

---Tasuki gap (candlestick pattern). 100 for a white body above the one before it, then a black one
---of near its size that opens within it and closes in the gap; −100 for its mirror image. A body
---is long or short against the mean body of the 10 bars before it, a doji’s at most a tenth of
---their mean height, a shadow none below a tenth of it; near, far and equal are 0.2, 0.6 and 0.05
---of the mean height of the 5 bars before. The trend before is not looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_tasuki_gap(options) end

---Up- and down-gap side-by-side white lines (candlestick pattern). 100 for two white bodies above
---the one before them, of near the same size and with equal opens; −100 where they are below it. A
---body is long or short against the mean body of the 10 bars before it, a doji’s at most a tenth
---of their mean height, a shadow none below a tenth of it; near, far and equal are 0.2, 0.6 and
---0.05 of the mean height of the 5 bars before. The trend before is not looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_gap_side_side_white(options) end

---Upside and downside gap three methods (candlestick pattern). 100 for two white bodies, the
---second above the first, then a black one that opens within the second and closes within the
---first; −100 for its mirror image. A body is long or short against the mean body of the 10 bars
---before it, a doji’s at most a tenth of their mean height, a shadow none below a tenth of it;
---near, far and equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The trend
---before is not looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_xside_gap3_methods(options) end

---Three-line strike (candlestick pattern). 100 for three white candles, each closing higher and
---opening in or near the body before, then a black one from above the last close to below the
---first open; −100 for its mirror image. A body is long or short against the mean body of the 10
---bars before it, a doji’s at most a tenth of their mean height, a shadow none below a tenth of
---it; near, far and equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The trend
---before is not looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl3_line_strike(options) end

---Concealing baby swallow (candlestick pattern). 100 for four black candles: two marubozus; one
---whose body is below the second’s and whose upper shadow reaches above its close; one that
---engulfs the third, shadows included. A body is long or short against the mean body of the 10
---bars before it, a doji’s at most a tenth of their mean height, a shadow none below a tenth of
---it; near, far and equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The trend
---before is not looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_conceal_babys_wall(options) end

---Ladder bottom (candlestick pattern). 100 for three black candles with ever lower opens and
---closes, a black one with an upper shadow, and a white one that opens above its open and closes
---above its high. A body is long or short against the mean body of the 10 bars before it, a doji’s
---at most a tenth of their mean height, a shadow none below a tenth of it; near, far and equal are
---0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The trend before is not looked at.
---NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_ladder_bottom(options) end

---Breakaway (candlestick pattern). 100 for a long black body, a black one below it, a candle of
---either colour and a black one with ever lower highs and lows, and a white one that closes in the
---gap; −100 for its mirror image. A body is long or short against the mean body of the 10 bars
---before it, a doji’s at most a tenth of their mean height, a shadow none below a tenth of it;
---near, far and equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars before. The trend
---before is not looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_breakaway(options) end

---Mat hold (candlestick pattern). 100 for a long white body, a short black one above it, two short
---ones that sink into it, no deeper than `penetration` of it, and a white one that opens above the
---last close and closes above the highs of all three. A body is long or short against the mean
---body of the 10 bars before it, a doji’s at most a tenth of their mean height, a shadow none
---below a tenth of it; near, far and equal are 0.2, 0.6 and 0.05 of the mean height of the 5 bars
---before. The trend before is not looked at. NaN until warm.
---@param penetration? number How far, as a fraction of the first long body, the close goes into it. Default: 0.5.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_mat_hold(penetration, options) end

---Rising and falling three methods (candlestick pattern). 100 for a long white body, three short
---black ones that reach into its candle, each closing lower, and a long white one that opens above
---the last close and closes above the first; −100 for its mirror image. A body is long or short
---against the mean body of the 10 bars before it, a doji’s at most a tenth of their mean height, a
---shadow none below a tenth of it; near, far and equal are 0.2, 0.6 and 0.05 of the mean height of
---the 5 bars before. The trend before is not looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_rise_fall3_methods(options) end

---Hikkake pattern (candlestick pattern). 100 for a bar with a lower high and low after a bar
---inside the one before it, −100 for one with a higher high and low; 200 or −200 where, up to
---three bars later, a close beyond the inside bar’s other end confirms it. A body is long or short
---against the mean body of the 10 bars before it, a doji’s at most a tenth of their mean height, a
---shadow none below a tenth of it; near, far and equal are 0.2, 0.6 and 0.05 of the mean height of
---the 5 bars before. The trend before is not looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_hikkake(options) end

---Modified hikkake pattern (candlestick pattern). 100 for a bar with a lower high and low after
---two bars, each inside the one before it, the first of them closing near its low; −100 for one
---with a higher high and low, the first closing near its high; 200 or −200 where, up to three bars
---later, a close beyond the inside bar’s other end confirms it. A body is long or short against
---the mean body of the 10 bars before it, a doji’s at most a tenth of their mean height, a shadow
---none below a tenth of it; near, far and equal are 0.2, 0.6 and 0.05 of the mean height of the 5
---bars before. The trend before is not looked at. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.cdl_hikkake_mod(options) end

---What an indicator reads.
---@class (exact) IndicatorOptions
---@field source? Operand The series it reads: a source's name, or another indicator as a list (its first output). Default: "close".
---@field timeframe? Timeframe Another timeframe's bars; one below the data's is an error. Default: the strategy's.
---@field offset? integer How many bars of that timeframe back. Default: 0.
---@field symbol? string Another symbol of the same run. Default: the slot's.

---Which bars an indicator reads that needs whole bars; it takes no source.
---@class (exact) BarIndicatorOptions
---@field timeframe? Timeframe Another timeframe's bars; one below the data's is an error. Default: the strategy's.
---@field offset? integer How many bars of that timeframe back. Default: 0.
---@field symbol? string Another symbol of the same run. Default: the slot's.

---What an indicator reads that compares the slot's symbol with another. Beside each own bar stands
---the other's latest bar of that timeframe that had closed by then.
---@class (exact) PairIndicatorOptions
---@field symbol string The other symbol, of the same run.
---@field source? Operand What it reads of both: a source's name, or an indicator as a list. Default: "close".
---@field timeframe? Timeframe Another timeframe's bars; one below the data's is an error. Default: the strategy's.
---@field offset? integer How many bars of that timeframe back. Default: 0.

---What `mama` returns. Every field is NaN until all of them are warm.
---@class MamaValue
---@field mama number MESA adaptive moving average: mama.
---@field fama number MESA adaptive moving average: fama.

---What `macd` returns. Every field is NaN until all of them are warm.
---@class MacdValue
---@field macd number Moving average convergence/divergence: macd.
---@field signal number Moving average convergence/divergence: signal.
---@field histogram number Moving average convergence/divergence: histogram.

---What `stochastic` returns. Every field is NaN until all of them are warm.
---@class StochasticValue
---@field k number Stochastic oscillator: k.
---@field d number Stochastic oscillator: d.

---What `stochrsi` returns. Every field is NaN until all of them are warm.
---@class StochrsiValue
---@field k number Stochastic RSI, the fast one: k.
---@field d number Stochastic RSI, the fast one: d.

---What `stochastic_rsi` returns. Every field is NaN until all of them are warm.
---@class StochasticRsiValue
---@field k number Stochastic RSI, the slow one: k.
---@field d number Stochastic RSI, the slow one: d.

---What `macdext` returns. Every field is NaN until all of them are warm.
---@class MacdextValue
---@field macd number MACD with a choice of averages: macd.
---@field signal number MACD with a choice of averages: signal.
---@field histogram number MACD with a choice of averages: histogram.

---What `tsi` returns. Every field is NaN until all of them are warm.
---@class TsiValue
---@field tsi number True strength index: tsi.
---@field signal number True strength index: signal.

---What `stochf` returns. Every field is NaN until all of them are warm.
---@class StochfValue
---@field k number Fast stochastic oscillator: k.
---@field d number Fast stochastic oscillator: d.

---What `aroon` returns. Every field is NaN until all of them are warm.
---@class AroonValue
---@field up number Aroon: up.
---@field down number Aroon: down.

---What `vortex` returns. Every field is NaN until all of them are warm.
---@class VortexValue
---@field plus number Vortex indicator: plus.
---@field minus number Vortex indicator: minus.

---What `fisher` returns. Every field is NaN until all of them are warm.
---@class FisherValue
---@field fisher number Fisher transform: fisher.
---@field trigger number Fisher transform: trigger.

---What `ht_phasor` returns. Every field is NaN until all of them are warm.
---@class HtPhasorValue
---@field in_phase number Hilbert transform phasor components: in_phase.
---@field quadrature number Hilbert transform phasor components: quadrature.

---What `ht_sine` returns. Every field is NaN until all of them are warm.
---@class HtSineValue
---@field sine number Hilbert transform sine wave: sine.
---@field lead_sine number Hilbert transform sine wave: lead_sine.

---What `bollinger` returns. Every field is NaN until all of them are warm.
---@class BollingerValue
---@field upper number Bollinger bands: upper.
---@field middle number Bollinger bands: middle.
---@field lower number Bollinger bands: lower.

---What `keltner` returns. Every field is NaN until all of them are warm.
---@class KeltnerValue
---@field upper number Keltner channel: upper.
---@field middle number Keltner channel: middle.
---@field lower number Keltner channel: lower.

---What `donchian` returns. Every field is NaN until all of them are warm.
---@class DonchianValue
---@field upper number Donchian channel: upper.
---@field middle number Donchian channel: middle.
---@field lower number Donchian channel: lower.

---What `accbands` returns. Every field is NaN until all of them are warm.
---@class AccbandsValue
---@field upper number Acceleration bands: upper.
---@field middle number Acceleration bands: middle.
---@field lower number Acceleration bands: lower.

---What `supertrend` returns. Every field is NaN until all of them are warm.
---@class SupertrendValue
---@field value number Supertrend: value.
---@field direction number Supertrend: direction.

---What `chandelier` returns. Every field is NaN until all of them are warm.
---@class ChandelierValue
---@field long number Chandelier exit: long.
---@field short number Chandelier exit: short.

---What `vwap_bands` returns. Every field is NaN until all of them are warm.
---@class VwapBandsValue
---@field upper number Bands around the volume-weighted average price: upper.
---@field vwap number Bands around the volume-weighted average price: vwap.
---@field lower number Bands around the volume-weighted average price: lower.

---What `volume_profile` returns. Every field is NaN until all of them are warm.
---@class VolumeProfileValue
---@field point_of_control number Volume profile: point_of_control.
---@field value_area_high number Volume profile: value_area_high.
---@field value_area_low number Volume profile: value_area_low.

---What `pivot_points` returns. Every field is NaN until all of them are warm.
---@class PivotPointsValue
---@field pivot number Pivot points of the previous day: pivot.
---@field r1 number Pivot points of the previous day: r1.
---@field r2 number Pivot points of the previous day: r2.
---@field r3 number Pivot points of the previous day: r3.
---@field s1 number Pivot points of the previous day: s1.
---@field s2 number Pivot points of the previous day: s2.
---@field s3 number Pivot points of the previous day: s3.

---What `pivot_high` returns. Every field is NaN until all of them are warm.
---@class PivotHighValue
---@field price number Swing high: price.
---@field bars_since number Swing high: bars_since.

---What `pivot_low` returns. Every field is NaN until all of them are warm.
---@class PivotLowValue
---@field price number Swing low: price.
---@field bars_since number Swing low: bars_since.

---What `zigzag` returns. Every field is NaN until all of them are warm.
---@class ZigzagValue
---@field price number ZigZag, confirmed points: price.
---@field direction number ZigZag, confirmed points: direction.
---@field bars_since number ZigZag, confirmed points: bars_since.

---What `ichimoku` returns. Every field is NaN until all of them are warm.
---@class IchimokuValue
---@field conversion number Ichimoku cloud: conversion.
---@field base number Ichimoku cloud: base.
---@field span_a number Ichimoku cloud: span_a.
---@field span_b number Ichimoku cloud: span_b.

---What `heikin_ashi` returns. Every field is NaN until all of them are warm.
---@class HeikinAshiValue
---@field open number Heikin-Ashi bars: open.
---@field high number Heikin-Ashi bars: high.
---@field low number Heikin-Ashi bars: low.
---@field close number Heikin-Ashi bars: close.

---An indicator of your own, defined while the script loads. Its code runs in the callback that
---first needs a value, on that callback's time, over all closed bars since the first, each once.
---@class (exact) IndicatorDefinition
---@field name string What it is called from then on; letters, digits and _. A name of the catalogue is refused, and names are never converted.
---@field description? string What it says, in a sentence.
---@field input? "bar"|"source" Whether each update gets a whole bar or one number: that of source=. Default: "bar".
---@field args? IndicatorArgument[] Its arguments, in the order of a call. Default: none.
---@field outputs? string[] The fields of its value, where it is not a single number. Default: one number.
---@field warmup integer|function How many bars yield the first value, or a function of the arguments that says so; before, it is NaN whatever an update returns.
---@field create function Begins one use: gets the arguments and returns the function that takes each bar (an IndicatorBar, or a number) and returns a number, a table or object with every output, or nothing where there is no value.

---An argument of an indicator of your own: a number, or one of a few words.
---@class (exact) IndicatorArgument
---@field name string What messages call it.
---@field description? string What it says.
---@field default? number|string What holds where it is left out; without a default it must be given.
---@field min? number The least it may be.
---@field max? number The most it may be.
---@field integer? boolean Whole numbers only. Default: false.
---@field choices? string[] The words that it may be, instead of a number.

---The bar that an indicator of your own takes: a copy, made for this update.
---@class IndicatorBar
---@field open_time number When the bar opened. Unit: ms UTC.
---@field open number Its first price.
---@field high number Its highest price.
---@field low number Its lowest price.
---@field close number Its last price.
---@field volume number What was traded in it. Unit: base units.

---One execution of an order or of a part of it.
---@class Fill
---@field side OrderSide Bought or sold.
---@field quantity number How much, always positive. Unit: base units (coins, shares).
---@field price number At which price, slippage included. Unit: quote currency.
---@field fee number The commission paid. Unit: quote currency.
---@field time number When. Unit: ms UTC.
---@field reason string The reason of the entry or exit: the one given, "stop", "target", …
---@field is_entry boolean It opened or enlarged the position; false for an exit.

---One round trip, from flat to flat. The fields are those of the backtest's JSON.
---@class Trade
---@field id integer The trade's number in this slot, from 1.
---@field side Side Long or short.
---@field quantity number The total entered. Unit: base units (coins, shares).
---@field entry_time number When it was entered. Unit: ms UTC.
---@field entry_price number Volume-weighted mean of the entries. Unit: quote currency.
---@field exit_time number When the last exit happened. Unit: ms UTC.
---@field exit_price number Volume-weighted mean of the exits. Unit: quote currency.
---@field fees number All commissions of the trade. Unit: quote currency.
---@field pnl number Profit or loss, net of fees. Unit: quote currency.
---@field ["return"] number pnl / (quantity × entry_price). In Lua write trade["return"]: the word is a keyword. Unit: fraction (0.01 is 1 %).
---@field bars_held integer Strategy bars closed from the entry to the exit.
---@field entry_reason string The reason given to action.enter, or "".
---@field exit_reason string stop, trail, target, end_of_data, liquidated, flatten, or the reason given to action.exit ("exit" without one).
---@field mae number The worst move from the entry, ≥ 0. Unit: fraction of the entry price.
---@field mfe number The best move from the entry, ≥ 0. Unit: fraction of the entry price.

---An order that was refused.
---@class RejectedOrder
---@field id integer The order's number in this slot.
---@field side OrderSide To buy or to sell.
---@field type OrderType How it was to be worked.
---@field quantity number What was asked for, before rounding; 0 where that is unknown. Unit: base units (coins, shares).
---@field price number? Its limit or trigger. Unit: quote currency. Nil for a market order.
---@field reason string Why it was refused.
---@field time number When. Unit: ms UTC.

---Set this table: what the host must know before it runs you.
---@type Strategy
strategy = {}

---Makes the values that callbacks return.
---@type Actions
action = {}

---Called in Watch: is there something worth a closer look? Return nothing to go on watching, or a
---table or object of your own: it becomes context.opportunity, and the state becomes CloseWatch.
---Its key `reason`, if there is one, becomes the reason of the transition.
---@param market Market The symbol at the moment of the decision.
---@param context Context The slot's own state and memory.
---@param indicators Indicators Indicators over closed bars.
---@return nil|false|table
function detect_opportunity(market, context, indicators) end

---Called in CloseWatch, from the strategy bar after the opportunity on: commit to it or not?
---Return nothing to go on waiting (until close_watch_timeout), action.enter to place an order, or
---action.abandon to go back to Watch. While an entry order rests it is still called, with
---context.pending_entry set.
---@param market Market The symbol at the moment of the decision.
---@param context Context The slot's own state and memory.
---@param indicators Indicators Indicators over closed bars.
---@return nil|false|Action
function filter_commitment(market, context, indicators) end

---Called in InTrade, from the first fill of the entry on: look after the position. Return nothing,
---one action, or a list of up to 8 of them. Stop and target are watched without it.
---@param market Market The symbol at the moment of the decision.
---@param context Context The slot's own state and memory.
---@param indicators Indicators Indicators over closed bars.
---@return nil|false|Action|Action[]
function manage_position(market, context, indicators) end

---Called once in the slot's life, before everything else; not after a reload or a restart.
---@param context Context The slot's own state and memory.
function on_init(context) end

---Called at each fill, before the bar's callback.
---@param fill Fill What was executed.
---@param context Context The slot's own state and memory.
function on_fill(fill, context) end

---Called when the position has become flat, after the on_fill of its last fill.
---@param trade Trade The finished round trip.
---@param context Context The slot's own state and memory.
function on_trade_closed(trade, context) end

---Called when an order is refused: its quantity came to zero, the risk gate or the venue said no.
---The state stays.
---@param order RejectedOrder The order, and why it was refused.
---@param context Context The slot's own state and memory.
function on_order_rejected(order, context) end

---The first call of new code after a hot reload: the place to bring context.data into a new shape.
---@param context Context The slot's own state and memory.
---@param previous_version string? The `version` of the code that was replaced; nil where it had none.
function on_reload(context, previous_version) end

---Defines an indicator of your own; returns it as a function: spread(indicators, 20). It is
---`indicators.spread(20)` and `{"spread", 20}` as well.
---@param definition IndicatorDefinition
---@return fun(indicators: Indicators, ...): any
function define_indicator(definition) end

---Writes a line to the log of the slot; the rate is limited.
function log(...) end
