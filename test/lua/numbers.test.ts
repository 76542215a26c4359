// Integers of Lua scripts: exact to ±(2^53 − 1), floats beyond, never wrapped.
import { expect, test } from 'vitest'
import { applyEdits } from '#host/runner/bundle-fengari.ts'
import { buildGuest } from './build.ts'
import { failure, logged } from './slot.ts'

const guest = await buildGuest()
const shown = (expressions: string) => logged(guest, `print(${expressions})`)[0]!.split('\t')

test('products, sums and differences do not wrap at 32 bits', () => {
  expect(shown('50000 * 100000, 2147483647 + 1, -2147483648 - 1, 1700000000000 + 60000')).toEqual([
    '5000000000',
    '2147483648',
    '-2147483649',
    '1700000060000',
  ])
  const body = 'local a, b = 50000, 100000 local c = a * b print(c, c - 1, -c, math.type(c))'
  expect(logged(guest, body)).toEqual(['5000000000\t4999999999\t-5000000000\tinteger'])
})

test('a result beyond 2^53 is a float', () => {
  expect(shown('math.type(9007199254740991), math.type(9007199254740991 + 1)')).toEqual([
    'integer',
    'float',
  ])
  const body = `local big = 9007199254740991 print(math.type(big * 2), math.type(-big - 2), math.type(-big))`
  expect(logged(guest, body)).toEqual(['float\tfloat\tinteger'])
  expect(
    shown('math.maxinteger == 9007199254740991, math.mininteger == -9007199254740991'),
  ).toEqual(['true', 'true'])
})

test('division, remainder and zero keep the rules of Lua 5.3', () => {
  expect(shown('7 // 2, -7 // 2, 7 // -2, 7 % -3, -7 % 3, 7.0 // 2, 6 / 2, 2 ^ 2')).toEqual([
    '3',
    '-4',
    '-4',
    '-2',
    '2',
    '3.0',
    '3.0',
    '4.0',
  ])
  expect(shown('9007199254740991 // 3, 9007199254740991 % 1000, 1700000000123 // 60000')).toEqual([
    '3002399751580330',
    '991',
    '28333333',
  ])
  expect(shown('1 / (0 * -5), 1 / -(0), 1 / math.floor(-0.0), 1 / (0 // -3)')).toEqual(
    Array.from({ length: 4 }, () => 'Infinity'),
  )
  expect(failure(guest, 'local n = 0 print(1 // n)').message).toBe('attempt to divide by zero')
  expect(failure(guest, 'local n = 0 print(1 % n)').message).toBe("attempt to perform 'n%0'")
})

test('numerals and strings become integers up to 2^53', () => {
  expect(shown('5000000000, 0xFFFFFFFF, tonumber("1700000000000"), tonumber("ff", 16)')).toEqual([
    '5000000000',
    '4294967295',
    '1700000000000',
    '255',
  ])
  expect(shown('math.type(9007199254740992), math.type(1e3), tonumber("7fffffffff", 16)')).toEqual([
    'float',
    'float',
    '549755813887',
  ])
  expect(shown('math.floor(5e9 + 0.5), math.abs(-5000000000), math.fmod(5000000001, 2)')).toEqual([
    '5000000000',
    '5000000000',
    '1',
  ])
})

test('loops run past 2^31 and stop', () => {
  const body = `local n, last = 0
    for i = 2147483640, 2147483660, 5 do n = n + 1 last = i end
    for i = 9007199254740990, math.huge do n = n + 1 end
    for i = 3, 1, -1 do n = n + 1 end print(n, last)`
  expect(logged(guest, body)).toEqual(['10\t2147483660'])
})

test('bit operations have 64 bits, and refuse what does not fit', () => {
  const body = `local a, b = 0xF0F0F0F0F0, 0x0FFFFFFFFF
    print(a & b, a | 1, a ~ a, ~0, 1 << 40, a >> 4, -1 >> 60, 5 << 64, -8 & 0xFF)`
  expect(logged(guest, body)).toEqual([
    '4042322160\t1034834473201\t0\t-1\t1099511627776\t64677154575\t15\t0\t248',
  ])
  expect(failure(guest, 'local n = 1 print(n << 60)').message).toBe(
    'number has no integer representation',
  )
  expect(failure(guest, 'print(1.5 & 1)').message).toMatch(/has no integer representation/)
})

test('formats take large integers, and floats with six digits', () => {
  expect(shown('string.format("%d %5.1f %f %g %x", 1700000000000, 2.25, 1/3, 0.1, 255)')).toEqual([
    '1700000000000   2.3 0.333333 0.1 ff',
  ])
  expect(failure(guest, 'string.format("%x", 2^40)').message).toMatch(/does not fit in 32 bits/)
})

test('strings with control characters sort by bytes and stay different keys', () => {
  expect(shown(String.raw`"a\nb" < "a b", ({["\1#"] = 1})["\18\3"]`)).toEqual(['true', 'nil'])
})

test('an edit whose place is gone stops the build', () => {
  expect(() => applyEdits('lvm.js', 'nothing', [{ find: '|0', replace: '', times: 1 }])).toThrow(
    'fengari/src/lvm.js: expected 1 × |0, found 0; see host/runner/fengari-edits.ts',
  )
})
