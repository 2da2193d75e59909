import { afterEach, describe, expect, it } from 'vitest'
import { contract } from '../../shared/contract/index.ts'
import { AppError } from '../../shared/errors/error.ts'
import { checkInput } from '../../shared/rpc/check.ts'
import type { EmulatedRelease } from '../emulators/scheduler/releases.ts'
import { startBrokerBench, type BrokerBench, type Member } from '../support/broker-bench.ts'

const open: BrokerBench[] = []
afterEach(async () => {
  for (const bench of open.splice(0)) await bench.stop()
})

/** As the port does it: the contract first, then the plan. Answers the fields that were refused. */
async function refusedFields(bench: BrokerBench, member: Member, input: object): Promise<readonly string[]> {
  try {
    checkInput(member, contract.lifecycle[member].input, {
      do: 'plan',
      cluster: 'p1',
      input,
    })
    await bench.plan(member, input)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'rpc.badInput') throw error
    // Its facts are those of `rpc.badInput`.
    const { issues } = error.about as {
      issues: readonly { path: string; message: string }[]
    }
    return issues.map(({ path, message }) => `${path.replace(/^input\./, '')}: ${message}`)
  }
  return []
}

const start = async (release: EmulatedRelease): Promise<BrokerBench> => {
  const bench = await startBrokerBench({ release })
  open.push(bench)
  bench.emulator.world.add(0)
  return bench
}

const options = (name: string, value: string): object => ({
  options: [{ name, value }],
})

const cases: readonly (readonly [string, Member, object, RegExp])[] = [
  ['an expression that is none', 'start', { brokers: '0..' }, /^brokers: “0\.\.” is no broker id, range or \*/],
  ['an expression that names nobody', 'start', { brokers: '*[rack=r9]' }, /^brokers: “\*\[rack=r9\]” names no broker/],
  ['a broker that is not there', 'stop', { brokers: '7', force: false }, /^brokers: The scheduler does not know broker 7/],
  ['an id that is taken', 'add', { brokers: '0..2', settings: {} }, /^brokers: Broker 0 is there already/],
  ['too many at once', 'add', { brokers: '1..500', settings: {} }, /^brokers: .*at most 100 at once/],
  ['new brokers by expression', 'add', { brokers: '*', settings: {} }, /^brokers: New brokers are named by ids/],
  [
    'a heap as large as the memory',
    'add',
    { brokers: '1', settings: { mem: 1_024, heap: 1_024 } },
    /^settings\.heap: The heap must leave memory/,
  ],
  [
    'a heap as large as the stored memory',
    'update',
    { brokers: '0', settings: { heap: 4_096 } },
    /^settings\.heap: A heap of 4096 MiB leaves nothing of 2048/,
  ],
  ['a port out of bounds', 'add', { brokers: '1', settings: { port: '70000' } }, /^settings\.port: Ports lie between 1 and 65535/],
  [
    'a range that ends before it starts',
    'add',
    { brokers: '1', settings: { port: '31010..31000' } },
    /^settings\.port: The range ends before/,
  ],
  ['no cores', 'add', { brokers: '1', settings: { cpus: 0 } }, /^settings\.cpus: Write a number of cores above 0/],
  [
    'a period without a unit',
    'add',
    { brokers: '1', settings: { stickinessPeriod: '10' } },
    /^settings\.stickinessPeriod: Write a whole number with a unit/,
  ],
  [
    'a condition that nobody knows',
    'add',
    { brokers: '1', settings: { constraints: 'rack=near:r1' } },
    /^settings\.constraints: rack: “near:r1” is no condition/,
  ],
  [
    'a constraint with two equals signs',
    'add',
    { brokers: '1', settings: { constraints: 'rack=like:a=b' } },
    /^settings\.constraints: .*more than one “=”/,
  ],
  [
    'an option that the scheduler sets',
    'add',
    { brokers: '1', settings: options('broker.id', '4') },
    /^settings\.options: “broker\.id” is set by the scheduler itself/,
  ],
  ['an option without a value', 'add', { brokers: '1', settings: options('a', '') }, /^settings\.options: “a” has no value/],
  [
    'an option that begins with a blank',
    'add',
    { brokers: '1', settings: options('a', ' b') },
    /^settings\.options: “a” begins or ends with a blank/,
  ],
  [
    'an option twice',
    'add',
    {
      brokers: '1',
      settings: {
        options: [
          { name: 'a', value: '1' },
          { name: 'a', value: '2' },
        ],
      },
    },
    /^settings\.options: A name stands there twice/,
  ],
  ['nothing to change', 'update', { brokers: '0', settings: {} }, /^settings: Nothing is asked for/],
  ['a source that is not there', 'clone', { source: 9, brokers: '1' }, /^source: The scheduler does not know broker 9/],
]

describe('bad input is refused at its field, before anything is sent', { timeout: 60_000 }, () => {
  it.each(['0.9.5.1', '0.10.1.0-SNAPSHOT'] as const)('scheduler %s', async (release) => {
    const bench = await start(release)
    for (const [what, member, input, expected] of cases) {
      const [first] = await refusedFields(bench, member, input)
      expect(first, what).toMatch(expected)
    }
    expect(bench.emulator.requests.filter(({ method }) => method === 'POST')).toEqual([])
  })

  it('what a release does not offer is refused at its field', async () => {
    const bench = await start('0.9.4.0')
    expect(
      await refusedFields(bench, 'add', {
        brokers: '1',
        settings: { syslog: true },
      }),
    ).toEqual(['settings.syslog: This release has no syslog setting.'])
    const newest = await start('0.10.1.0-SNAPSHOT')
    expect(
      (
        await refusedFields(newest, 'update', {
          brokers: '0',
          settings: { port: null },
        })
      )[0],
    ).toMatch(/^settings\.port: This release cannot unset it/)
  })

  it('options with commas and equals signs arrive as they were written, and log names with commas or slashes never leave', async () => {
    const bench = await start('0.10.1.0-SNAPSHOT')
    await bench.does('add', {
      brokers: '1',
      settings: options('listeners.map', 'A=B,C\\D=E'),
    })
    expect(bench.emulator.world.brokers.get(1)?.options.get('listeners.map')).toBe('A=B,C\\D=E')
  })
})
