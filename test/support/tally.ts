// The last line of a test run: how many passed, failed and were skipped, for whoever counts them.
import type { Reporter, TestModule } from 'vitest/node'

export default class Tally implements Reporter {
  #line = ''

  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const count = { passed: 0, failed: errors.length, skipped: 0, pending: 0 }
    for (const module of modules) {
      const tests = [...module.children.allTests()]
      // A file that fails before its first test is a failure too.
      if (tests.length === 0 && module.state() === 'failed') count.failed += 1
      for (const test of tests) count[test.result().state] += 1
    }
    const skipped = count.skipped + count.pending
    this.#line = `${count.passed} passed, ${count.failed} failed, ${skipped} skipped`
    process.on('exit', () => process.stdout.write(`\n${this.#line}\n`))
  }
}
