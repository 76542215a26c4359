// What the tests of the Lua guest need out of its bundle.
export { createWorld, startGuest } from '#sdk/runtime/guest.ts'
export { createIndicators } from '#sdk/runtime/indicators.ts'
export { loadLua } from '#sdk/runtime/lua/adapter.ts'
export { createMarketData } from '#sdk/runtime/market-data.ts'
export { LoadError } from '#sdk/runtime/script.ts'
export { bareCallback } from './bench-bare.ts'
