// Shadows: strategies that run beside the live ones on the same market, with virtual orders on an
// account of their own. Their ids say so, and with them slots, journal entries and lists.

const MARK = '~shadow'

export const isShadowId = (id: string): boolean => id.endsWith(MARK)

export const shadowIdOf = (id: string): string => (isShadowId(id) ? id : id + MARK)

/** Of the strategy that it stands beside, or is to become. */
export const liveIdOf = (id: string): string => (isShadowId(id) ? id.slice(0, -MARK.length) : id)

/** Whether the slot of that key is a shadow's. */
export const isShadowKey = (key: string): boolean => key.includes(`${MARK}/`)
