---@meta watchfire

-- The script API of Watchfire for the Lua language server.
-- Generated from sdk/api by `node host/tools/generate-sdk.ts`; do not edit.

---How long a strategy bar lasts.
---@alias Timeframe "1m"|"3m"|"5m"|"15m"|"30m"|"1h"|"2h"|"4h"|"6h"|"8h"|"12h"|"1d"

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

---Time since the session's open; the session of a venue that never closes opens at 00:00 UTC.
---Unit: seconds.
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

---Bollinger bands. middle = SMA(length); upper and lower = middle ± deviations · the population
---standard deviation (divisor `length`) of the same values. Every field is NaN until all of them
---are warm.
---@param length? integer Bars of the mean and the deviation. Default: 20.
---@param deviations? number Standard deviations from the middle to each band. Default: 2.
---@param options? IndicatorOptions Which bars it reads.
---@return BollingerValue
function indicatorsClass.bollinger(length, deviations, options) end

---Average true range. The average of max(high − low, |high − previous close|, |low − previous
---close|): the mean of the first `length` from the second bar on, then (average · (length − 1) +
---range) / length. NaN until warm.
---@param length? integer Bars of the average. Default: 14.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.atr(length, options) end

---Volume-weighted average price. Σ(hlc3 · volume) / Σ volume over the bars since 00:00 UTC of the
---bar’s day, hlc3 = (high + low + close) / 3; NaN while no volume has traded. NaN until warm.
---@param options? BarIndicatorOptions Which bars it reads.
---@return number
function indicatorsClass.vwap(options) end

---Stochastic oscillator. k = SMA(k_smoothing) of 100 · (close − lowest low) / (highest high −
---lowest low) over `length` bars, 0 where those are equal; d = SMA(d_smoothing) of k. Every field
---is NaN until all of them are warm.
---@param length? integer Bars of the highest high and lowest low. Default: 14.
---@param k_smoothing? integer Bars averaged into k. Default: 3.
---@param d_smoothing? integer Values of k averaged into d. Default: 3.
---@param options? BarIndicatorOptions Which bars it reads.
---@return StochasticValue
function indicatorsClass.stochastic(length, k_smoothing, d_smoothing, options) end

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

---What `macd` returns. Every field is NaN until all of them are warm.
---@class MacdValue
---@field macd number Moving average convergence/divergence: macd.
---@field signal number Moving average convergence/divergence: signal.
---@field histogram number Moving average convergence/divergence: histogram.

---What `bollinger` returns. Every field is NaN until all of them are warm.
---@class BollingerValue
---@field upper number Bollinger bands: upper.
---@field middle number Bollinger bands: middle.
---@field lower number Bollinger bands: lower.

---What `stochastic` returns. Every field is NaN until all of them are warm.
---@class StochasticValue
---@field k number Stochastic oscillator: k.
---@field d number Stochastic oscillator: d.

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

---Writes a line to the log of the slot; the rate is limited.
function log(...) end
