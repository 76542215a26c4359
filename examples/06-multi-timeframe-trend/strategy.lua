-- Multi-timeframe trend: buys pullbacks on 15-minute bars while the hours above them trend.
--
--   Watch       a 4h trend, a day that was no zigzag, and a dip under the average → a closer look
--   CloseWatch  a close back above the average and the last bar's high            → enter
--   InTrade     the stop climbs under the lows of the last bars; out when the 4h trend turns

strategy = {
  name = "multi-timeframe-trend",
  version = "1",
  description = "Pullback entries in the direction of the higher timeframes",
  timeframe = "15m",
  warmup = 480, -- 30 bars of 4 hours
  close_watch_timeout = "16 bars",
  cooldown = 8,
  params = {
    trend = { default = 20, min = 5, max = 60, step = 5, description = "4h average, bars" },
    clean = { default = 0.3, min = 0, max = 0.9, step = 0.05, description = "Least efficiency, 24h" },
    pullback = { default = 20, min = 5, max = 100, step = 5, description = "15m average, bars" },
    swing = { default = 24, min = 4, max = 96, step = 4, description = "Bars of the swing stop" },
    risk = { default = 0.01, min = 0.001, max = 0.05, description = "Equity lost at the stop" },
  },
}

-- Kaufman's efficiency ratio over n bars: the way made over the way travelled. 1 is a straight line,
-- 0 a walk that ends where it began.
local function efficiency(bars, n)
  local later, travelled = bars.close, 0
  for back = 1, n do
    local bar = bars.bar(back)
    if not bar then
      return 0
    end
    travelled = travelled + math.abs(later - bar.close)
    later = bar.close
  end
  return travelled > 0 and math.abs(bars.close - later) / travelled or 0
end

-- 1 for an uptrend, -1 for a downtrend, 0 for neither; NaN before it is warm compares as neither.
local function trend_of(market, params, indicators)
  local close = market.tf("4h").close
  local on_4h = { timeframe = "4h" }
  local average = indicators.ema(params.trend, on_4h)
  if close > average and indicators.rising({ "ema", params.trend, on_4h }, 2) then
    return 1
  end
  if close < average and indicators.falling({ "ema", params.trend, on_4h }, 2) then
    return -1
  end
  return 0
end

function detect_opportunity(market, context, indicators)
  local params = context.params
  local trend = trend_of(market, params, indicators)
  if trend == 0 or efficiency(market.tf("1h"), 24) < params.clean then
    return nil
  end
  local average = indicators.ema(params.pullback)
  if trend == 1 and market.close < average then
    return { side = "long", reason = "dip in an uptrend" }
  end
  if trend == -1 and market.close > average then
    return { side = "short", reason = "rally in a downtrend" }
  end
end

function filter_commitment(market, context, indicators)
  local params = context.params
  local side = context.opportunity.side
  local sign = side == "long" and 1 or -1
  if trend_of(market, params, indicators) ~= sign then
    return action.abandon("the trend is over")
  end

  local average, before = indicators.ema(params.pullback), market.bar(1)
  local margin = 0.5 * indicators.atr(14)
  if sign == 1 and market.close > average and market.close > before.high then
    local stop = market.lowest(params.swing) - margin
    return action.enter { side = side, risk = params.risk, stop = stop, reason = "dip bought" }
  end
  if sign == -1 and market.close < average and market.close < before.low then
    local stop = market.highest(params.swing) + margin
    return action.enter { side = side, risk = params.risk, stop = stop, reason = "rally sold" }
  end
end

function manage_position(market, context, indicators)
  local params, position = context.params, context.position
  local sign = position.side == "long" and 1 or -1
  if trend_of(market, params, indicators) == -sign then
    return action.exit { reason = "the trend turned" }
  end
  local margin = 0.5 * indicators.atr(14)
  local swing = sign == 1 and market.lowest(params.swing) - margin
    or market.highest(params.swing) + margin
  if sign * (swing - position.stop) > 0 then
    return action.update_stop(swing)
  end
end

function on_init(context)
  log("trading", context.account.equity, context.account.currency)
end
