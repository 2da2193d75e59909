import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { root } from '../../../build/machine.ts'
import { expect } from '../../support/hosts.ts'

export interface Answer {
  /** Where it is looked at; the route itself where nothing else is said. */
  readonly at?: string
  /** What is shown without any server: what was read last, or a sentence that says why nothing is. By tab, where there are some. */
  readonly says: RegExp | Readonly<Record<string, RegExp>>
  /** What would change the cluster. */
  readonly off?: readonly string[]
}

const lag = /912|1 \d\d\d|\d\d\d/
const live = /This is read live; what stood at an earlier moment is not recorded/
const messages = /Messages are not recorded: they are read from the brokers when you ask, and never kept/

/** Inside a cluster whose servers are all stopped. A route or a tab that is missing here fails. */
export const inCluster: Readonly<Record<string, Answer>> = {
  '/overview': { says: /groups? (was|were) read/ },
  '/wall': { says: /billing/ },
  '/groups': { says: /billing/ },
  '/groups/:group': {
    at: '/groups/billing',
    says: {
      Lag: /recording since/,
      Partitions: /6 partitions · .* of lag/,
      Members: /No members: nobody is reading/,
      Positions: /It never went back/,
      Events: /Followed since/,
    },
    off: ['Reset offsets…'],
  },
  '/alerts': { says: { Log: /Nothing was told yet/, Rules: /Any watched group/ } },
  '/topics': { says: /orders/, off: ['New topic'] },
  '/topics/:topic': {
    at: '/topics/orders',
    says: {
      Log: /billing/,
      Partitions: /3\/3/,
      Groups: lag,
      Messages: messages,
      Config: /cleanup\.policy/,
      ACLs: live,
      Events: /Changes, and brokers that hold it: as far as Samsa recorded/,
    },
  },
  '/topics/:topic/messages': {
    at: '/topics/orders/messages',
    says: messages,
    off: ['Read', 'Write messages…'],
  },
  '/brokers': { says: /3 of 6 running/, off: ['Add brokers'] },
  '/brokers/:broker': {
    at: '/brokers/1',
    says: {
      Summary: /TASK_RUNNING on agent-1/,
      Partitions: /in sync/,
      Metrics: /Request handlers idle|No metrics|not reported/,
      Config: /Up to that moment this was not read while Samsa was recording/,
      Placement: /it is not recorded/,
      Logs: /Logs are not recorded/,
      Events: /TASK_RUNNING|running/i,
    },
  },
  '/agents': { says: { Agents: /9 of 9 agents active/, Tasks: /TASK_RUNNING/, 'Rack map': /rack-c/ } },
  '/tasks/:task': { at: '/tasks/any', says: /Files of a sandbox are not recorded|Mesos does not know this task any more/ },
  '/reassignments': { says: /only known of a cluster that is connected and live/ },
  '/security': { says: { ACLs: live, Quotas: live, 'SCRAM users': live } },
  '/activity': { says: /Nothing has been changed from here yet/ },
}

/** Beside the clusters. */
export const beside: Readonly<Record<string, Answer>> = {
  '/': { says: /last seen .* ago/ },
  '/compare': { says: /Compare/ },
  '/new': { says: /Bootstrap brokers/ },
  '/edit/:profile': { says: /Bootstrap brokers/ },
  '/settings': { says: /Theme/ },
  '/guide': { says: /Samsa/ },
  '/guide/:page': { at: '/guide/what-samsa-does', says: /Samsa/ },
}

/** The routes of all features of a place, as their files list them: the page's own parts do not load here. */
export function routesOf(place: 'cluster' | 'start'): readonly string[] {
  const folder = join(root, 'renderer/features')
  const texts = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => readFileSync(join(folder, name, 'index.ts'), 'utf8'))
    .filter((text) => text.includes(`place: '${place}'`))
  const routes = texts.flatMap((text) => [...text.matchAll(/path: '(\/[^']*)', screen:/g)].map((match) => match[1] ?? ''))
  return [...new Set(routes)].toSorted()
}

/** Opens a place by its address, as a followed link does. */
const open = (app: Page, path: string): Promise<void> =>
  app.evaluate((to) => {
    location.hash = to
  }, path)

/** Takes a picture of what is shown, under that name. */
export type Picture = (name: string) => Promise<void>

/** Looks at every route and tab of the cluster; `begin` is the address up to the cluster. */
export async function everyScreenAnswers(app: Page, begin: string, picture: Picture): Promise<void> {
  expect(Object.keys(inCluster).toSorted(), 'a new screen says here what it shows offline').toEqual(routesOf('cluster'))
  const main = app.getByRole('main')
  const recorded = app.getByRole('status').filter({ hasText: /RECORDED .* ago/ })
  for (const [route, { at = route, says, off = [] }] of Object.entries(inCluster)) {
    await open(app, `${begin}${at}`)
    await expect.poll(() => app.evaluate(() => location.hash)).toContain(at)
    const tabs = says instanceof RegExp ? [] : Object.entries(says)
    // The first is the window's own tabs.
    await expect(main.getByRole('tablist'), `tabs of ${route}`).toHaveCount(tabs.length > 0 ? 2 : 1)
    const own = main.getByRole('tablist').last().getByRole('tab')
    if (says instanceof RegExp) await expect(main, route).toContainText(says)
    else {
      const titles = (await own.allInnerTexts()).map((title) => /^[^\d\n]+/.exec(title)?.[0].trim() ?? title)
      expect(titles, `tabs of ${route}`).toEqual(Object.keys(says))
    }
    for (const [nth, [tab, text]] of tabs.entries()) {
      await own.nth(nth).click()
      await expect(main, `${route}, ${tab}`).toContainText(text)
      await expect(main.locator('[data-state="loading"]'), `${route}, ${tab}`).toHaveCount(0)
      await picture(`${at} ${tab}`)
    }
    await expect(recorded, route).toBeVisible()
    await expect(main.locator('[data-state="loading"]'), route).toHaveCount(0)
    if (tabs.length === 0) await picture(at)
    for (const name of off) {
      const button = main.getByRole('button', { name, exact: true })
      await expect(button, `${route}: ${name}`).toHaveAttribute('aria-disabled', 'true')
      await expect(button, `${route}: ${name} says why`).toHaveAttribute('title', /record|look/i)
    }
  }
}

/** The same for what is beside the clusters. */
export async function everythingBesideAnswers(app: Page, profile: string, picture: Picture): Promise<void> {
  expect(Object.keys(beside).toSorted(), 'a new screen says here what it shows offline').toEqual(routesOf('start'))
  for (const [route, { at = route, says }] of Object.entries(beside)) {
    await open(app, at.replace(':profile', profile))
    await expect(app.getByRole('main'), route).toContainText(says instanceof RegExp ? says : /./)
    await expect(app.getByRole('main').locator('[data-state="loading"]'), route).toHaveCount(0)
    await picture(`beside ${at}`)
  }
}
