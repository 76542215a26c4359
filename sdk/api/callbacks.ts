// The three callbacks, one per state. They get (market, context, indicators) and are synchronous.
import type { ApiCallback } from './description.ts'
import { anyOf, listOf, object, parameter } from './words.ts'

const PARAMETERS = [
  parameter('market', object('Market'), 'The symbol at the moment of the decision.'),
  parameter('context', object('Context'), "The slot's own state and memory."),
  parameter('indicators', object('Indicators'), 'Indicators over closed bars.'),
]

export const CALLBACKS: readonly ApiCallback[] = [
  {
    name: 'detect_opportunity',
    key: 'detectOpportunity',
    state: 'Watch',
    isRequired: true,
    parameters: PARAMETERS,
    returns: anyOf('nothing', 'opportunity'),
    actions: [],
    doc: 'Called in Watch: is there something worth a closer look? Return nothing to go on watching, or a table or object of your own: it becomes context.opportunity, and the state becomes CloseWatch. Its key `reason`, if there is one, becomes the reason of the transition.',
  },
  {
    name: 'filter_commitment',
    key: 'filterCommitment',
    state: 'CloseWatch',
    isRequired: true,
    parameters: PARAMETERS,
    returns: anyOf('nothing', 'action'),
    actions: ['enter', 'abandon'],
    doc: 'Called in CloseWatch, from the strategy bar after the opportunity on: commit to it or not? Return nothing to go on waiting (until close_watch_timeout), action.enter to place an order, or action.abandon to go back to Watch. While an entry order rests it is still called, with context.pending_entry set.',
  },
  {
    name: 'manage_position',
    key: 'managePosition',
    state: 'InTrade',
    isRequired: true,
    parameters: PARAMETERS,
    returns: anyOf('nothing', 'action', listOf('action')),
    actions: ['exit', 'update_stop', 'update_target', 'remove_stop', 'remove_target', 'trail_stop'],
    doc: 'Called in InTrade, from the first fill of the entry on: look after the position. Return nothing, one action, or a list of up to 8 of them. Stop and target are watched without it.',
  },
]
