// Talks to the host that runs on this machine: finds it by its folder of sessions, and asks as its
// operator.
import { dirname } from 'node:path'
import { loadConfig } from '#host/config/load.ts'
import { HostError } from '#host/errors.ts'
import { findHost } from '#host/journal/host-lock.ts'
import { openAccess } from '../http/access.ts'

export interface HostClient {
  get<T>(path: string): Promise<T>
  /** Returns the answer, where there is something in it. */
  post<T = unknown>(path: string, body?: object): Promise<T>
}

export async function findClient(config: string | undefined): Promise<HostClient> {
  const { sessions } = loadConfig(config)
  const card = findHost(sessions)
  if (card !== null && card.url === null) {
    throw new HostError('unavailable', 'the host is starting, or waits for its venue', {
      hint: 'its own output says for what; ask again once it runs',
    })
  }
  if (card === null) {
    throw new HostError('unavailable', 'no host is running here', {
      file: sessions,
      hint: '`watchfire run` starts one; --config names the configuration of another',
    })
  }
  const token = await openAccess(dirname(sessions)).sign({ name: 'cli', role: 'operator', days: 1 })
  const ask = async (method: string, path: string, body?: object) => {
    const answer = await fetch(new URL(`/api/v1${path}`, card.url!), {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(method === 'POST' ? { body: JSON.stringify(body ?? {}) } : {}),
    }).catch((cause) => {
      throw new HostError('unavailable', `the host at ${card.url} does not answer`, { cause })
    })
    const said = (await answer.json()) as { error?: { message: string; hint?: string } }
    if (answer.ok) return said
    const { message, hint } = said.error ?? { message: `the host says ${answer.status}` }
    throw new HostError('unavailable', message, { hint })
  }
  return {
    get: <T>(path: string) => ask('GET', path) as Promise<T>,
    post: <T>(path: string, body?: object) => ask('POST', path, body) as Promise<T>,
  }
}
