import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Real processes start and stop in many tests, on machines that may be busy.
    testTimeout: 240_000,
    hookTimeout: 120_000,
    reporters: ['default', './test/support/tally.ts'],
    coverage: {
      enabled: process.env.CI === 'true',
      provider: 'v8',
      include: ['host/**/*.ts', 'sdk/**/*.ts'],
      reporter: ['text-summary'],
    },
  },
})
