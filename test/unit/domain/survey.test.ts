import { describe, expect, it } from 'vitest'
import { changesBetween, type SeenChange, type Survey, type SurveyKind } from '../../../shared/domain/survey.ts'

type Values = Readonly<Record<string, Readonly<Record<string, string>>>>

const survey = (at: number, parts: Partial<Record<SurveyKind, Values>>): Survey =>
  new Map(
    Object.entries(parts).map(([kind, objects]) => [
      kind as SurveyKind,
      { at, objects: new Map(Object.entries(objects).map(([object, values]) => [object, new Map(Object.entries(values))])) },
    ]),
  )

function between(before: Partial<Record<SurveyKind, Values>>, now: Partial<Record<SurveyKind, Values>>): readonly SeenChange[] {
  const steps = changesBetween(survey(1, before), survey(2, now))
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

const topic = (partitions: number, replicas: string, id = 'a'): Record<string, string> => ({ partitions: String(partitions), replicas, id })

describe('what is different between two readings', () => {
  it('a topic that is new comes with its settings, one that is gone with what it had', () => {
    expect(
      between(
        { topic: { old: topic(2, '1;1') }, topicConfig: { old: { 'retention.ms': '1' } } },
        { topic: { made: topic(1, '1,2') }, topicConfig: { made: { 'cleanup.policy': 'compact' } } },
      ),
    ).toEqual([
      { kind: 'topic', object: 'old', happened: 'deleted', lines: [{ what: 'partitions', before: '2', after: null }], from: 1, to: 2 },
      {
        kind: 'topic',
        object: 'made',
        happened: 'created',
        lines: [
          { what: 'partitions', before: null, after: '1' },
          { what: 'cleanup.policy', before: null, after: 'compact' },
        ],
        from: 1,
        to: 2,
      },
    ])
  })

  it('more partitions, replicas elsewhere and settings of one topic are one change', () => {
    const [only, ...others] = between(
      { topic: { orders: topic(2, '1,2;2,3') }, topicConfig: { orders: { 'retention.ms': '1', 'segment.ms': '5' } } },
      { topic: { orders: topic(3, '1,3;2,3;1,2') }, topicConfig: { orders: { 'retention.ms': '2' } } },
    )
    expect(others).toEqual([])
    expect(only?.happened).toBe('changed')
    expect(only?.lines).toEqual([
      { what: 'partitions', before: '2', after: '3' },
      { what: 'partition 0', before: '1,2', after: '1,3' },
      { what: 'retention.ms', before: '1', after: '2' },
      { what: 'segment.ms', before: '5', after: null },
    ])
  })

  it('another topic by the same name is told by its id; without ids nothing is made up', () => {
    expect(between({ topic: { t: topic(1, '1', 'a') } }, { topic: { t: topic(1, '1', 'b') } })).toMatchObject([{ happened: 'replaced' }])
    expect(between({ topic: { t: { partitions: '1', replicas: '1' } } }, { topic: { t: topic(1, '1', 'b') } })).toEqual([])
  })

  it('what one of the two did not read is not different', () => {
    expect(between({ topic: {} }, { topic: {}, acl: { 'User:ada': { rule: 'allow' } } })).toEqual([])
    expect(between({ acl: { 'User:ada': { rule: 'allow' } } }, { topic: {} })).toEqual([])
    expect(between({ broker: { 'broker 1': { a: '1' } } }, { broker: { 'broker 2': { a: '2' } } })).toEqual([])
    expect(between({ topicConfig: { t: { a: '1' } } }, { topicConfig: {} })).toEqual([])
  })

  it('rules, quotas and users are whole lists: one that is missing is gone', () => {
    expect(between({ acl: { 'User:ada': { rule: 'allow' } }, quota: {} }, { acl: {}, quota: { 'user ada': { rate: '5' } } })).toMatchObject(
      [
        { kind: 'acl', happened: 'deleted', lines: [{ what: 'rule', before: 'allow', after: null }] },
        { kind: 'quota', happened: 'created', lines: [{ what: 'rate', before: null, after: '5' }] },
      ],
    )
  })
})
