import { describe, expect, it } from 'vitest'
import { jsStage, luaStage, type Situation } from './support/template-stage.ts'

const stages = [
  ['Lua', luaStage()],
  ['JavaScript', jsStage('strategy.js')],
  ['TypeScript', jsStage('strategy.ts')],
] as const

const calm: Situation = {
  callback: 'detectOpportunity',
  market: { close: 110, high: 112, low: 108 },
  fast: 101,
  slow: 100,
  range: 5,
  crossed: 'no',
  side: 'long',
  level: 105,
  shorts: true,
}

function everySituation(): Situation[] {
  const list: Situation[] = []
  for (const callback of ['detectOpportunity', 'filterCommitment', 'managePosition'] as const)
    for (const crossed of ['above', 'below', 'no'] as const)
      for (const side of ['long', 'short'] as const)
        for (const fast of [99.5, 100, 100.7])
          for (const level of [109.9, 110, 110.1])
            for (const shorts of [true, false])
              list.push({ ...calm, callback, crossed, side, fast, level, shorts, range: 1.7 })
  return list
}

describe.each(stages)('the %s template', (_, stage) => {
  it('takes a crossing as an opportunity, beyond the bar it happened on', () => {
    expect(stage.answer(calm)).toEqual({})
    expect(stage.answer({ ...calm, crossed: 'above' })).toEqual({
      side: 'long',
      level: 112,
      reason: 'crossed above',
    })
    expect(stage.answer({ ...calm, crossed: 'below' })).toMatchObject({ side: 'short', level: 108 })
    expect(stage.answer({ ...calm, crossed: 'below', shorts: false })).toEqual({})
  })

  it('enters long with a stop two ranges below and a target four above', () => {
    expect(stage.answer({ ...calm, callback: 'filterCommitment' })).toEqual({
      action: 'enter',
      'options.side': 'long',
      'options.risk': 0.01,
      'options.stop': 100,
      'options.target': 130,
      'options.reason': 'confirmed',
    })
  })

  it('enters short with a stop two ranges above and a target four below', () => {
    const short = { ...calm, callback: 'filterCommitment', side: 'short', fast: 99 } as const
    expect(stage.answer({ ...short, level: 111 })).toMatchObject({
      action: 'enter',
      'options.side': 'short',
      'options.stop': 120,
      'options.target': 90,
    })
    expect(stage.answer({ ...short, level: 109 })).toEqual({})
  })

  it('abandons, and leaves a trade, when the averages cross back', () => {
    const back = { ...calm, fast: 99 }
    expect(stage.answer({ ...back, callback: 'filterCommitment' })).toMatchObject({
      action: 'abandon',
    })
    expect(stage.answer({ ...back, callback: 'managePosition' })).toEqual({
      action: 'exit',
      'options.reason': 'crossed back',
    })
    expect(stage.answer({ ...back, callback: 'managePosition', side: 'short' })).toEqual({})
  })
})

describe.each(stages.slice(1))('the %s template', (_, stage) => {
  const [, lua] = stages[0]

  it('answers every situation as the Lua template does', () => {
    const situations = everySituation()
    expect(situations.map((situation) => stage.answer(situation))).toEqual(
      situations.map((situation) => lua.answer(situation)),
    )
  })

  it('has the metadata of the Lua template', () => {
    expect(stage.metadata()).toEqual(lua.metadata())
  })
})
