// The runner processes of this thread. When a thread ends, Node forgets the processes that it started:
// those that had not been seen to end by then would stay in the system's table until the host ends.

export interface Living {
  end(): void
  /** Resolves once the process has been seen to end. */
  readonly lost: Promise<unknown>
}

const LIVING = new Set<Living>()

export function isBorn(runner: Living): void {
  LIVING.add(runner)
  void runner.lost.then(() => LIVING.delete(runner))
}

/** For a thread's end: ends all of its runners, and resolves once they are gone. */
export async function endRunners(): Promise<void> {
  const gone = [...LIVING].map((runner) => {
    runner.end()
    return runner.lost
  })
  await Promise.all(gone)
}
