import { Kafka, logLevel, type Admin } from 'kafkajs'

/** Lag of groups as a program asks for it that has nothing but kafkajs' public Admin: group by group, topic by topic. */

export interface KafkajsRun {
  /** ms for `groups` of the cluster's groups, listing included. */
  readonly wall: number
  readonly groups: number
  readonly all: number
  readonly partitions: number
  readonly lag: number
}

async function run(bootstrap: readonly string[], most: number): Promise<KafkajsRun> {
  const kafka = new Kafka({ clientId: 'measured', brokers: [...bootstrap], logLevel: logLevel.NOTHING })
  const admin = kafka.admin()
  await admin.connect()
  try {
    const began = performance.now()
    const { groups } = await admin.listGroups()
    const some = groups.slice(0, most)
    let partitions = 0
    let lag = 0
    for (const { groupId } of some) {
      const found = await lagOf(admin, groupId)
      partitions += found.partitions
      lag += found.lag
    }
    return { wall: performance.now() - began, groups: some.length, all: groups.length, partitions, lag }
  } finally {
    await admin.disconnect()
  }
}

async function lagOf(admin: Admin, groupId: string): Promise<{ partitions: number; lag: number }> {
  let partitions = 0
  let lag = 0
  for (const { topic, partitions: commits } of await admin.fetchOffsets({ groupId })) {
    // Its requests trip over each other when topics are asked for at the same time.
    const ends = new Map((await admin.fetchTopicOffsets(topic)).map((each) => [each.partition, Number(each.high)]))
    for (const { partition, offset } of commits) {
      if (Number(offset) < 0) continue
      partitions += 1
      lag += Math.max(0, (ends.get(partition) ?? 0) - Number(offset))
    }
  }
  return { partitions, lag }
}

process.on('message', (message) => {
  if (typeof message !== 'object') return
  // Said by lag-figures.ts.
  const { bootstrap, groups } = message as { readonly bootstrap: readonly string[]; readonly groups: number }
  run(bootstrap, groups).then(
    (done) => process.send?.({ done }),
    (error: unknown) => process.send?.({ failed: error instanceof Error ? error.message : 'unknown' }),
  )
})
process.channel?.ref()
process.on('disconnect', () => process.exit(0))
process.send?.({ ready: true })
