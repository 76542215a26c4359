// Who may do what: the least role that each operation needs, and which operations change something
// and so leave an entry in the journal.

export const ROLES = ['viewer', 'author', 'operator'] as const

/** A viewer looks, an author writes scripts and tries them, an operator also acts on the session. */
export type Role = (typeof ROLES)[number]

export interface Rule {
  /** null: anybody, without a token. */
  readonly role: Role | null
  readonly isChange?: true
}

const VIEW: Rule = { role: 'viewer' }
const WRITE: Rule = { role: 'author' }
const OPERATE: Rule = { role: 'operator', isChange: true }

export const RULES = {
  getHealth: { role: null },
  getOpenApi: VIEW,
  getMetrics: VIEW,
  getConfig: VIEW,

  getState: VIEW,
  listSlots: VIEW,
  listPositions: VIEW,
  listOrders: VIEW,
  listFills: VIEW,
  listTrades: VIEW,
  listTransitions: VIEW,
  listLogs: VIEW,
  getEquity: VIEW,
  readSessionBars: VIEW,
  listShadows: VIEW,
  releaseSlot: OPERATE,

  killSession: OPERATE,
  unblockSession: OPERATE,
  pauseSlot: OPERATE,
  unpauseSlot: OPERATE,
  flattenSlot: OPERATE,
  attachSlot: OPERATE,
  detachSlot: OPERATE,
  listReloads: VIEW,
  explainSlot: VIEW,
  readHeld: VIEW,
  readReadings: VIEW,
  startReplay: WRITE,
  readReplay: VIEW,
  cancelReplay: WRITE,
  rollBackRunning: OPERATE,
  reloadRunning: OPERATE,
  promoteShadow: OPERATE,
  dropShadow: OPERATE,
  readPlayback: VIEW,
  changePlayback: OPERATE,
  stopSession: OPERATE,
  readJournal: VIEW,

  listScripts: VIEW,
  readScript: VIEW,
  saveScript: { role: 'author', isChange: true },
  removeScript: { role: 'author', isChange: true },
  renameScript: { role: 'author', isChange: true },
  listVersions: VIEW,
  readVersion: VIEW,
  rollbackScript: { role: 'author', isChange: true },
  draftScript: VIEW,
  validateScript: WRITE,
  getLanguage: VIEW,

  listDatasets: VIEW,
  listRecordings: VIEW,
  readBars: VIEW,
  startBacktest: WRITE,
  readBacktest: VIEW,
  cancelBacktest: WRITE,
} as const satisfies Readonly<Record<string, Rule>>

export type Operation = keyof typeof RULES

export const ruleOf = (operation: Operation): Rule => RULES[operation]

export const isAtLeast = (role: Role, least: Role): boolean =>
  ROLES.indexOf(role) >= ROLES.indexOf(least)
