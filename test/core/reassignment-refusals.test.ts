import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AuditRow } from '../../shared/contract/audit.ts'
import type { RunRow } from '../../shared/contract/reassignments.ts'
import { describeError } from '../../shared/errors/error.ts'
import type { Where } from '../emulators/kafka/faults.ts'
import { createKafkaEmulator, type KafkaEmulator } from '../emulators/kafka/emulator.ts'
import { applied, type ChangeCall } from '../support/changing.ts'
import { createFastClock } from '../support/fast-clock.ts'
import { must, seeView, startTestCore, type SeenView, type TestCore } from '../support/test-core.ts'
import { until } from '../support/until.ts'

const POLICY_VIOLATION = 44
const WORDS = `Error ${POLICY_VIOLATION}`
const THROTTLE = 1_000_000
const RATE = 'follower.replication.throttled.rate'

/** Issue 5, on the server's refusal: as in `server-refusals.test.ts`, of changes that need one that goes on. */
describe('E-10 a reassignment that Kafka refuses, whole or in part', { timeout: 60_000 }, () => {
  let emulator: KafkaEmulator
  let core: TestCore
  let cluster: string
  let view: SeenView<RunRow>
  beforeEach(async () => {
    emulator = await createKafkaEmulator({
      brokers: 3,
      release: '4.3',
      topics: [{ name: 'many', partitions: 3, replication: 1, history: 1_000, recordBytes: 1_000, assignment: [[1], [1], [1]] }],
    })
    emulator.world.moves.setSpeed(0)
    // A partition that was refused could still come for twenty seconds.
    core = await startTestCore({ clock: createFastClock(5) })
    const addresses = emulator.bootstrap.map((b) => `${b.host}:${b.port}`)
    cluster = await core.connect(addresses, { access: 'guarded' })
    view = seeView<{ readonly cluster: string }, RunRow>(core.page.reassignments.runs, { cluster }, 'id')
  })
  afterEach(async () => {
    view.close()
    await core.stop()
    await emulator.stop()
  })

  /** What the activity says of a change that is refused there. */
  const refused = async <Input>(call: ChangeCall<Input>, input: Input, where: Where): Promise<AuditRow> => {
    const undo = emulator.faults.answer(POLICY_VIOLATION, where)
    const { row } = await applied(core, cluster, call, input)
    undo()
    expect(row.state).toBe('failed')
    expect(describeError(must(row.error)).cause).toContain(WORDS)
    return row
  }
  const moves = [0, 1].map((partition) => ({ topic: 'many', partition, replicas: [partition + 2] }))
  const over = (act: string): Promise<unknown> => view.until(({ rows }) => rows.get(act)?.state === 'over', 'it is over', 15_000)
  const rates = (): (string | undefined)[] => [1, 2, 3].map((id) => emulator.world.brokers.get(id)?.configs.get(RATE))

  it('says that nothing moves, and takes the throttle away at once', async () => {
    const row = await refused(core.page.reassignments.start, { moves, throttle: THROTTLE }, { api: 45 })
    expect(row.note).toMatch(/^Nothing was moved, and the throttle that was set for it is taken away again\. Not done: many-0 \(/)
    await over(row.act)
    expect(rates()).toEqual([undefined, undefined, undefined])
  })

  it('says that nothing moves, where the throttle is refused', async () => {
    const row = await refused(core.page.reassignments.start, { moves, throttle: THROTTLE }, { api: 44 })
    expect(row.note).toMatch(/^Nothing was moved, because the throttle could not be set whole\./)
    await over(row.act)
  })

  it('says which partition moves and which does not; then neither another throttle nor a cancel that is refused is taken for one', async () => {
    const begun = await refused(core.page.reassignments.start, { moves, throttle: THROTTLE }, { api: 45, topic: 'many', partition: 0 })
    expect(begun.note).toMatch(/^Done: many-1\. Not done: many-0 \(/)
    await view.until(({ rows }) => rows.get(begun.act)?.state === 'running', 'it runs', 15_000)

    const faster = await refused(core.page.reassignments.throttle, { throttle: 2 * THROTTLE }, { api: 44 })
    expect(faster.note).toMatch(/^Nothing was done\. Not done: broker 1 \(/)
    await view.until(({ rows, moments }) => moments > 0 && rows.get(begun.act)?.throttle === THROTTLE, 'the old rate is shown', 15_000)

    const cancel = await refused(core.page.reassignments.cancel, { partitions: null }, { api: 45 })
    expect(cancel.note).toBe('Nothing was done.')
    emulator.world.moves.setSpeed(Infinity)
    await over(begun.act)
    // One of two, and nobody cancelled anything.
    expect(view.rows.get(begun.act)).toMatchObject({ outcome: 'partly', partitions: { done: 1, total: 2 } })
    await until(() => rates().every((rate) => rate === undefined), 'the throttle is gone', 15_000)
  })

  it('names the settings of forgotten throttles that stay', async () => {
    for (const id of [1, 2]) must(emulator.world.brokers.get(id)).configs.set(RATE, '7')
    const { note } = await refused(core.page.reassignments.clearThrottles, {}, { api: 44, broker: 2 })
    expect(note).toMatch(/^Done: broker 1\. Not done: broker 2 \(/)
  })
})
