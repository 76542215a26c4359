-- Range breakout: a market that has gone nowhere for half a day is bought (or sold) as it leaves.
--
--   Watch       the last bars fit into a narrow range                → a closer look
--   CloseWatch  a stop order waits just outside of it, with the trend → filled, expired or given up
--   InTrade     half is taken at +1R and the stop goes to the entry; the rest runs to the target

strategy = {
  name = "range-breakout",
  version = "1",
  description = "Stop entry outside a narrow range, half taken at 1R",
  timeframe = "30m",
  warmup = 100,
  close_watch_timeout = "12 bars",
  params = {
    length = { default = 24, min = 8, max = 96, step = 4, description = "Bars that make the range" },
    narrow = { default = 5, min = 2, max = 12, step = 0.5, description = "Its greatest height, ATRs" },
    trend = { default = 100, min = 20, max = 400, step = 20, description = "Trend average, bars" },
    risk = { default = 0.01, min = 0.001, max = 0.05, description = "Equity lost at the stop" },
    reach = { default = 1.5, min = 0.5, max = 5, step = 0.25, description = "Target, range heights" },
  },
}

function detect_opportunity(market, context, indicators)
  local params = context.params
  local upper, lower = market.highest(params.length), market.lowest(params.length)
  local is_dead = upper == lower
  if is_dead or upper - lower > params.narrow * indicators.atr(14) then
    return nil
  end
  -- The levels are kept: the range that was found is the one that has to break.
  local side = market.close > indicators.ema(params.trend) and "long" or "short"
  return { side = side, upper = upper, lower = lower, reason = "narrow range" }
end

function filter_commitment(market, context, indicators)
  local params, range = context.params, context.opportunity
  local is_long = range.side == "long"

  if is_long and market.close < range.lower or not is_long and market.close > range.upper then
    return action.abandon("broke the other way")
  end
  if context.pending_entry then
    return nil -- the order is out: wait
  end

  local height = range.upper - range.lower
  local buffer = 0.1 * indicators.atr(14) -- a tick outside is noise, not a breakout
  local middle = (range.upper + range.lower) / 2
  -- A stop order may already be through the market: it would then fill at once, after the move.
  if is_long and market.close < range.upper then
    local price = range.upper + buffer
    return action.enter {
      side = "long",
      type = "stop",
      price = price,
      stop = middle,
      target = price + params.reach * height,
      risk = params.risk,
      expires = "10 bars",
      reason = "break up",
    }
  end
  if not is_long and market.close > range.lower then
    local price = range.lower - buffer
    return action.enter {
      side = "short",
      type = "stop",
      price = price,
      stop = middle,
      target = price - params.reach * height,
      risk = params.risk,
      expires = "10 bars",
      reason = "break down",
    }
  end
end

function manage_position(_market, context)
  local position = context.position
  if context.data.took_half or position.r_multiple < 1 then
    return nil
  end
  context.data.took_half = true
  return {
    action.exit { fraction = 0.5, reason = "half at 1R" },
    action.update_stop(position.entry_price),
  }
end

function on_trade_closed(_trade, context)
  context.data.took_half = false
end
