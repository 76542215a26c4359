import { writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadConfig } from '#host/config/load.ts'
import { formatError } from '#host/errors.ts'
import { makeFolder } from '../paper/support/session.ts'

function load(toml: string) {
  const file = join(makeFolder(), 'watchfire.toml')
  writeFileSync(file, toml)
  return loadConfig(file)
}

function messageOf(toml: string): string {
  try {
    load(toml)
  } catch (error) {
    return formatError(error).replace(/^.*watchfire\.toml:/, '')
  }
  throw new Error('the configuration was accepted')
}

describe('watchfire.toml', () => {
  it('as it is shipped, says what holds without it', () => {
    const { file: _file, ...shipped } = loadConfig('watchfire.toml')
    const { file: _none, ...defaults } = load('')
    const root = join(import.meta.dirname, '../..')
    const paths = { scripts: join(root, 'scripts'), sessions: join(root, '.watchfire/sessions') }
    expect(shipped).toEqual({ ...defaults, ...paths })
  })

  it('spreads slots over a process for each core, or as many as it says', () => {
    const cores = Math.min(64, availableParallelism())
    expect(load('').runners).toBe(cores)
    expect(load('[limits]\nrunners = "cores"').runners).toBe(cores)
    expect(load('[limits]\nrunners = 3').runners).toBe(3)
    expect(() => load('[limits]\nrunners = 65')).toThrow('from 1 to 64, or "cores"')
  })

  it('names a venue instead of a recording', () => {
    expect(load('').live).toBeNull()
    const { live } = load(`
      [data]
      source = "binance"
      timeframe = "5m"
      past_bars = 300
      rest_url = "http://127.0.0.1:8000"
      ws_url = "ws://127.0.0.1:8001"`)
    expect(live).toEqual({
      source: 'binance',
      timeframe: '5m',
      pastBars: 300,
      hasTicks: true,
      restUrl: 'http://127.0.0.1:8000',
      wsUrl: 'ws://127.0.0.1:8001',
    })
    expect(messageOf('[data]\nsource = "binance"\ntimeframe = "7m"')).toContain(
      'data.timeframe: expected one of 1s 5s 10s 15s 30s 1m 3m 5m',
    )
    expect(messageOf('[data]\nws_url = "http://x"')).toContain('begins with ws:// or wss://')
  })

  it('refuses a limit of a symbol that is not fed: it would limit nothing', () => {
    expect(messageOf('[risk]\nmax_quantity = { BTCUSD = 1 }')).toBe(
      '2: risk.max_quantity: expected symbols that are fed: BTCUSDT, ETHUSDT (`symbols` before the first table), received {"BTCUSD":1}',
    )
    const symbols = 'symbols = ["SOLUSDT"]\n'
    expect(load(`${symbols}[risk]\nmax_quantity = { SOLUSDT = 1 }`).risk.maxQuantity).toEqual({
      SOLUSDT: 1,
    })
  })

  it('repeats a number that is none as it was written', () => {
    expect(messageOf('[account]\ncash = nan')).toContain('received NaN')
  })

  it('names strategies, and says where and how one of them is wrong', () => {
    const one = '[[strategies]]\nname = "fast"\nscript = "ema-cross.ts"\n'
    expect(load(`${one}params = { fast = 8 }\nenabled = false`).strategies).toEqual([
      {
        ...{ name: 'fast', script: 'ema-cross.ts', symbols: null },
        ...{ params: { fast: 8 }, isEnabled: false, isShadow: false },
      },
    ])
    expect(load(one)).toMatchObject({ attach: 'own', strategies: [{ isEnabled: true }] })
    expect(messageOf(`${one}${one}`)).toContain(
      'strategies.1.name: expected a name that no strategy before it has, received "fast"',
    )
    expect(messageOf(`${one}[[strategies]]\nname = "b.ts"\nscript = "b.ts"`)).toMatch(
      /^5: strategies\.1\.name: expected a name of up to 64 .*, received "b\.ts"/,
    )
    expect(messageOf(`${one}symbol = ["BTCUSDT"]`)).toMatch(
      /^4: unknown key "strategies\.0\.symbol"; did you mean "symbols"\?/,
    )
    expect(messageOf(`symbols = ["BTCUSDT"]\n${one}symbols = ["BTCUSDT", "SOLUSDT"]`)).toMatch(
      /^5: strategies\.0\.symbols: expected symbols that are fed: BTCUSDT .*, received \["BTCUSDT","SOLUSDT"\]/,
    )
  })

  it('sets what a session needs, in its own units', () => {
    const config = load(`
      symbols = ["ETHUSDT"]
      [data]
      speed = "max"
      from = 2025-05-05
      to = "2025-05-06T12:00"
      [account]
      cash = 5_000
      [broker]
      fill_at = "close"
      commission_bps = 10
      maker_bps = 2
      default_size = { risk = 0.01 }
      [limits]
      callback_ms = 50
      context_bytes = 2048
      log_lines = 20
      log_bytes = 4000
      diagnostics = 9
      strikes = 2
      [http]
      port = 0`)
    expect(config).toMatchObject({
      symbols: ['ETHUSDT'],
      data: { speed: 'max', from: Date.UTC(2025, 4, 5), to: Date.UTC(2025, 4, 6, 12) },
      cash: 5000,
      broker: {
        fillAt: 'close',
        makerFee: 0.0002,
        takerFee: 0.001,
        defaultSizing: { kind: 'risk', value: 0.01 },
        strikes: 2,
      },
      limits: {
        callbackMs: 50,
        loadMs: 2000,
        contextBytes: 2048,
        logLines: 20,
        logBytes: 4000,
        diagnostics: 9,
      },
      port: 0,
    })
  })

  it('finds its paths from where it lies', () => {
    const folder = makeFolder()
    writeFileSync(join(folder, 'watchfire.toml'), 'scripts = "scripts"')
    expect(loadConfig(join(folder, 'watchfire.toml')).scripts).toBe(join(folder, 'scripts'))
  })

  it.each([
    [
      'a wrong number',
      '[account]\ncash = -5',
      '2: account.cash: expected a number above 0, received -5',
    ],
    [
      'a wrong choice',
      '[broker]\nleverage = 2\nfill_at = "open"',
      '3: broker.fill_at: expected "next_open" or "close", received "open"',
    ],
    [
      'a value where a table is due',
      'account = 5',
      '1: account: expected a table [account], received 5',
    ],
    [
      'a misspelt key',
      '[broker]\nlevrage = 2',
      '2: unknown key "broker.levrage"; did you mean "leverage"?',
    ],
    ['a misspelt table', '[acount]\ncash = 5', '1: unknown key "acount"; did you mean "account"?'],
    [
      'two sizes at once',
      '[broker]\ndefault_size = { risk = 1, notional = 2 }',
      '2: broker.default_size: expected exactly one of quantity, notional, equity_fraction, risk, such as { equity_fraction = 0.1 }, received {"risk":1,"notional":2}',
    ],
    [
      'a symbol twice',
      'symbols = ["A", "A"]',
      '1: symbols: expected a list of different symbols, such as ["BTCUSDT", "ETHUSDT"], received ["A","A"]',
    ],
    ['what is no TOML', 'symbols = \n', '1:11: not valid TOML'],
  ])('names the line, the key and what is allowed for %s', (_what, toml, message) => {
    expect(messageOf(toml)).toContain(message)
  })

  it('tells all that is wrong at once', () => {
    const message = messageOf('[account]\ncash = 0\n[http]\nport = 70000')
    expect(message).toContain('2: account.cash')
    expect(message).toContain('line 4: http.port: expected a port from 0 (any free one) to 65535')
  })

  it('has to be there if it is named', () => {
    expect(() => loadConfig('no-such.toml')).toThrow('no configuration file "no-such.toml"')
  })
})
