-- __NAME__: trades the crossing of two moving averages, with a stop measured in average ranges.
--
--   Watch       the fast average crosses the slow one            → a closer look
--   CloseWatch  the price confirms it by leaving the crossing bar → enter, risking a fixed fraction
--   InTrade     the averages cross back, or stop or target is hit → out
--
-- Try it:   watchfire backtest scripts/__NAME__.lua --data FILE --symbol BTCUSDT
-- Check it: watchfire validate-script scripts/__NAME__.lua

strategy = {
  name = "__NAME__",
  version = "1",
  description = "EMA crossover with an ATR stop",
  timeframe = "15m",
  warmup = 60, -- bars before the first decision: enough for the slow average
  close_watch_timeout = "6 bars", -- an unconfirmed crossing is forgotten
  cooldown = 2, -- bars of rest after a trade
  params = {
    fast = { default = 12, min = 2, max = 50, step = 1, description = "Fast average, bars" },
    slow = { default = 36, min = 5, max = 200, step = 1, description = "Slow average, bars" },
    risk = { default = 0.01, min = 0.001, max = 0.05, description = "Equity lost at the stop" },
    stop = { default = 2, min = 0.5, max = 10, step = 0.5, description = "Stop, average ranges" },
    target = { default = 4, min = 0.5, max = 20, step = 0.5, description = "Target, average ranges" },
    shorts = { default = true, description = "Trade downward crossings too" },
  },
}

-- Watch: called on every closed bar. Returning a table moves on to CloseWatch.
function detect_opportunity(market, context, indicators)
  local params = context.params
  local fast, slow = { "ema", params.fast }, { "ema", params.slow }

  if indicators.crossed_above(fast, slow) then
    return { side = "long", level = market.high, reason = "crossed above" }
  end
  if params.shorts and indicators.crossed_below(fast, slow) then
    return { side = "short", level = market.low, reason = "crossed below" }
  end
end

-- CloseWatch: called until it enters or abandons, or the timeout passes.
function filter_commitment(market, context, indicators)
  local params, opportunity = context.params, context.opportunity
  local fast, slow = indicators.ema(params.fast), indicators.ema(params.slow)
  local range = indicators.atr(14)

  if opportunity.side == "long" then
    if fast < slow then
      return action.abandon("crossed back")
    end
    if market.close > opportunity.level then
      return action.enter {
        side = "long",
        risk = params.risk,
        stop = market.close - params.stop * range,
        target = market.close + params.target * range,
        reason = "confirmed",
      }
    end
  else
    if fast > slow then
      return action.abandon("crossed back")
    end
    if market.close < opportunity.level then
      return action.enter {
        side = "short",
        risk = params.risk,
        stop = market.close + params.stop * range,
        target = market.close - params.target * range,
        reason = "confirmed",
      }
    end
  end
end

-- InTrade: stop and target are watched by the host; here is what it cannot know.
function manage_position(_market, context, indicators)
  local params, position = context.params, context.position
  local fast, slow = indicators.ema(params.fast), indicators.ema(params.slow)

  local crossed_back
  if position.side == "long" then
    crossed_back = fast < slow
  else
    crossed_back = fast > slow
  end
  if crossed_back then
    return action.exit { reason = "crossed back" }
  end
end
