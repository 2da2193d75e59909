import { describe, expect, it } from 'vitest'
import type { RegistryClient } from '../../../electron/core/clients/registry/registry-client.ts'
import { createRegistrySchemas } from '../../../electron/core/messages/registry-schemas.ts'
import { AppError } from '../../../shared/errors/error.ts'
import { createTestClock } from '../../support/clock.ts'

const never = new AbortController().signal

function scene() {
  const clock = createTestClock()
  const asked: number[] = []
  let answer: (id: number) => AppError | null = () => null
  const client: RegistryClient = {
    byId(id) {
      asked.push(id)
      const error = answer(id)
      return error ? Promise.reject(error) : Promise.resolve({ kind: 'avro', text: `s${id}`, references: [] })
    },
    newest: () => Promise.reject(new Error('not asked')),
    kinds: () => Promise.reject(new Error('not asked')),
    close: () => undefined,
  }
  const schemas = createRegistrySchemas(client, clock)
  return { clock, asked, schemas, answers: (next: typeof answer) => void (answer = next) }
}

describe('Schemas of a registry are kept', () => {
  it('for good where they are there; the oldest of very many go first', async () => {
    const { schemas, asked } = scene()
    const ids = Array.from({ length: 501 }, (_, i) => i + 1)
    expect((await schemas.byIds(ids, never)).get(501)).toMatchObject({ kind: 'avro', text: 's501', message: null })
    await schemas.byIds([501, 2], never)
    expect(asked).toHaveLength(501)
    await schemas.byIds([1], never)
    expect(asked).toHaveLength(502)
  })

  it('one that is not there is asked for again after a minute', async () => {
    const { schemas, asked, clock, answers } = scene()
    answers((id) => (id === 1 ? new AppError('registry.unknown', { address: 'r', what: 'schema 1' }) : null))
    expect((await schemas.byIds([1, 2], never)).get(1)).toMatchObject({ problem: expect.stringContaining('schema 1') })
    answers(() => null)
    clock.advance(59_000)
    expect((await schemas.byIds([1, 2], never)).get(1)).toHaveProperty('problem')
    expect(asked).toEqual([1, 2])
    clock.advance(2_000)
    expect((await schemas.byIds([1, 2], never)).get(1)).toHaveProperty('text')
  })

  it('a registry that is down is left alone for ten seconds, whatever is asked of it; what is kept stays', async () => {
    const { schemas, asked, clock, answers } = scene()
    await schemas.byIds([1], never)
    answers(() => new AppError('http.refused', { address: 'r:8081' }))
    await schemas.byIds([2], never)
    const found = await schemas.byIds([1, 2, 3], never)
    expect([found.get(1), found.get(2), found.get(3)]).toMatchObject(
      [{ text: 's1' }, { problem: /Schema 2/ }, { problem: /Schema 3/ }].map((each) =>
        'problem' in each ? { problem: expect.stringMatching(each.problem) } : each,
      ),
    )
    expect(asked).toEqual([1, 2])
    answers(() => null)
    clock.advance(10_001)
    expect((await schemas.byIds([2, 3], never)).get(3)).toHaveProperty('text')
  })

  it('who leaves is not told of a failure, and none is kept', async () => {
    const { schemas, answers } = scene()
    const leaving = new AbortController()
    answers(() => {
      leaving.abort(new Error('left'))
      return new AppError('http.closed', { address: 'r', request: 'GET' })
    })
    await expect(schemas.byIds([1], leaving.signal)).rejects.toThrow('left')
    answers(() => null)
    expect((await schemas.byIds([1], never)).get(1)).toHaveProperty('text')
  })
})
