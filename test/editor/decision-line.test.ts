// Where in a script's text a decision was made, in each language, as a reader would point at it.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { callbackLine, decisionLine } from '../../editor/travel/decision-line.ts'

const script = (name: string) =>
  readFileSync(new URL(`../../scripts/${name}`, import.meta.url), 'utf8')
const lineOf = (source: string, text: string) =>
  source.slice(0, source.indexOf(text)).split('\n').length
const actions = (kind: string, reason: string) => ({ kind: 'actions', actions: [{ kind, reason }] })

describe('the line of a decision', () => {
  it.each([
    ['ema-cross.ts', 'managePosition', 'managePosition('],
    ['rsi-reversion.js', 'filterCommitment', 'filterCommitment('],
    ['range-breakout.lua', 'detectOpportunity', 'function detect_opportunity'],
  ])('is the callback where nothing was returned: %s', (name, callback, text) => {
    expect(callbackLine(script(name), callback)).toBe(lineOf(script(name), text))
    expect(decisionLine(script(name), callback, null)).toBe(lineOf(script(name), text))
  })

  it('is the action with the reason that was given', () => {
    const source = script('ema-cross.ts')
    const back = decisionLine(source, 'managePosition', actions('exit', 'crossed back'))
    expect(back).toBe(lineOf(source, "reason: 'crossed back'"))
    const trail = decisionLine(source, 'managePosition', actions('trailStop', ''))
    expect(trail).toBe(lineOf(source, 'action.trailStop'))
  })

  it('is where the action begins, though its reason stands some lines below', () => {
    const source = script('ema-cross.ts')
    const enter = decisionLine(source, 'filterCommitment', actions('enter', 'confirmed'))
    expect(enter).toBe(lineOf(source, 'return action.enter({'))
  })

  it('is where an opportunity gives its reason', () => {
    const source = script('ema-cross.ts')
    const answer = { kind: 'opportunity', reason: 'crossed below' }
    expect(decisionLine(source, 'detectOpportunity', answer)).toBe(
      lineOf(source, "reason: 'crossed below'"),
    )
  })

  it('is nowhere in a text without the callback', () => {
    expect(decisionLine('const x = 1', 'managePosition', null)).toBeNull()
  })
})
