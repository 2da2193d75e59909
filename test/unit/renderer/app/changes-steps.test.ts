import { describe, expect, it } from 'vitest'
import type { ActState } from '../../../../shared/contract/changes.ts'
import { fieldProblems } from '../../../../renderer/text/errors.ts'
import { isTyped, next, type Event, type Step } from '../../../../renderer/app/changes/steps.ts'
import { fakePlan } from '../../../support/fake-changes.ts'

const plan = fakePlan(0)
const run = (...events: readonly Event[]): Step => events.reduce<Step>(next, { at: 'planning' })
const planned: Event = { type: 'planned', plan, again: false }
const applied = (state: ActState): Event => ({ type: 'applied', act: 'a', state })

describe('Steps of a change', () => {
  it('E-01 nothing is applied before it was asked about', () => {
    expect(run({ type: 'apply' })).toEqual({ at: 'planning' })
    expect(run(applied('sent'))).toEqual({ at: 'planning' })
  })

  it('E-07 a worse plan is asked about anew, and what is worse stays said when it is renewed', () => {
    const worse = run(planned, { type: 'apply' }, { type: 'worse', plan: { ...plan, id: 'p2' }, what: ['offline'] })
    expect(worse).toMatchObject({ at: 'asking', worse: ['offline'], plan: { id: 'p2' } })
    expect(next(worse, { type: 'planned', plan: { ...plan, id: 'p3' }, again: true })).toMatchObject({
      worse: ['offline'],
      plan: { id: 'p3' },
    })
  })

  it('E-09 an act goes forward only: no state is taken back, an unknown one may still be found out', () => {
    const following = run(planned, { type: 'apply' }, applied('accepted'))
    expect(next(following, { type: 'told', state: 'sent' })).toMatchObject({ state: 'accepted' })
    const unknown = next(following, { type: 'told', state: 'unknown' })
    expect(next(unknown, { type: 'told', state: 'accepted' })).toMatchObject({ state: 'unknown' })
    expect(next(unknown, { type: 'told', state: 'verified' })).toMatchObject({ state: 'verified' })
    expect(next(next(unknown, { type: 'told', state: 'failed' }), { type: 'told', state: 'verified' })).toMatchObject({ state: 'failed' })
  })

  it('E-09 what the core refused was not sent; without its answer nobody knows', () => {
    const refused = run(planned, { type: 'apply' }, { type: 'notSent', error: { code: 'plan.wrongPhrase', about: { phrase: 'x' } } })
    expect(refused).toMatchObject({ at: 'asking', error: { code: 'plan.wrongPhrase' } })
    const lost = run(planned, { type: 'apply' }, { type: 'notSent', error: { code: 'rpc.hostLost', about: {} } })
    expect(lost.at).toBe('lost')
    expect(next(lost, { type: 'apply' })).toBe(lost)
  })

  it('E-02 what is typed is compared as it stands', () => {
    const typed = { ...plan, confirm: { ...plan.confirm, typed: 'broker 3' } }
    expect(isTyped(typed, 'broker 3')).toBe(true)
    for (const wrong of ['', 'broker 3 ', 'Broker 3', 'broker\u00a03', 'broker ３']) expect(isTyped(typed, wrong)).toBe(false)
    expect(isTyped({ ...plan, confirm: { ...plan.confirm, typed: null } }, '')).toBe(true)
  })

  it('finds the fields that the core refused, whether the contract or the plan refused them', () => {
    const issues = [
      { path: 'input.name', message: 'Too long' },
      { field: 'partitions', message: 'At least 1' },
      { field: 'partitions', message: 'second of the same' },
    ]
    expect(fieldProblems({ code: 'rpc.badInput', about: { issues } })).toEqual({ name: 'Too long', partitions: 'At least 1' })
    expect(fieldProblems({ code: 'rpc.hostLost', about: {} })).toEqual({})
  })
})
