// The configuration from outside of its file: variables, .env, and what the commands show of it all.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { loadConfig } from '#host/config/load.ts'
import { formatError } from '#host/errors.ts'
import { configText } from '#host/tools/generate-config.ts'
import { workplace } from '../cli/watchfire.ts'
import { watcher } from '../paper/support/scripts.ts'
import { makeFolder } from '../paper/support/session.ts'

function withVariables(variables: Readonly<Record<string, string>>, toml = '') {
  const file = join(makeFolder(), 'watchfire.toml')
  writeFileSync(file, toml)
  Object.assign(process.env, variables)
  onTestFinished(() => {
    for (const name of Object.keys(variables)) delete process.env[name]
  })
  return loadConfig(file)
}

function thrownBy(act: () => unknown): unknown {
  try {
    act()
  } catch (thrown) {
    return thrown
  }
  throw new Error('expected an error, and there was none')
}

describe('a variable of the environment', () => {
  it('goes before the file, written as in TOML or as plain text', () => {
    const config = withVariables(
      {
        WATCHFIRE_DATA_SPEED: 'max',
        WATCHFIRE_SEED: '7',
        WATCHFIRE_SYMBOLS: '["ETHUSDT"]',
        WATCHFIRE_RISK_MAX_DRAWDOWN: '0.2',
        WATCHFIRE_DATA_FROM: '2025-05-06',
      },
      'seed = 3\n[data]\nspeed = 60\n',
    )
    expect(config).toMatchObject({ seed: 7, symbols: ['ETHUSDT'], risk: { maxDrawdown: 0.2 } })
    expect(config.data).toMatchObject({ speed: 'max', from: Date.UTC(2025, 4, 6) })
  })

  it('is named where it is wrong', () => {
    expect(() => withVariables({ WATCHFIRE_ACCOUNT_CASH: 'much' })).toThrow(
      /^WATCHFIRE_ACCOUNT_CASH: expected a number above 0, received "much"$/,
    )
  })

  it('has no line of the file, which what is wrong there keeps', () => {
    const cash = { WATCHFIRE_ACCOUNT_CASH: 'much' }
    expect(thrownBy(() => withVariables(cash))).toMatchObject({ file: undefined, line: undefined })
    const strategies = { WATCHFIRE_STRATEGIES: '[{ name = "a", script = "a.txt" }]' }
    const both = () => withVariables({ ...cash, ...strategies }, '[broker]\nleverage = 0\n')
    expect(formatError(thrownBy(both)).split('\n')).toEqual([
      expect.stringMatching(
        /watchfire\.toml:2: broker\.leverage: expected a number above 0, received 0$/,
      ),
      '  WATCHFIRE_ACCOUNT_CASH: expected a number above 0, received "much"',
      expect.stringMatching(
        /^ {2}WATCHFIRE_STRATEGIES\.0\.script: expected the name of .*, received "a\.txt"$/,
      ),
    ])
  })
})

describe('watchfire config', () => {
  const place = workplace()

  it('shows each key with its value and who says so, .env included', async () => {
    place.write('watchfire.toml', 'seed = 3\n')
    place.write('.env', 'WATCHFIRE_ACCOUNT_CASH=5000\n')
    const { stdout, code } = await place.watchfire('config', 'show', '--json')
    expect(code).toBe(0)
    const rows = new Map(JSON.parse(stdout).map((row: { key: string }) => [row.key, row]))
    expect(rows.get('seed')).toMatchObject({ value: 3, origin: 'watchfire.toml' })
    expect(rows.get('account.cash')).toMatchObject({
      value: 5000,
      origin: 'WATCHFIRE_ACCOUNT_CASH',
    })
    expect(rows.get('broker.leverage')).toMatchObject({ value: 1, origin: 'default' })
    expect(rows.get('risk.max_drawdown')).toMatchObject({ value: null, origin: 'default' })
  })

  it('checks', async () => {
    const early = await place.watchfire('config', 'check')
    expect(early.code).toBe(1)
    expect(early.stderr).toContain(`no scripts folder "${join(place.folder, 'scripts')}"`)
    mkdirSync(join(place.folder, 'scripts'))
    place.write('scripts/one.js', '')
    expect(await place.watchfire('config', 'check')).toMatchObject({ code: 0 })
    place.write('other.toml', '[[strategies]]\nname = "a"\nscript = "ona.js"\n')
    const other = await place.watchfire('config', 'check', '--config', 'other.toml')
    expect(other.code).toBe(1)
    expect(other.stderr).toContain('no script "ona.js"')
    expect(other.stderr).toContain('did you mean "one.js"?')
    place.write('bad.toml', '[risk]\nmax_drawdon = 0.2\ntrading_hours = ["always"]\n')
    const { code, stderr } = await place.watchfire('config', 'check', '--config', 'bad.toml')
    expect(code).toBe(1)
    expect(stderr).toContain('unknown key "risk.max_drawdon"; did you mean "max_drawdown"?')
    expect(stderr).toContain('bad.toml')
    expect(stderr).toContain('trading_hours: expected a list of hours')
    place.write('venue.toml', '[data]\nsource = "binanse"\n')
    const venue = await place.watchfire('config', 'check', '--config', 'venue.toml')
    expect(venue.code).toBe(1)
    expect(venue.stderr).toContain('there is no data source "binanse"; did you mean "binance"?')
    place.write('data.toml', 'symbols = ["BTCUSDT"]\n[data]\npath = "no-such-data"\n')
    const data = await place.watchfire('config', 'check', '--config', 'data.toml')
    expect(data.code).toBe(1)
    expect(data.stderr).toContain('no-such-data')
  })

  it('checks params against what the scripts declare, with the words of a session that refuses them', async () => {
    mkdirSync(join(place.folder, 'params'), { recursive: true })
    const params = 'params: { fast: { default: 9, min: 2, max: 50 } },'
    place.write('params/w.js', watcher('w', params))
    const check = (...given: string[]) => {
      const strategies = given.map(
        (one, i) => `[[strategies]]\nname = "s${i}"\nscript = "w.js"\nparams = { ${one} }\n`,
      )
      place.write('params.toml', `scripts = "params"\n${strategies.join('')}`)
      return place.watchfire('config', 'check', '--config', 'params.toml')
    }
    expect(await check('fast = 3')).toMatchObject({ code: 0 })
    const { code, stderr } = await check('fats = 3', 'fast = 100000', 'fast = "3"')
    expect(code).toBe(1)
    expect(stderr).toContain(
      'params.fats of the strategy "s0" in watchfire.toml: the script has no such param; it has fast (did you mean "fast"?)',
    )
    expect(stderr).toContain(
      'params.fast of the strategy "s1" in watchfire.toml: expected at most 50, received 100000',
    )
    expect(stderr).toContain(
      'params.fast of the strategy "s2" in watchfire.toml: expected a number from 2 up to 50, received "3"',
    )
  })

  it('checks that a recording is cut where it has bars', async () => {
    const check = async (range: string) => {
      mkdirSync(join(place.folder, 'scripts'), { recursive: true })
      place.write('range.toml', `[data]\n${range}\n`)
      return place.watchfire('config', 'check', '--config', 'range.toml')
    }
    const turned = await check('from = 2025-06-01\nto = "2025-05-01"')
    expect(turned.code).toBe(1)
    expect(turned.stderr).toContain(
      'range.toml:2: data.from: expected a time before `to`, which is "2025-05-01", received "2025-06-01T00:00:00.000Z"',
    )
    const outside = await check('from = 1999-01-01\nto = 1999-02-01')
    expect(outside.code).toBe(1)
    expect(outside.stderr).toContain("the file's bars open from")
  })

  it('names a variable that stands for no key, and the one that is meant', async () => {
    place.write('.env', 'WATCHFIRE_ACCOUNT_CASHH=5000\nWATCHFIRE_REST_URL=http://127.0.0.1\n')
    const { code, stderr } = await place.watchfire('config', 'check')
    expect(code).toBe(1)
    expect(stderr).toContain("the environment's WATCHFIRE_ACCOUNT_CASHH names no key")
    expect(stderr).toContain('did you mean WATCHFIRE_ACCOUNT_CASH?')
    expect(stderr).not.toContain('REST_URL')
    // A session does not begin without what was meant, either.
    mkdirSync(join(place.folder, 'scripts'), { recursive: true })
    const run = await place.watchfire('run', '--once', '--port', '0')
    expect(run.code).toBe(1)
    expect(run.stderr).toContain('did you mean WATCHFIRE_ACCOUNT_CASH?')
  })
})

it('docs/configuration.md is what the schema says; `node host/tools/generate-config.ts` writes it', () => {
  expect(readFileSync('docs/configuration.md', 'utf8')).toBe(configText())
})
