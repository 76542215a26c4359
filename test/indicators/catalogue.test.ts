// What the catalogue says about its entries. What they compute: properties.test.ts, talib.test.ts.

import { describe, expect, it } from 'vitest'
import { CATALOGUE, findIndicator } from '#sdk/indicators/catalogue.ts'

/** The contract's: outputs, and the defaults of the arguments it names. */
const CONTRACT: Readonly<Record<string, { outputs: string; defaults: (number | null)[] }>> = {
  sma: { outputs: 'value', defaults: [null] },
  ema: { outputs: 'value', defaults: [null] },
  rsi: { outputs: 'value', defaults: [14] },
  macd: { outputs: 'macd signal histogram', defaults: [12, 26, 9] },
  bollinger: { outputs: 'upper middle lower', defaults: [20, 2] },
  atr: { outputs: 'value', defaults: [14] },
  vwap: { outputs: 'value', defaults: [] },
  stochastic: { outputs: 'k d', defaults: [14, 3, 3] },
}

describe('the catalogue', () => {
  it.each(Object.entries(CONTRACT))('has %s as the contract does', (name, contract) => {
    const spec = findIndicator(name)!
    expect(spec.outputs.join(' ')).toBe(contract.outputs)
    const defaults = spec.args.map((arg) => arg.default)
    expect(defaults.slice(0, contract.defaults.length)).toEqual(contract.defaults)
  })

  it('finds an indicator by its name only', () => {
    expect(findIndicator('macd')?.outputs).toHaveLength(3)
    expect(findIndicator('MACD')).toBeUndefined()
    expect(findIndicator('toString')).toBeUndefined()
  })

  it('gives every name once', () => {
    const names = CATALOGUE.map((spec) => spec.name)
    expect([...new Set(names)]).toEqual(names)
  })

  it('shares no name with another in camelCase, as JavaScript has them', () => {
    const letters = CATALOGUE.map((spec) => spec.name.replaceAll('_', ''))
    expect(new Set(letters).size).toBe(letters.length)
  })
})

describe.each(CATALOGUE)('$name', (spec) => {
  it('has names in lower_snake_case, each once', () => {
    const names = [spec.name, ...spec.outputs, ...spec.args.map((arg) => arg.name)]
    expect(names.filter((name) => !/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name))).toEqual([])
    expect(new Set(spec.outputs).size).toBe(spec.outputs.length)
    expect(new Set(spec.args.map((arg) => arg.name)).size).toBe(spec.args.length)
  })

  it('tells in a sentence what it is and names whose definition it is', () => {
    expect(spec.title).toMatch(/^\S.*[^.]$/)
    expect(spec.definition).toMatch(/^\S[\s\S]+\.\)?$/)
    expect(spec.source.length).toBeGreaterThan(10)
  })

  it('has every default within its bounds, and a word for every choice', () => {
    for (const { default: preset, min, max, integer, choices } of spec.args) {
      expect(min).toBeLessThan(max)
      if (choices) expect([min, max]).toEqual([0, choices.length - 1])
      if (preset === null) continue
      expect(preset).toBeGreaterThanOrEqual(min)
      expect(preset).toBeLessThanOrEqual(max)
      if (integer) expect(Number.isInteger(preset)).toBe(true)
    }
  })
})
