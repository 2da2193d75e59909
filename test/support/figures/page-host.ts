import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { constants, setPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Browser, type Page } from '@playwright/test'
import { startBrowserHost } from '../hosts.ts'
import { startEmulatorProcess, type EmulatorProcessOptions } from '../kafka-emulator-process.ts'
import { processProbe } from './ask.ts'
import type { Size } from './core-figures.ts'
import { installPageProbe, type PageProbe } from './page-probe.ts'

export type Probed = { readonly samsaProbe: PageProbe }
export const probe = <T>(page: Page, read: (probe: PageProbe) => T): Promise<T> =>
  // What `read` answers, through JSON.
  page.evaluate<T>(`(${read.toString()})(window.samsaProbe)`)

interface MeasuredHost {
  readonly page: Page
  readonly child: ChildProcess
}

/** A page in real Chromium on the real browser host, connected to a cluster that runs elsewhere; each in a process of its own. */
export async function onCluster<T>(
  browser: Browser,
  bootstrap: string,
  fullRows: number,
  act: (host: MeasuredHost) => Promise<T>,
): Promise<T> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'samsa-figures-'))
  const host = await startBrowserHost(
    browser,
    ['--data-folder', dataFolder],
    { viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' },
    ['--import', processProbe],
  )
  try {
    const { page, child } = host
    await page.addInitScript(installPageProbe, fullRows)
    await page.getByRole('textbox', { name: 'Address of anything in a cluster' }).fill(bootstrap)
    await page.keyboard.press('Enter')
    await page.getByLabel('Name', { exact: true }).fill('large')
    await page.getByRole('button', { name: 'Save and connect' }).click()
    await expect(page).toHaveTitle(/^Overview · large/, { timeout: 60_000 })
    if (!child) throw new Error('The host is not ours')
    child.send('watch the loop')
    return await act({ page, child })
  } finally {
    await host.stop()
    await rm(dataFolder, { recursive: true, force: true })
  }
}

export async function withEmulatedCluster<T>(
  browser: Browser,
  options: EmulatorProcessOptions,
  fullRows: number,
  act: (host: MeasuredHost) => Promise<T>,
): Promise<T> {
  const emulator = await startEmulatorProcess(options)
  // A cluster is on other machines: what it computes for an answer is not to come before a frame of the page.
  setPriority(emulator.pid, constants.priority.PRIORITY_LOW)
  try {
    return await onCluster(browser, emulator.bootstrap.join(','), fullRows, act)
  } finally {
    await emulator.stop()
  }
}

/** The same with many topics and groups, all of which were read. */
export const withLargeCluster = <T>(browser: Browser, { topics, groups }: Size, act: (host: MeasuredHost) => Promise<T>): Promise<T> =>
  withEmulatedCluster(browser, { preset: 'xl', topics, groups }, Math.min(topics, groups), async (host) => {
    const { page } = host
    await expect(page.getByRole('heading', { level: 1 })).toContainText(/groups/, { timeout: 60_000 })
    await expect(page.getByRole('button', { name: /^Consumer groups/ })).toContainText(groups > 999 ? /\d\s\d{3}/ : /\d{3}/, {
      timeout: 60_000,
    })
    return act(host)
  })
