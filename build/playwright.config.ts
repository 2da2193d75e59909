import { defineConfig } from '@playwright/test'
import type { HostOptions } from '../test/support/hosts.ts'
import { chromiumArguments, findChromium } from './machine.ts'

const chromium = findChromium()

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
      use: {
        host: 'browser',
        launchOptions: {
          ...('path' in chromium ? { executablePath: chromium.path } : {}),
          args: [...chromiumArguments()],
        },
      },
    },
    { name: 'desktop', testMatch: ['desktop/**/*.spec.ts', 'ui/journeys/**/*.spec.ts'], use: { host: 'desktop' } },
  ],
})
