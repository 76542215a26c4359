// How many jobs may wait for their turn, on a desk that never comes to an end; and what ends one.
import { describe, expect, it } from 'vitest'
import { type BacktestJob, BacktestJobs } from '#host/app/backtest-jobs.ts'
import type { BacktestDesk, DeskRequest } from '#host/app/desk.ts'
import { type Job, Jobs } from '#host/app/jobs.ts'
import { Recordings } from '#host/app/recordings.ts'

const REQUEST = { data: { symbol: 'BTCUSDT', path: 'bars.csv' } } as DeskRequest

function busy() {
  const heard: BacktestJob['status'][] = []
  const desk = { run: () => new Promise(() => {}) } as unknown as BacktestDesk
  return {
    heard,
    jobs: new BacktestJobs(desk, new Recordings(), ({ status }) => heard.push(status)),
  }
}

it('Twenty may wait; a cancelled one makes room', () => {
  const { jobs } = busy()
  const started = Array.from({ length: 20 }, (_, i) => jobs.run(`${i}.js`, REQUEST))
  expect(() => jobs.run('more.js', REQUEST)).toThrow('too many backtests are waiting')
  jobs.cancel(started[7]!.id)
  expect(jobs.run('more.js', REQUEST).status).toBe('running')
  expect(() => jobs.run('yet-more.js', REQUEST)).toThrow('too many')
})

it('A newer one of the same script needs no room of its own', () => {
  const { jobs, heard } = busy()
  for (let i = 0; i < 20; i++) jobs.run(`${i}.js`, REQUEST)
  for (let i = 0; i < 5; i++) jobs.run('3.js', REQUEST)
  expect(heard).toEqual(Array(5).fill('cancelled'))
})

describe('a job', () => {
  const opened = () => {
    const told: Job<number>['status'][] = []
    const onChange = ({ status }: Job<number>) => told.push(status)
    return { told, jobs: new Jobs<number>({ what: 'sum', max: 2, graceMs: 0, onChange }) }
  }

  it('that was cancelled stays so, though its work ends well', async () => {
    const { jobs, told } = opened()
    const { promise, resolve } = Promise.withResolvers<number>()
    const { id } = jobs.start(null, () => promise)
    jobs.cancel(id)
    resolve(3)
    await promise
    expect(jobs.find(id)).toMatchObject({ status: 'cancelled', result: null, progress: 0 })
    expect(told).toEqual(['cancelled'])
  })

  it('ends its work through the signal, and is told of no error for it', async () => {
    const { jobs, told } = opened()
    const { promise: ended, resolve: end } = Promise.withResolvers<string>()
    const { id } = jobs.start(null, ({ signal }) => {
      signal.addEventListener('abort', () => end(String(signal.reason)))
      return ended.then(() => Promise.reject(signal.reason))
    })
    jobs.cancel(id)
    expect(await ended).toContain('cancelled')
    expect(jobs.find(id)).toMatchObject({ status: 'cancelled', error: null })
    expect(told).toEqual(['cancelled'])
  })

  it('is forgotten when there are newer ones, and none is begun that cannot be', async () => {
    const { jobs } = opened()
    const first = jobs.start(null, async () => 1)
    await Promise.resolve()
    jobs.start(null, async () => 2)
    await Promise.resolve()
    const refuse = () => {
      throw new Error('no room')
    }
    expect(() => jobs.start(null, refuse)).toThrow('no room')
    expect(jobs.find(first.id)).toMatchObject({ status: 'done', result: 1, progress: 1 })
    jobs.start(null, async () => 3)
    expect(() => jobs.find(first.id)).toThrow(`no sum ${first.id}`)
  })
})
