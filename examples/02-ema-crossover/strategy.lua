-- EMA crossover: follows the crossing of two averages in the direction of a third, slow one.
--
--   Watch       the fast average crosses the slow one, with the trend → a closer look
--   CloseWatch  a close beyond the crossing bar confirms it            → enter at the market
--   InTrade     stop to the entry at +1R; out when the averages cross back

strategy = {
  name = "ema-crossover",
  version = "1",
  description = "EMA crossover with a trend filter and an ATR stop",
  timeframe = "30m",
  warmup = 200, -- the trend average needs as many bars to mean anything
  close_watch_timeout = "4 bars", -- a crossing that nothing follows is forgotten
  params = {
    fast = { default = 9, min = 2, max = 50, step = 1, description = "Fast average, bars" },
    slow = { default = 21, min = 5, max = 200, step = 1, description = "Slow average, bars" },
    trend = { default = 200, min = 50, max = 400, step = 10, description = "Trend average, bars" },
    stop = { default = 2.5, min = 0.5, max = 10, step = 0.5, description = "Stop, average ranges" },
    risk = { default = 0.01, min = 0.001, max = 0.05, description = "Equity lost at the stop" },
    shorts = { default = true, description = "Trade downward crossings too" },
  },
}

function detect_opportunity(market, context, indicators)
  local params = context.params
  local fast, slow = { "ema", params.fast }, { "ema", params.slow }
  local trend = indicators.ema(params.trend)

  if market.close > trend and indicators.crossed_above(fast, slow) then
    return { side = "long", level = market.high, reason = "crossed above" }
  end
  if params.shorts and market.close < trend and indicators.crossed_below(fast, slow) then
    return { side = "short", level = market.low, reason = "crossed below" }
  end
end

-- After three losses in a row the market is not trending: trade it at half size until one wins.
local function risk_now(context)
  local losses = context.data.losses or 0
  return losses >= 3 and context.params.risk / 2 or context.params.risk
end

function filter_commitment(market, context, indicators)
  local params, opportunity = context.params, context.opportunity
  local fast, slow = indicators.ema(params.fast), indicators.ema(params.slow)
  local distance = params.stop * indicators.atr(14)

  if opportunity.side == "long" then
    if fast < slow then
      return action.abandon("crossed back")
    end
    if market.close > opportunity.level then
      return action.enter {
        side = "long",
        risk = risk_now(context),
        stop = market.close - distance,
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
        risk = risk_now(context),
        stop = market.close + distance,
        reason = "confirmed",
      }
    end
  end
end

function manage_position(_market, context, indicators)
  local params, position = context.params, context.position
  local fast, slow = indicators.ema(params.fast), indicators.ema(params.slow)

  if position.side == "long" and fast < slow or position.side == "short" and fast > slow then
    return action.exit { reason = "crossed back" }
  end
  if position.r_multiple >= 1 and position.stop ~= position.entry_price then
    return action.update_stop(position.entry_price)
  end
end

function on_trade_closed(trade, context)
  local losses = context.data.losses or 0
  context.data.losses = trade.pnl < 0 and losses + 1 or 0
end
