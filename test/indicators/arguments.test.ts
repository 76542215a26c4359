// What scripts may give to an indicator, drawn from the description of each.

import { describe, expect, it } from 'vitest'
import { CATALOGUE } from '#sdk/indicators/catalogue.ts'
import type { Argument } from '#sdk/indicators/indicator.ts'
import { checkArguments } from '#sdk/runtime/indicator-arguments.ts'

const asWritten = (name: string) => name

/** As an author would give it: the default, or the least. */
function usual({ default: preset, min, choices }: Argument): unknown {
  const value = preset ?? min
  return choices?.[value] ?? value
}

function wrongValues({ min, max, integer, choices, default: preset }: Argument): unknown[] {
  const never = [NaN, Infinity, 'no such thing', {}, true, ...(preset === null ? [undefined] : [])]
  if (choices !== undefined) return [...never, 0]
  return [...never, min - 1, 2 * Math.abs(max) + 1, ...(integer ? [min + 0.5] : [])]
}

describe.each(CATALOGUE)('$name', (spec) => {
  const given = spec.args.map(usual)
  const numbers = spec.args.map((argument) => argument.default ?? argument.min)

  it('takes its defaults and its bounds', () => {
    expect(checkArguments(spec, given, asWritten)).toEqual(numbers)
    spec.args.forEach((argument, i) => {
      for (const bound of [argument.min, argument.max]) {
        const args = given.with(i, argument.choices?.[bound] ?? bound)
        expect(checkArguments(spec, args, asWritten)).toEqual(numbers.with(i, bound))
      }
    })
  })

  it('refuses one argument more than it has', () => {
    expect(() => checkArguments(spec, [...given, 1], asWritten)).toThrow(spec.name)
  })
})

describe.each(CATALOGUE.filter(({ args }) => args.length > 0))('$name', (spec) => {
  const given = spec.args.map(usual)

  it('refuses what is out of bounds, naming the argument', () => {
    spec.args.forEach((argument, i) => {
      for (const wrong of wrongValues(argument)) {
        expect(
          () => checkArguments(spec, given.with(i, wrong), asWritten),
          `${argument.name} = ${wrong}`,
        ).toThrow(new RegExp(`${spec.name}: expected ${argument.name}`))
      }
    })
  })
})
