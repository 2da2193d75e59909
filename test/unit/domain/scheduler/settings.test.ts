import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { schedulerCapabilities } from '../../../../shared/domain/scheduler/capabilities.ts'
import { expandBrokerExpression, parseBrokerExpression } from '../../../../shared/domain/scheduler/broker-expression.ts'
import { printMapText } from '../../../../shared/domain/scheduler/map-text.ts'
import type { SchedulerLine } from '../../../../shared/domain/scheduler/model.ts'
import { brokerList, checkSettings, settingsForm, type BrokerSettings } from '../../../../shared/domain/scheduler/settings.ts'
import { expression, mapText } from '../../../emulators/scheduler/syntax.ts'

const can = (line: SchedulerLine, version: string | null = null) => schedulerCapabilities({ line, version, kafkaVersion: null })

describe('settings of a broker, checked before they are sent', () => {
  it.each<[keyof BrokerSettings, BrokerSettings]>([
    ['cpus', { cpus: 0 }],
    ['mem', { mem: 1.5 }],
    ['heap', { heap: 2_048, mem: 2_048 }],
    ['port', { port: '70000' }],
    ['port', { port: '31000..30000' }],
    ['volume', { volume: '' }],
    ['bindAddress', { bindAddress: '::1' }],
    ['stickinessPeriod', { stickinessPeriod: '1m30s' }],
    ['options', { options: new Map([['zookeeper.connect', 'zk:2181']]) }],
    ['options', { options: new Map([['a', '']]) }],
    ['options', { options: new Map([['a', ' b']]) }],
    ['constraints', { constraints: 'rack=sometimes' }],
    ['failoverMaxTries', { failoverMaxTries: 0 }],
    ['javaCmd', { javaCmd: ' ' }],
    ['container', { container: { type: 'docker', image: 'none', mounts: [] } }],
    ['container', { container: { type: 'docker', image: 'a', mounts: [{ hostPath: '/a:b', containerPath: '/c', mode: 'rw' }] } }],
  ])('refuses %s of %j', (field, settings) => {
    expect(checkSettings(settings, can('P101')).map((problem) => problem.field)).toEqual([field])
  })

  it('unsets where the line can', () => {
    const cleared = { port: null, volume: null, bindAddress: null, failoverMaxTries: null }
    expect(checkSettings(cleared, can('P09'))).toEqual([])
    expect(checkSettings(cleared, can('P10'))).toHaveLength(4)
    expect(settingsForm(cleared)).toEqual({ port: '', volume: '', bindAddress: '', failoverMaxTries: '' })
    expect(settingsForm({ container: null, cpus: 0.5, syslog: false })).toEqual({ containerImage: 'none', cpus: '0.5', syslog: 'false' })
  })

  it('knows what each release offers', () => {
    expect(can('P091').topics).toEqual({ offered: false, instead: 'kafka' })
    expect([can('P09', '0.9.4.0').log, can('P09', '0.9.5.1').log].map((one) => one.offered)).toEqual([false, true])
    expect([can('P09', '0.9.2.0').volume, can('P09', '0.9.3.0').volume].map((one) => one.offered)).toEqual([false, true])
    expect((['P09', 'P09M', 'P10', 'P101'] as const).map((line) => can(line).clone.offered)).toEqual([false, true, true, true])
    expect((['P09', 'P10', 'P101'] as const).map((line) => can(line).forceStop.offered)).toEqual([true, true, false])
    expect([can('P09', '0.9.4.0').metrics, can('P09', '0.9.5.0').metrics, can('P09M').metrics]).toEqual(['none', 'three', 'map'])
  })
})

describe('D-18 what is sent is what the scheduler understands', () => {
  const ids = fc.array(fc.nat(2_000), { minLength: 1, maxLength: 50 })

  it('20,000 broker lists expand to exactly the same set', () => {
    fc.assert(
      fc.property(ids, fc.boolean(), (list, asText) => {
        const sent = brokerList(list)
        const back = sent.ok ? expression(sent.value, { known: [], asText }) : []
        expect(back.toSorted((a, b) => a - b)).toEqual([...new Set(list)].toSorted((a, b) => a - b))
      }),
      { numRuns: 20_000 },
    )
  })

  it('20,000 maps arrive as they are', () => {
    const word = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(fc.array(fc.tuple(word, word), { maxLength: 6 }), (entries) => {
        const options = new Map(entries)
        if (checkSettings({ log4jOptions: options }, can('P101')).length > 0) return
        expect(mapText(printMapText(options))).toEqual(options)
      }),
      { numRuns: 20_000 },
    )
  })

  it('20,000 expressions mean the same to both, filters and stopped brokers too', () => {
    const rack = fc.option(fc.constantFrom('r1', 'r2', 'zone-1'), { nil: undefined })
    const known = fc
      .array(fc.record({ rack, host: fc.constantFrom('slave0', 'slave1', 'master'), up: fc.boolean() }), { maxLength: 8 })
      .map((rows) => rows.map((row, id) => ({ id, ...row })))
    const part = fc.oneof(
      fc.constant('*'),
      fc.nat(9).map(String),
      fc.tuple(fc.nat(9), fc.nat(9)).map(([a, b]) => `${a}..${b}`),
    )
    const filter = fc.constantFrom('', '[rack]', '[rack=r1]', '[rack=r*]', '[hostname=slave*]', '[hostname=slave0,rack=r2]', '[nothing=1]')
    fc.assert(
      fc.property(known, fc.array(part, { minLength: 1, maxLength: 4 }), filter, (rows, parts, attributes) => {
        const text = parts.join(',') + attributes
        const attributesOf = (value: string | undefined): Map<string, string> => new Map(value === undefined ? [] : [['rack', value]])
        const ours = parseBrokerExpression(text)
        const expanded = ours.ok
          ? expandBrokerExpression(
              ours.value,
              rows.map(({ id, rack: r, host, up }) => ({ id, agent: up ? { hostname: host, attributes: attributesOf(r) } : null })),
            )
          : null
        const targets = rows.map(({ id, rack: r, host, up }) => ({ id, hostname: up ? host : null, attributes: attributesOf(r) }))
        expect(expanded).toEqual(expression(text, { known: targets, asText: false }).toSorted((a, b) => a - b))
      }),
      { numRuns: 20_000 },
    )
  })
})
