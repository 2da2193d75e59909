import { defineConfig } from '@playwright/test'
import type { HostOptions } from '../test/support/hosts.ts'
import { chromiumArguments, findChromium } from './machine.ts'

const chromium = findChromium()

const chromiumUse = {
  launchOptions: {
    ...('path' in chromium ? { executablePath: chromium.path } : {}),
    args: [...chromiumArguments()],
  },
}

const packageJourneys =
  process.env['SAMSA_LONG'] === '1' ? ['ui/journeys/**/*.spec.ts'] : ['ui/journeys/start.spec.ts', 'ui/journeys/lagging-group.spec.ts']

/**
 * Two projects, one set of journeys (`test/ui/journeys`): in real Chromium against the browser host, and in real Electron. The other
 * specs of `test/ui` and `test/desktop` are about one host.
 */
export default defineConfig<object, HostOptions>({
  testDir: '../test',
  outputDir: '../test-results',
  fullyParallel: false,
  workers: 1,
  forbidOnly: process.env['CI'] === 'true',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    reducedMotion: 'reduce',
  },
  projects: [
    {
      name: 'ui',
      testMatch: 'ui/**/*.spec.ts',
      use: { host: 'browser', ...chromiumUse },
    },
    {
      // What is shipped: its own specs, then the journeys that show that a package is whole. All of them with SAMSA_LONG=1.
      name: 'package',
      testMatch: ['package/**/*.spec.ts', ...packageJourneys],
      use: { host: 'package', ...chromiumUse },
      dependencies: ['packages'],
    },
    { name: 'archive', testMatch: packageJourneys, use: { host: 'archive', ...chromiumUse }, dependencies: ['packages'] },
    { name: 'packages', testMatch: 'package/make.setup.ts' },
    { name: 'desktop', testMatch: ['desktop/**/*.spec.ts', 'ui/journeys/**/*.spec.ts'], use: { host: 'desktop' } },
  ],
})
