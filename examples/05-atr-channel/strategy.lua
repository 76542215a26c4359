-- ATR channel: joins a trend that has left the channel of its average, and lets a stop trail it.
--
--   Watch       a close outside the channel, the one before inside     → a closer look
--   CloseWatch  a stop-limit order beyond that bar: in, but not at any price
--   InTrade     a stop trails from the start; a third is sold at +2R; the rest stays till the end

strategy = {
  name = "atr-channel",
  version = "1",
  description = "Channel breakout with a trailing stop and a partial target",
  timeframe = "1h",
  warmup = 50,
  close_watch_timeout = "6 bars",
  cooldown = 2,
  params = {
    length = { default = 20, min = 5, max = 100, step = 5, description = "Middle average, bars" },
    width = { default = 2, min = 0.5, max = 5, step = 0.25, description = "Half the channel, ATRs" },
    trail = { default = 3, min = 1, max = 8, step = 0.5, description = "Trailing stop, ATRs" },
    risk = { default = 0.01, min = 0.001, max = 0.05, description = "Equity lost at the stop" },
  },
}

-- The channel's middle and half width, `back` closed bars ago.
local function channel(params, indicators, back)
  local middle = indicators.ema(params.length, { source = "hlc3", offset = back })
  return middle, params.width * indicators.atr(20, { offset = back })
end

function detect_opportunity(market, context, indicators)
  local before = market.bar(1)
  local middle, half = channel(context.params, indicators, 0)
  local old_middle, old_half = channel(context.params, indicators, 1)
  if not before then
    return nil
  end

  if market.close > middle + half and before.close <= old_middle + old_half then
    return { side = "long", level = market.high, reason = "out of the top" }
  end
  if market.close < middle - half and before.close >= old_middle - old_half then
    return { side = "short", level = market.low, reason = "out of the bottom" }
  end
end

function filter_commitment(market, context, indicators)
  local params, opportunity = context.params, context.opportunity
  local middle = channel(params, indicators, 0)
  local sign = opportunity.side == "long" and 1 or -1

  if sign * (market.close - middle) < 0 then
    return action.abandon("back at the average")
  end
  if context.pending_entry then
    return nil
  end
  local range = indicators.atr(20)
  local trigger = opportunity.level + sign * 0.1 * range
  return action.enter {
    side = opportunity.side,
    type = "stop_limit",
    price = trigger,
    limit_price = trigger + sign * 0.5 * range, -- a gap beyond this is not chased
    stop = trigger - sign * params.trail * range,
    risk = params.risk,
    expires = "4 bars",
    reason = opportunity.reason,
  }
end

function manage_position(_market, context)
  local params, position = context.params, context.position
  if position.bars_held > 1 or not position.stop then
    return nil -- arranged on the first bar
  end
  local sign = position.side == "long" and 1 or -1
  local first_risk = math.abs(position.entry_price - position.stop)
  return {
    action.trail_stop { atr = params.trail },
    action.exit {
      type = "limit",
      price = position.entry_price + sign * 2 * first_risk,
      fraction = 1 / 3,
      reason = "third at 2R",
    },
  }
end
