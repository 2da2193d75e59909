import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const root = new URL('..', import.meta.url).pathname

const level = (name: string, more: object = {}) => ({
  extends: true as const,
  test: { name, include: [`test/${name}/**/*.test.{ts,tsx}`], ...more },
})

/** One project a level of tests (ARCHITECTURE.md, Tests). The browser levels run under Playwright: build/playwright.config.ts. */
export default defineConfig({
  root,
  plugins: [react()],
  test: {
    passWithNoTests: true,
    // No test is timed; this only ends one that hangs. Thousands of generated cases take long on two cores that are busy.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      level('unit'),
      level('contract'),
      level('core'),
      level('features', { environment: 'jsdom', setupFiles: ['test/features/setup.ts'] }),
      level('fault', { testTimeout: 120_000, fileParallelism: false }),
      level('architecture'),
      level('kafka', {
        testTimeout: 120_000,
        hookTimeout: 180_000,
        fileParallelism: false,
        globalSetup: ['test/kafka/harness/global-setup.ts'],
      }),
    ],
  },
})
