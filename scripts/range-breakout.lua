-- Range breakout: waits with a stop order outside a narrow range.
--
--   Watch       the last bars fit into a narrow range          → a closer look
--   CloseWatch  a stop order rests just outside of it          → filled, expired or given up
--   InTrade     stop in the middle of the range; half is taken at +1R, the rest runs to the target

strategy = {
  name = "range-breakout",
  version = "1",
  description = "Stop entry outside a narrow range, half taken at 1R",
  timeframe = "5m",
  warmup = 60,
  close_watch_timeout = "12 bars",
  params = {
    length = { default = 24, min = 8, max = 96, step = 4, description = "Bars that make the range" },
    narrow = { default = 4, min = 2, max = 12, step = 0.5, description = "Its greatest height, ATRs" },
    size = { default = 0.15, min = 0.01, max = 1, description = "Share of the equity per trade" },
    reach = { default = 1.5, min = 0.5, max = 5, step = 0.25, description = "Target, range heights" },
  },
}

function detect_opportunity(market, context, indicators)
  local params = context.params
  local upper, lower = market.highest(params.length), market.lowest(params.length)
  if upper - lower < params.narrow * indicators.atr(14) then
    local side = market.close > indicators.ema(50) and "long" or "short"
    return { side = side, upper = upper, lower = lower, reason = "narrow range" }
  end
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
  -- Once the price is through, the move is under way without us.
  if is_long and market.close >= range.upper or not is_long and market.close <= range.lower then
    return action.abandon("gone without us")
  end
  local height = range.upper - range.lower
  local edge = is_long and range.upper or range.lower
  local sign = is_long and 1 or -1
  return action.enter {
    side = range.side,
    type = "stop",
    price = edge + sign * 0.1 * indicators.atr(14),
    stop = (range.upper + range.lower) / 2,
    target = edge + sign * params.reach * height,
    equity_fraction = params.size,
    expires = "10 bars",
    reason = "breakout",
  }
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
