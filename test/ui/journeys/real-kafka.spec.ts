import { kafkaAvailable } from '../../kafka/harness/available.ts'
import { test, type HostOptions } from '../../support/hosts.ts'
import { whatBrokersRun } from './real/brokers.ts'
import { groupsStand, whatGroupsRead } from './real/groups.ts'
import { whatIsWritten } from './real/messages.ts'
import { movesStand, whereReplicasAre } from './real/reassignments.ts'
import { everyReset, resetsStand } from './real/resets.ts'
import { startScene, type RealScene } from './real/scene.ts'
import { whoMayDoWhat } from './real/security.ts'
import { everything, isPlayed, openStage, type Stage } from './real/stage.ts'
import { topicsStand, whatTopicsAre } from './real/topics.ts'
import { whatTheLogSays, othersAct } from './real/activity.ts'

const available = await kafkaAvailable()

interface Chapter {
  readonly title: string
  /** Where it is played without SAMSA_LONG=1. */
  readonly in: HostOptions['host']
  /** What it finds in the cluster. */
  prepare(scene: RealScene): Promise<void>
  play(stage: Stage): Promise<void>
}

/** Each change of issue 5 through the screens; an independent tool of Kafka's own tells whether what was shown is what happened. */
const chapters: readonly Chapter[] = [
  {
    title: 'issue 5.1 E-06 topics, messages and brokers: what the plan says is what Kafka’s tools see',
    in: 'browser',
    prepare: topicsStand,
    async play(stage) {
      await whatTopicsAre(stage)
      await whatIsWritten(stage)
      await whatBrokersRun(stage)
    },
  },
  {
    title: 'issue 5.1 5.2 offsets are reset in every mode as Kafka’s tool does it, and taken back',
    in: 'desktop',
    prepare: resetsStand,
    play: everyReset,
  },
  {
    title: 'issue 5.1 5.3 groups and their members: what the plan says is what Kafka’s tools see, and files go both ways',
    in: 'browser',
    prepare: groupsStand,
    play: whatGroupsRead,
  },
  {
    title: 'issue 5.1 5.4 replicas and leaders: what the review shows is where Kafka’s tools find them, and no throttle is left',
    in: 'desktop',
    prepare: movesStand,
    play: whereReplicasAre,
  },
  {
    title: 'issue 5.1 ACLs, quotas, SCRAM users, and the log of it all: checked, exported, and what others did',
    in: 'browser',
    prepare: () => Promise.resolve(),
    async play(stage) {
      await othersAct(stage)
      await whoMayDoWhat(stage)
      await whatTheLogSays(stage)
    },
  },
]

for (const release of ['4', '3.9'] as const)
  test.describe(`Three real brokers of Kafka ${release}, asked by Kafka’s own tools`, () => {
    test.skip(!available.ok, available.ok ? '' : available.why)
    test.skip(({ host }) => !isPlayed(release, host), 'Kafka 4 is asked from the browser, 3.9 from the window; both with SAMSA_LONG=1')

    /** One cluster for all chapters: its leaders stay where they are until somebody elects others. */
    let scene: RealScene
    test.beforeAll(async () => {
      test.setTimeout(180_000)
      scene = await startScene({ release, nodes: 3, secure: true, settings: { 'auto.leader.rebalance.enable': 'false' } })
    })
    test.afterAll(async () => {
      await scene?.stop()
    })

    for (const chapter of chapters)
      test(chapter.title, async ({ launch, dataFolder, host }) => {
        test.skip(!everything && host !== chapter.in, `Played in the ${chapter.in}; in both with SAMSA_LONG=1`)
        test.setTimeout(420_000)
        await chapter.prepare(scene)
        const started = await launch()
        try {
          await chapter.play(await openStage(scene, started, dataFolder))
        } finally {
          await started.stop()
        }
      })
  })
