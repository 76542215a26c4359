// Values of parameters put into a script's text: at their defaults, and nowhere else.
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { defaultRange, literal } from '../../editor/results/param-text.ts'

const script = (name: string) =>
  readFileSync(new URL(`../../scripts/${name}`, import.meta.url), 'utf8')

function put(source: string, name: string, value: number | string | boolean): string | null {
  const range = defaultRange(source, name)
  return range === null
    ? null
    : source.slice(0, range.start) + literal(value) + source.slice(range.end)
}

it.each([
  ['ema-cross.ts', 'stop', 'stop: { default: 2.5,', 'stop: { default: 3,'],
  ['ema-cross.ts', 'size', 'size: { default: 0.15,', 'size: { default: 3,'],
])('finds the default in %s: %s', (name, param, before, after) => {
  const source = script(name)
  expect(source).toContain(before)
  expect(put(source, param, 3)).toBe(source.replace(before, after))
})

it('finds it in Lua, with a text as with a number', () => {
  const source =
    'strategy = { params = { mode = { default = "fast", choices = { "fast", "slow" } }, n = { default = 5 } } }'
  expect(put(source, 'mode', 'slow')).toBe(source.replace('default = "fast"', 'default = "slow"'))
  expect(put(source, 'n', 8)).toBe(source.replace('default = 5', 'default = 8'))
})

it('finds nothing where there is no such parameter', () => {
  expect(defaultRange(script('ema-cross.ts'), 'nobody')).toBeNull()
  expect(defaultRange('const n = { default: 5 }', 'n')).toBeNull()
})
