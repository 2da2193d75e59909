import { mkdtemp, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Download, Page } from '@playwright/test'
import { startCluster, type ClusterOptions, type RealCluster } from '../../../kafka/harness/cluster.ts'
import { startWorkbench } from '../../../kafka/harness/workbench.ts'
import { expect, type StartedHost } from '../../../support/hosts.ts'
import { confirm, dialog } from '../change-steps.ts'
import { goTo, rowsOf, table } from '../steps.ts'

/** Kafka's own names of its tools. */
export const CONFIGS = 'kafka.admin.ConfigCommand'
export const CONSUMER = 'org.apache.kafka.tools.consumer.ConsoleConsumer'
export const GROUPS = 'org.apache.kafka.tools.consumer.group.ConsumerGroupCommand'
export const LOG_DIRS = 'org.apache.kafka.tools.LogDirsCommand'
export const OFFSETS = 'org.apache.kafka.tools.GetOffsetShell'
export const REASSIGN = 'org.apache.kafka.tools.reassign.ReassignPartitionsCommand'
export const TOPICS = 'org.apache.kafka.tools.TopicCommand'
/** Moved since 3.9. */
export const ACLS = { '4': 'org.apache.kafka.tools.AclCommand', '3.9': 'kafka.admin.AclCommand' } as const

/** Real Kafka, and Kafka's own tools and clients in a JVM beside it. */
export interface RealScene {
  readonly info: RealCluster['info']
  /** A request of Workbench.java. */
  ask(request: object): Promise<unknown>
  /** Output of one of Kafka's own tools. */
  tool(name: string, ...args: readonly string[]): Promise<string>
  configsOf(type: string, name: string): Promise<string>
  stop(): Promise<void>
}

export async function startScene(options: ClusterOptions): Promise<RealScene> {
  const [cluster, bench] = await Promise.all([startCluster(options), startWorkbench(options.release)])
  const { bootstrap } = cluster.info
  const ask = (request: object): Promise<unknown> => bench.ask({ bootstrap, ...request })
  const tool = async (name: string, ...args: readonly string[]): Promise<string> => {
    const answer = await ask({ do: 'cli', tool: name, args: ['--bootstrap-server', bootstrap, ...args] })
    const { out, err, code } = answer as { out: string; err: string; code: number } // what Workbench.java answers
    expect(code, `${name}: ${err}${out}`).toBe(0)
    return out
  }
  return {
    info: cluster.info,
    ask,
    tool,
    configsOf: (type, name) => tool(CONFIGS, '--describe', '--entity-type', type, '--entity-name', name),
    stop: async () => void (await Promise.all([cluster.stop(), bench.stop()])),
  }
}

/** By topic and partition, as kafka-consumer-groups tells it. */
export async function committedBy({ tool }: RealScene, group: string): Promise<Record<string, number>> {
  const out = await tool(GROUPS, '--describe', '--group', group, '--offsets')
  const lines = out.split('\n').map((line) => line.trim().split(/ +/))
  return Object.fromEntries(
    lines.flatMap(([name, topic, partition, offset]) =>
      name === group && offset !== '-' ? [[`${topic}-${partition}`, Number(offset)]] : [],
    ),
  )
}

/** Leaders and replicas by partition, as kafka-topics tells them. */
export async function placesOf({ tool }: RealScene, topic: string): Promise<{ leader: number; replicas: number[] }[]> {
  const out = await tool(TOPICS, '--describe', '--topic', topic)
  const found = [...out.matchAll(/Partition: (\d+)\s+Leader: (-?\d+|none)\s+Replicas: ([\d,]+)/g)]
  return found
    .toSorted(([, a], [, b]) => Number(a) - Number(b))
    .map(([, , leader, replicas = '']) => ({ leader: Number(leader), replicas: replicas.split(',').map(Number) }))
}

export const replicasOf = async (scene: RealScene, topic: string): Promise<number[][]> =>
  (await placesOf(scene, topic)).map(({ replicas }) => replicas)

/** The plan says these; then it is confirmed, and verified by reading back. */
export async function confirmed(app: Page, ...says: readonly string[]): Promise<void> {
  for (const text of says) await expect(dialog(app)).toContainText(text, { timeout: 20_000 })
  await confirm(app)
}

/** Settings of throttles on all brokers and on a topic, as kafka-configs tells them. */
export async function throttlesOf({ tool }: RealScene, topic: string): Promise<string[]> {
  const brokers = await tool(CONFIGS, '--describe', '--entity-type', 'brokers')
  const lists = await tool(CONFIGS, '--describe', '--entity-type', 'topics', '--entity-name', topic)
  return `${brokers}\n${lists}`.split('\n').flatMap((line) => /[a-z.]+throttled[a-z.]+=\S*/.exec(line)?.[0] ?? [])
}

/** Bytes of a topic on brokers, as kafka-log-dirs tells them. */
export async function bytesOn({ tool }: RealScene, topic: string, brokers: readonly number[]): Promise<number> {
  const output = await tool(LOG_DIRS, '--describe', '--topic-list', topic, '--broker-list', brokers.join(','))
  const json = output.split('\n').find((line) => line.startsWith('{'))
  const told = JSON.parse(json ?? '{}') as { brokers: { logDirs: { partitions: { size: number }[] }[] }[] } // what the tool prints
  return told.brokers.flatMap((b) => b.logDirs.flatMap((d) => d.partitions)).reduce((sum, p) => sum + p.size, 0)
}

/** What kafka-consumer-groups would set, in its CSV; sorted. */
export async function resetLines({ tool }: RealScene, group: string, ...how: readonly string[]): Promise<string[]> {
  const out = await tool(GROUPS, '--group', group, '--reset-offsets', '--dry-run', '--export', ...how)
  return out
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /,\d+,\d+$/.test(line))
    .toSorted()
}

/** A static member that went without leaving, as one that is restarted does: the group waits for it. */
export async function leftStatic(
  { ask }: RealScene,
  of: { readonly group: string; readonly topic: string; readonly instance: string },
): Promise<void> {
  const config = { 'group.instance.id': of.instance, 'session.timeout.ms': '300000' }
  await ask({ do: 'startConsumer', name: of.instance, group: of.group, topics: [of.topic], config })
  const received = async (): Promise<unknown> =>
    ((await ask({ do: 'consumers' })) as Record<string, { received: number }>)[of.instance]?.received // what Workbench.java answers
  await expect.poll(received, { timeout: 30_000 }).toBeGreaterThan(0)
  await ask({ do: 'stopConsumer', name: of.instance })
}

/** Where the file is that the page saves by this act; where it saves several, the one with such a name. */
export async function savedBy({ page, electron }: StartedHost, folder: string, act: () => Promise<void>, named = /./): Promise<string> {
  const to = await mkdtemp(join(folder, 'saved-by-the-page-'))
  if (electron === undefined) {
    const isIt = (download: Download): boolean => named.test(download.suggestedFilename())
    const [download] = await Promise.all([page.waitForEvent('download', isIt), act()])
    await download.saveAs(join(to, 'file'))
    return join(to, 'file')
  }
  // In place of the system's dialog; the newest answer counts.
  await electron.evaluate(({ BrowserWindow }, where) => {
    for (const window of BrowserWindow.getAllWindows())
      window.webContents.session.on('will-download', (_event, item) => item.setSavePath(`${where}/${item.getFilename()}`))
  }, to)
  await act()
  const saved = async (): Promise<string | undefined> => (await readdir(to)).find((name) => named.test(name))
  await expect.poll(saved).toBeDefined()
  const file = join(to, (await saved()) ?? '')
  await expect(page.getByText(file)).toBeVisible()
  return file
}

/** Takes the newest act whose title has this back, from the activity log; the plan of that says these. */
export async function takenBack(app: Page, title: string, ...says: readonly string[]): Promise<void> {
  await goTo(app, 'h', 'Activity')
  await rowsOf(table(app, 'Activity')).filter({ hasText: title }).first().click()
  await app.getByRole('complementary').getByRole('button', { name: 'Undo…' }).click()
  await confirmed(app, ...says)
}
