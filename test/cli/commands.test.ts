// What the commands beside the backtest print and write.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CATALOGUE } from '#sdk/indicators/catalogue.ts'
import { workplace } from './watchfire.ts'

const place = workplace()

describe('watchfire', () => {
  it('tells its version', async () => {
    const { version } = JSON.parse(
      readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
    )
    expect(await place.watchfire('--version')).toEqual({
      code: 0,
      stdout: `${version}\n`,
      stderr: '',
    })
  })

  it('lists its commands on --help, and as an error without a command', async () => {
    const help = await place.watchfire('--help')
    expect([help.code, help.stderr]).toEqual([0, ''])
    for (const name of ['run', 'backtest', 'validate-script', 'indicators', 'new']) {
      expect(help.stdout).toMatch(new RegExp(`^  ${name} `, 'm'))
    }
    const nothing = await place.watchfire()
    expect([nothing.code, nothing.stdout, nothing.stderr]).toEqual([2, '', help.stdout])
  })

  it.each(['backtest', 'indicators', 'new'])('shows examples on %s --help', async (name) => {
    const { code, stdout } = await place.watchfire(name, '--help')
    expect(code).toBe(0)
    expect(stdout).toContain(`Examples:\n  watchfire ${name} `)
    expect(await place.watchfire('help', name)).toMatchObject({ code: 0, stdout })
  })
})

describe('watchfire token', () => {
  const claimsOf = (token: string) =>
    JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString())

  it('prints a token with the role, the name and the end that were asked for', async () => {
    const args = ['--role', 'author', '--days', '7', '--name', 'grafana']
    const { code, stdout } = await place.watchfire('token', ...args)
    expect(code).toBe(0)
    const { role, sub, iat, exp } = claimsOf(stdout)
    expect([role, sub, exp - iat]).toEqual(['author', 'grafana', 7 * 86_400])
    expect(claimsOf((await place.watchfire('token')).stdout).role).toBe('viewer')
  })

  it.each([
    ['--role', 'root'],
    ['--days', '0'],
    ['--days', '1e9'],
    ['--name', 'owner'],
    ['--name', 'a b'],
  ])('refuses %s %s', async (...args) => {
    expect(await place.watchfire('token', ...args)).toMatchObject({ code: 2, stdout: '' })
  })
})

describe('watchfire run', () => {
  it('does not listen beyond this machine without TLS', async () => {
    const { code, stderr } = await place.watchfire('run', '--host', '0.0.0.0', '--port', '0')
    expect(code).toBe(2)
    expect(stderr).toContain('without TLS')
    expect(stderr).toContain('--insecure-listen')
  })
})

describe('watchfire indicators', () => {
  it('gives every indicator as JSON, with the bars that it needs', async () => {
    const { code, stdout } = await place.watchfire('indicators', '--list', '--json')
    expect(code).toBe(0)
    const list = JSON.parse(stdout) as { name: string; warmup: number | null }[]
    expect(list.map(({ name }) => name)).toEqual(CATALOGUE.map(({ name }) => name))
    expect(list.find(({ name }) => name === 'macd')).toEqual({
      name: 'macd',
      title: 'Moving average convergence/divergence',
      input: 'source',
      args: [
        expect.objectContaining({ name: 'fast', default: 12, min: 2, integer: true }),
        expect.objectContaining({ name: 'slow', default: 26 }),
        expect.objectContaining({ name: 'signal', default: 9 }),
      ],
      outputs: ['macd', 'signal', 'histogram'],
      warmup: 34,
      definition: expect.stringContaining('EMA'),
      source: expect.stringContaining('TA-Lib'),
    })
    // The length of an average must be given: there is no default to tell the bars for.
    expect(list.find(({ name }) => name === 'sma')?.warmup).toBeNull()
  })

  it('gives people the calls as they are written', async () => {
    const { stdout } = await place.watchfire('indicators', '--list')
    expect(stdout).toContain('\nsma(length)\n')
    expect(stdout).toContain('\nmacd(fast=12, slow=26, signal=9) → macd, signal, histogram\n')
    expect(stdout).toContain('  first value at bar 34 with the defaults\n')
  })
})

describe('watchfire new', () => {
  it.each(['js', 'ts', 'lua'])('writes a %s strategy that runs as it is', async (language) => {
    const { code, stdout } = await place.watchfire('new', 'first-idea', '--lang', language)
    const path = `scripts/first-idea.${language}`
    expect(code).toBe(0)
    expect(stdout).toContain(`npx watchfire backtest ${path} --data bundled --symbol BTCUSDT`)
    const source = readFileSync(join(place.folder, path), 'utf8')
    expect(source).not.toContain('__NAME__')
    expect(source).toContain(path)
    const report = await place.backtest(path, '--data', 'bundled', '--symbol', 'BTCUSDT')
    expect(report.script).toMatchObject({ path, language, name: 'first-idea' })
    expect(report.trades.length).toBeGreaterThan(10)
  })

  it('overwrites nothing', async () => {
    await place.watchfire('new', 'mine', '--lang', 'js', '--dir', 'own')
    const before = readFileSync(join(place.folder, 'own/mine.js'), 'utf8')
    place.write('own/mine.js', `${before}// changed`)
    const { code, stderr } = await place.watchfire('new', 'mine', '--lang', 'js', '--dir', 'own')
    expect([code, stderr]).toEqual([1, expect.stringContaining('"own/mine.js" is there already')])
    expect(readFileSync(join(place.folder, 'own/mine.js'), 'utf8')).toBe(`${before}// changed`)
  })

  it.each([
    ['a name that is a path', ['../up', '--lang', 'js'], /'\.\.\/up' is invalid/],
    ['a language that there is not', ['x', '--lang', 'python'], /Allowed choices are lua, js, ts/],
    ['no language', ['x'], /--lang lua, js or ts is missing/],
  ])('refuses %s', async (_, args, says) => {
    const { code, stderr } = await place.watchfire('new', ...args)
    expect([code, stderr]).toEqual([2, expect.stringMatching(says)])
  })
})
