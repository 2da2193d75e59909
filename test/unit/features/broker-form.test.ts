import { describe, expect, it } from 'vitest'
import { checkAttributes, checkBrokerForm, checkBrokers, formOf, newForm } from '../../../renderer/features/brokers/broker-form.ts'
import type { BrokerForm } from '../../../renderer/state/forms.ts'
import { fakeBrokersOnMesos } from '../../support/fake-on-mesos.ts'

const rows = fakeBrokersOnMesos()
const fresh = newForm(rows)
const problems = (change: Partial<BrokerForm>) => checkBrokerForm({ ...fresh, ...change }, null).problems
const three = rows.find(({ id }) => id === 1)?.scheduler
if (!three) throw new Error('broker 1 is not there')
const before = formOf('1', three)
const asked = (change: Partial<BrokerForm>) => checkBrokerForm({ ...before, ...change }, before)

describe('form of a broker', () => {
  it('suggests the next id and asks for what is written, with the data directory among the options', () => {
    expect(fresh.brokers).toBe('11')
    const { settings, problems: none } = checkBrokerForm(
      { ...fresh, constraints: 'hostname=unique', data: '/data/kafka/$id', options: 'num.io.threads=16' },
      null,
    )
    expect(none).toEqual({})
    expect(settings).toEqual({
      cpus: 1,
      mem: 2048,
      heap: 1024,
      constraints: 'hostname=unique',
      stickinessPeriod: '10m',
      failoverDelay: '1m',
      failoverMaxDelay: '10m',
      options: [
        { name: 'num.io.threads', value: '16' },
        { name: 'log.dirs', value: '/data/kafka/$id' },
      ],
    })
  })

  it.each<[string, Partial<BrokerForm>, keyof BrokerForm, RegExp]>([
    ['heap not below memory', { mem: '1024', heap: '1024' }, 'heap', /memory/],
    ['a port out of bounds', { port: '70000' }, 'port', /between 1 and 65535/],
    ['a range that ends before it starts', { port: '31100..31090' }, 'port', /ends before it starts/],
    ['a condition that nobody knows', { constraints: 'rack=near:1' }, 'constraints', /no condition/],
    ['a period without a unit', { stickinessPeriod: '10' }, 'stickinessPeriod', /unit/],
    ['two options on one line', { options: 'a=1,b=2' }, 'options', /one a line/],
    ['an option without a value', { options: 'a=' }, 'options', /name=value/],
    ['an option twice', { options: 'a=1\na=2' }, 'options', /twice/],
    ['a directory below the sandbox', { data: 'data' }, 'data', /absolute path/],
    ['words for cores', { cpus: 'two' }, 'cpus', /number/],
  ])('refuses %s at its field', (_, change, field, why) => {
    expect(problems(change)[field]).toMatch(why)
  })

  it('lets values hold commas and equals signs', () => {
    const { settings, problems: none } = checkBrokerForm({ ...fresh, options: 'listeners=PLAINTEXT://:9092,SSL://:9093\njaas=a=b' }, null)
    expect(none).toEqual({})
    expect(settings.options).toEqual([
      { name: 'listeners', value: 'PLAINTEXT://:9092,SSL://:9093' },
      { name: 'jaas', value: 'a=b' },
    ])
  })

  it('asks in a change only for what differs: gone entries are taken away, emptied fields unset', () => {
    expect(asked({}).settings).toEqual({})
    expect(asked({ mem: '8192' }).settings).toEqual({ mem: 8192 })
    expect(asked({ port: '', failoverMaxTries: '' }).settings).toEqual({ port: null, failoverMaxTries: null })
    expect(asked({ options: 'num.io.threads=32' }).settings.options).toEqual([
      { name: 'num.io.threads', value: '32' },
      { name: 'auto.create.topics.enable', value: null },
      { name: 'min.insync.replicas', value: null },
    ])
    expect(asked({ data: '' }).settings.options).toEqual([{ name: 'log.dirs', value: null }])
    expect(asked({ heap: '9000' }).problems.heap).toMatch(/memory/)
  })

  it('checks which brokers are meant', () => {
    expect(checkBrokers('0..2', rows, true)).toBe('0, 1, 2 exist already')
    expect(checkBrokers('50..60', rows, true)).toBeNull()
    expect(checkBrokers('3..1', rows, true)).toBe('No broker matches')
    expect(checkBrokers('', rows, true)).toMatch(/at least one/)
    expect(checkBrokers('a', rows, true)).toMatch(/no broker id/)
  })

  it('names an attribute that no agent has, once agents were read', () => {
    expect(checkAttributes('rak=unique', ['disk', 'rack'])).toBe('No agent has a text attribute “rak”. There are: hostname, disk, rack')
    expect(checkAttributes('hostname=unique,rack=groupBy:3', ['rack'])).toBeNull()
    expect(checkAttributes('rak=unique', null)).toBeNull()
  })
})
