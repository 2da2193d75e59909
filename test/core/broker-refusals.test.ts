import { describe, expect, it } from 'vitest'
import { contract } from '../../shared/contract/index.ts'
import { ChangeResult } from '../../shared/contract/changes.ts'
import { describeError } from '../../shared/errors/error.ts'
import { startBrokerBench, type Member } from '../support/broker-bench.ts'

/** Issue 5: on the scheduler's refusal its words are shown, and nothing half-done goes unsaid. */

const WORDS = 'the rack is closed today'

interface Row {
  readonly member: Member
  readonly input: object
  /** Refused of several: that one alone. */
  readonly broker?: string
  readonly note: string
}

const NOTHING = 'Nothing was done.'

/** Brokers 0..2 are there and stopped, 3 and 4 run, 5 finds no agent. */
const rows: readonly Row[] = [
  { member: 'add', input: { brokers: '7', settings: { cpus: 1 } }, note: NOTHING },
  { member: 'clone', input: { source: 0, brokers: '8' }, note: NOTHING },
  { member: 'update', input: { brokers: '0', settings: { mem: 900 } }, note: NOTHING },
  { member: 'start', input: { brokers: '0' }, note: NOTHING },
  { member: 'start', input: { brokers: '0..2' }, broker: '1', note: 'Broker 0: done; broker 1: refused; broker 2: not tried.' },
  { member: 'lookAtOffers', input: { brokers: '5' }, note: NOTHING },
  { member: 'stop', input: { brokers: '3', force: false }, note: NOTHING },
  { member: 'stop', input: { brokers: '3..4', force: false }, broker: '4', note: 'Broker 3: done; broker 4: refused.' },
  { member: 'restart', input: { brokers: '4' }, note: 'Broker 4: the stop was refused.' },
  { member: 'remove', input: { brokers: '2' }, note: NOTHING },
]

describe('what the scheduler refuses is said in its words, and what of it was done', { timeout: 120_000 }, () => {
  it('E-10 by every change of brokers', async () => {
    const bench = await startBrokerBench()
    try {
      const settings = { cpus: 0.5, mem: 512, heap: 256, options: [{ name: 'log.dirs', value: '/data/kafka' }] }
      await bench.does('add', { brokers: '0..4', settings })
      await bench.does('start', { brokers: '3..4' })
      await bench.does('add', { brokers: '5', settings: { ...settings, cpus: 1_000 } })
      for (const broker of bench.emulator.world.brokers.values()) broker.active ||= broker.id === 5
      for (const { member, input, broker, note } of rows) {
        bench.emulator.faults.says = { words: WORDS, broker: broker ?? null }
        const row = await bench.does(member, input)
        bench.emulator.faults.says = null
        const cause = row.error && describeError(row.error).cause
        expect({ member, state: row.state, cause, note: row.note }).toEqual({
          member,
          state: 'failed',
          cause: expect.stringContaining(WORDS),
          note,
        })
      }
    } finally {
      await bench.stop()
    }
  })

  it('holds every change of brokers', () => {
    const changes = Object.entries(contract.lifecycle).flatMap(([name, member]) =>
      'output' in member && member.output === ChangeResult ? [name] : [],
    )
    expect(new Set<string>(rows.map(({ member }) => member))).toEqual(new Set(changes))
  })
})
