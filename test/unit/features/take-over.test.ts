import { describe, expect, it } from 'vitest'
import type { Found } from '../../../shared/contract/discovery.ts'
import { noPlaces } from '../../../shared/contract/mesos-places.ts'
import { emptyForm } from '../../../renderer/features/profile-editor/form.ts'
import { choose, isTaken, takeOver } from '../../../renderer/features/profile-editor/take-over.ts'

const nothing: Found = { masters: [], leader: null, agentsVia: 'direct', framework: null, marathon: null, scheduler: null, bootstrap: [] }

describe('taking over what was found', () => {
  it('leaves a cluster of Kafka alone as it is', () => {
    const form = emptyForm('k:9092')
    expect(takeOver(form, nothing)).toEqual({ mesos: null, bootstrap: 'k:9092' })
    expect(takeOver(form, { ...nothing, bootstrap: ['a:1', 'b:2'] })).toEqual({ mesos: null, bootstrap: 'a:1\nb:2' })
  })

  it('keeps logins, and what was set by hand where nothing was found', () => {
    const login = { kind: 'basic', user: 'samsa' } as const
    const mesos = {
      ...noPlaces,
      mastersLogin: login,
      scheduler: { url: 'http://old:7000', login },
      marathon: { url: 'http://m:8080', login },
    }
    const form = { ...emptyForm(''), mesos }
    const next = takeOver(form, { ...nothing, masters: ['http://a:5050'], scheduler: 'http://new:7000' })
    expect(next.mesos).toEqual({ ...mesos, masters: ['http://a:5050'], scheduler: { url: 'http://new:7000', login } })
  })

  it('knows when there is nothing left to take', () => {
    const found: Found = { ...nothing, masters: ['http://a:5050'], bootstrap: ['k:9092'] }
    const form = emptyForm('')
    expect(isTaken(form, found)).toBe(false)
    expect(isTaken({ ...form, ...takeOver(form, found) }, found)).toBe(true)
  })

  it('puts a choice where it belongs, once', () => {
    expect(choose(null, { field: 'framework', value: 'F-1', label: '' }).framework).toBe('F-1')
    const accepted = choose(null, { field: 'accepted', value: 'http://b:5050', label: '' })
    expect(choose(accepted, { field: 'accepted', value: 'http://b:5050', label: '' }).accepted).toEqual(['http://b:5050'])
  })
})
