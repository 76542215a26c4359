import { describe, expect, it } from 'vitest'
import { formatError, HostError } from '#host/errors.ts'
import { didYouMean } from '#sdk/did-you-mean.ts'

describe('an error for the user', () => {
  it('is shown with as much of its place as is known, and its hint below', () => {
    const show = (details: ConstructorParameters<typeof HostError>[2]) =>
      formatError(new HostError('bad-script', 'unexpected "end"', details))
    expect(show({})).toBe('unexpected "end"')
    expect(show({ file: 'a.lua' })).toBe('a.lua: unexpected "end"')
    expect(show({ file: 'a.lua', line: 3 })).toBe('a.lua:3: unexpected "end"')
    expect(show({ file: 'a.lua', line: 3, column: 7, hint: 'remove it' })).toBe(
      'a.lua:3:7: unexpected "end"\n  hint: remove it',
    )
  })

  it('exits with 2 for a wrong command line and with 1 for all else', () => {
    expect(new HostError('usage', 'x').exitCode).toBe(2)
    expect(new HostError('no-data', 'x').exitCode).toBe(1)
  })

  it('keeps its cause, and has none where none was given', () => {
    const cause = new Error('inner')
    expect(new HostError('unreadable', 'x', { cause }).cause).toBe(cause)
    expect('cause' in new HostError('unreadable', 'x')).toBe(false)
  })

  it('of another kind is shown by its message', () => {
    expect(formatError(new TypeError('odd'))).toBe('odd')
    expect(formatError('thrown text')).toBe('thrown text')
  })
})

describe('did you mean', () => {
  it.each([
    ['BTCUSD', 'BTCUSDT'], // one letter missing
    ['timefarme', 'timeframe'], // two letters swapped
    ['ETHUSDT', 'ETHUSDT'],
    ['btcusdt', 'BTCUSDT'], // letter case
    ['timestmap', 'timestamp'],
    ['stpo', 'stop'],
    ['gold', null], // nothing near
    ['x', null], // everything is one edit from one letter
    ['', null],
  ])('%s → %s', (word, expected) => {
    expect(didYouMean(word, ['BTCUSDT', 'ETHUSDT', 'timeframe', 'timestamp', 'stop', 'y'])).toBe(
      expected,
    )
  })

  it('takes the nearest, and of two equally near the first', () => {
    expect(didYouMean('close', ['clone', 'chose', 'closed'])).toBe('clone')
    expect(didYouMean('closee', ['clones', 'close'])).toBe('close')
  })
})
