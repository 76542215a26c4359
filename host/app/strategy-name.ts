// What a new strategy may be called: its file is named after it. Imports nothing, so that the API's
// shapes can use it too.
export const STRATEGY_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/
