import { defineConfig } from '@playwright/test'
import type { HostOptions } from '../test/support/hosts.ts'
import { chromiumArguments, findChromium, hasDisplay, playwrightWorkers } from './machine.ts'

const chromium = findChromium()

const chromiumUse = {
  launchOptions: {
    ...('path' in chromium ? { executablePath: chromium.path } : {}),
    args: [...chromiumArguments()],
  },
}

const packageJourneys =
  process.env['SAMSA_LONG'] === '1' ? ['ui/journeys/**/*.spec.ts'] : ['ui/journeys/start.spec.ts', 'ui/journeys/lagging-group.spec.ts']

/** Looked at in Electron too with SAMSA_LONG=1: the page is the same there. */
const inChromiumAlone = process.env['SAMSA_LONG'] === '1' ? [] : ['ui/journeys/accessibility.spec.ts']

/** What counts frames, or the seconds until something shows: one file at a time, in a round of their own (build/test-levels.ts). */
const alone = ['ui/figures.spec.ts', 'ui/journeys/broker-dies.spec.ts']

/** A display of each worker's own, where `npm test` made them; on the one that a person looks at windows would take each other's keys. */
const windows = process.env['SAMSA_DISPLAYS'] === undefined && hasDisplay() ? 1 : playwrightWorkers

/**
 * Two projects, one set of journeys (`test/ui/journeys`): in real Chromium against the browser host, and in real Electron. The other
 * specs of `test/ui` and `test/desktop` are about one host.
 */
export default defineConfig<object, HostOptions>({
  testDir: '../test',
  outputDir: '../test-results',
  fullyParallel: false,
  workers: playwrightWorkers,
  forbidOnly: process.env['CI'] === 'true',
  timeout: 60_000,
  // Only ends what hangs.
  expect: { timeout: 20_000 },
  use: {
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    // A third of the time of every test: only where `npm test` looks again at what failed.
    trace: process.env['SAMSA_TRACE'] === '1' ? 'retain-on-failure' : 'off',
    reducedMotion: 'reduce',
  },
  projects: [
    {
      name: 'ui',
      testMatch: 'ui/**/*.spec.ts',
      testIgnore: alone,
      use: { host: 'browser', ...chromiumUse },
    },
    { name: 'ui-alone', testMatch: alone, workers: 1, use: { host: 'browser', ...chromiumUse } },
    {
      // What is shipped: its own specs, then the journeys that show that a package is whole. All of them with SAMSA_LONG=1.
      name: 'package',
      testMatch: ['package/**/*.spec.ts', ...packageJourneys],
      workers: windows,
      use: { host: 'package', ...chromiumUse },
      dependencies: ['packages'],
    },
    { name: 'archive', testMatch: packageJourneys, use: { host: 'archive', ...chromiumUse }, dependencies: ['packages'] },
    { name: 'packages', testMatch: 'package/make.setup.ts' },
    {
      name: 'desktop',
      testMatch: ['desktop/**/*.spec.ts', 'ui/journeys/**/*.spec.ts'],
      // Several windows are killed and come back in desktop/windows.spec.ts and ui/journeys/kill-loop.spec.ts.
      testIgnore: [...alone, 'ui/journeys/killed.spec.ts', ...inChromiumAlone],
      workers: windows,
      use: { host: 'desktop' },
    },
    { name: 'desktop-alone', testMatch: alone.filter((file) => file.includes('/journeys/')), workers: 1, use: { host: 'desktop' } },
  ],
})
