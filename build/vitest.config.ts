import { availableParallelism } from 'node:os'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const root = new URL('..', import.meta.url).pathname

const level = (name: string, more: object = {}) => ({
  extends: true as const,
  test: { name, include: [`test/${name}/**/*.test.{ts,tsx}`], ...more },
})

/** Vitest leaves one core free, which on two cores is half of them. */
const all = { maxWorkers: availableParallelism() }

/** Tests of the core that watch the event loop or the machine: one file at a time, and nothing beside them. */
const measuredCore = ['figures', 'mesos-figures', 'xl', 'leaks'].map((name) => `test/core/${name}.test.ts`)

/** The same of the fault level: how soon an attack is over, and how long it keeps the event loop. */
const measuredFaults = [
  'hostile-http',
  'hostile-kafka',
  'hostile-kafka-cluster',
  'hostile-kafka-size',
  // Lets told time go on when nothing has happened for some milliseconds.
  'scheduler-moves',
  'web-host',
  'worker-containment',
].map((name) => `test/fault/${name}.test.ts`)

/** Tests on real Kafka that mostly start clusters of their own: they run beside those that share some (build/test-levels.ts). */
const ownClusters = ['harness', 'lifecycle-real', 'old-brokers', 'reassignment-real', 'scheduler-real'].map(
  (name) => `test/kafka/${name}.test.ts`,
)

const realKafka = {
  testTimeout: 120_000,
  hookTimeout: 180_000,
  fileParallelism: false,
  globalSetup: ['test/kafka/harness/global-setup.ts'],
}

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
      // Modules hold no state that outlives a test, so files share them: reading all of the app again for each file is a third to a half of
      // the CPU of these levels.
      level('unit', { ...all, isolate: false }),
      level('contract', all),
      level('core', { ...all, isolate: false, exclude: measuredCore }),
      level('features', { ...all, isolate: false, environment: 'jsdom', setupFiles: ['test/features/setup.ts'] }),
      level('fault', { ...all, testTimeout: 120_000, exclude: measuredFaults }),
      level('measured', { include: [...measuredCore, ...measuredFaults], testTimeout: 120_000, fileParallelism: false }),
      level('architecture'),
      level('kafka', { ...realKafka, exclude: ownClusters }),
      level('kafka-own', { ...realKafka, include: ownClusters }),
    ],
  },
})
