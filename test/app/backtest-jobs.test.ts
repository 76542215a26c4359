// How many backtests may wait for their turn, on a desk that never comes to an end.
import { expect, it } from 'vitest'
import { type BacktestJob, BacktestJobs } from '#host/app/backtest-jobs.ts'
import type { BacktestDesk, DeskRequest } from '#host/app/desk.ts'

const REQUEST = {} as DeskRequest

function busy() {
  const heard: BacktestJob['status'][] = []
  const desk = { run: () => new Promise(() => {}) } as unknown as BacktestDesk
  return { heard, jobs: new BacktestJobs(desk, ({ status }) => heard.push(status)) }
}

it('Twenty may wait; a cancelled one makes room', () => {
  const { jobs } = busy()
  const started = Array.from({ length: 20 }, (_, i) => jobs.start(`${i}.js`, REQUEST))
  expect(() => jobs.start('more.js', REQUEST)).toThrow('too many backtests are waiting')
  jobs.cancel(started[7]!.id)
  expect(jobs.start('more.js', REQUEST).status).toBe('running')
  expect(() => jobs.start('yet-more.js', REQUEST)).toThrow('too many')
})

it('A newer one of the same script needs no room of its own', () => {
  const { jobs, heard } = busy()
  for (let i = 0; i < 20; i++) jobs.start(`${i}.js`, REQUEST)
  for (let i = 0; i < 5; i++) jobs.start('3.js', REQUEST)
  expect(heard).toEqual(Array(5).fill('cancelled'))
})
