import { test, type HostOptions, type StartedHost } from '../../../support/hosts.ts'
import type { KafkaRelease } from '../../../kafka/harness/releases.ts'
import type { Page } from '@playwright/test'
import { unlock } from '../change-steps.ts'
import { addProfile } from '../steps.ts'
import type { RealScene } from './scene.ts'

/** What a chapter of the journey is played on: a real cluster, and the app connected to it, unlocked. */
export interface Stage {
  readonly scene: RealScene
  readonly app: Page
  readonly started: StartedHost
  /** Of the app; a test may put files of its own there. */
  readonly folder: string
}

/** Everything in both browsers on both releases; without it each chapter once, and without what is said to be left out. */
export const everything = process.env['SAMSA_LONG'] === '1'

/** Which real Kafka is asked from where: 4.x from the browser and 3.9 from the window. `SAMSA_KAFKA` names one for both. */
export function isPlayed(release: KafkaRelease, host: HostOptions['host']): boolean {
  const asked = process.env['SAMSA_KAFKA']
  if (asked !== undefined) return asked === release
  return everything || release === (host === 'browser' ? '4' : '3.9')
}

export async function openStage(scene: RealScene, started: StartedHost, folder: string): Promise<Stage> {
  const app = started.page
  // A press that finds nothing to press says so before the whole test is over.
  app.setDefaultTimeout(30_000)
  await addProfile(app, { name: 'orders-eu', environment: 'production', bootstrap: scene.info.bootstrap.split(',') })
  await unlock(app)
  return { scene, app, started, folder }
}

/** What takes long beside what it adds to the others. */
export async function longStep(title: string, act: () => Promise<void>): Promise<void> {
  if (everything) return test.step(title, act)
  process.stdout.write(`Left out, done with SAMSA_LONG=1: ${title}\n`)
}
