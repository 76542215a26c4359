// Where the host listens, and by which names it answers.
import { hostname } from 'node:os'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { addressesOf, listening } from '#host/faces/http/listen.ts'

const tls = (name: string) => fileURLToPath(new URL(`../fixtures/tls/${name}`, import.meta.url))
const SECURE = { tlsCert: tls('cert.pem'), tlsKey: tls('key.pem') }

describe('listening', () => {
  it('is on the loopback address where nothing else is asked', () => {
    expect(listening({ port: 1 })).toEqual({
      ...{ host: '127.0.0.1', port: 1, tls: null, publicUrl: null },
    })
    for (const host of ['127.0.0.1', '127.8.8.8', 'localhost', '::1']) {
      expect(listening({ host, port: 1 }).host).toBe(host)
    }
  })

  it('beyond this machine needs TLS, or the word for doing without', () => {
    for (const host of ['0.0.0.0', '::', '192.168.1.5', 'box.example', '127.0.0.1.example', '']) {
      expect(() => listening({ host, port: 1 }), host).toThrow('without TLS')
      expect(listening({ host, port: 1, isInsecure: true }).tls).toBeNull()
      expect(listening({ host, port: 1, ...SECURE }).tls).not.toBeNull()
    }
  })

  it('with TLS needs both files, and files that are there', () => {
    expect(() => listening({ port: 1, tlsCert: SECURE.tlsCert })).toThrow('both')
    expect(() => listening({ port: 1, tlsKey: SECURE.tlsKey })).toThrow('both')
    const missing = { ...SECURE, tlsKey: tls('none.pem') }
    expect(() => listening({ port: 1, ...missing })).toThrow('cannot read')
  })
})

describe('a public name behind a proxy', () => {
  const publicUrl = 'https://Trade.example'
  const { url, isOwnHost, isOwnOrigin } = addressesOf(listening({ port: 7070, publicUrl }), 7070)

  it('is answered to beside the usual ones, without a port', () => {
    expect(url).toBe('https://trade.example')
    expect(['trade.example', 'localhost:7070'].map(isOwnHost)).toEqual([true, true])
    expect(['trade.example:7070', 'evil.example', 'x.trade.example'].map(isOwnHost)).toEqual([
      false,
      false,
      false,
    ])
  })

  it('is whose pages may send changes, over https alone', () => {
    const host = 'trade.example'
    expect(isOwnOrigin({ host, origin: 'https://trade.example' })).toBe(true)
    expect(isOwnOrigin({ host, origin: 'http://trade.example' })).toBe(false)
    expect(isOwnOrigin({ host, origin: 'https://evil.example' })).toBe(false)
  })
})

describe('names', () => {
  const at = (host: string, secure = false) =>
    addressesOf(listening({ host, port: 0, ...(secure ? SECURE : { isInsecure: true }) }), 7070)

  it('of this machine are ours, on our port alone', () => {
    const { isOwnHost, url } = at('127.0.0.1')
    expect(url).toBe('http://localhost:7070')
    for (const host of ['localhost:7070', '127.0.0.1:7070', '[::1]:7070', 'LocalHost:7070']) {
      expect(isOwnHost(host), host).toBe(true)
    }
    for (const host of [
      ...['localhost', 'localhost:7071', 'evil.example:7070', 'localhost.evil.example:7070'],
      ...['localhost:7070.evil.example', '', undefined, '192.168.1.5:7070'],
    ]) {
      expect(isOwnHost(host), host).toBe(false)
    }
  })

  it('are also the address that was asked for, the machine itself, and what it is certified for', () => {
    expect(at('192.168.1.5').isOwnHost('192.168.1.5:7070')).toBe(true)
    expect(at('192.168.1.5').isOwnHost('192.168.1.6:7070')).toBe(false)
    expect(at('0.0.0.0').isOwnHost(`${hostname().toLowerCase()}:7070`)).toBe(true)
    expect(at('0.0.0.0').isOwnHost('evil.example:7070')).toBe(false)
    expect(at('0.0.0.0', true).isOwnHost('watchfire.example:7070')).toBe(true)
    expect(at('0.0.0.0').isOwnHost('watchfire.example:7070')).toBe(false)
  })

  it('need no port where it is the usual one', () => {
    const secure = addressesOf(listening({ port: 443, ...SECURE }), 443)
    expect(secure.isOwnHost('localhost')).toBe(true)
    expect(addressesOf(listening({ port: 443 }), 443).isOwnHost('localhost')).toBe(false)
  })

  it('make an origin with the scheme that we speak', () => {
    const host = 'localhost:7070'
    const secure = at('127.0.0.1', true).isOwnOrigin
    expect(secure({ host, origin: 'https://localhost:7070' })).toBe(true)
    expect(secure({ host, origin: 'http://localhost:7070' })).toBe(false)
    expect(secure({ host })).toBe(true)
    expect(secure({ host: 'evil.example', origin: undefined } as never)).toBe(false)
  })
})
