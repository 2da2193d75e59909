import { describe, expect, it } from 'vitest'
import { createViewStore } from '../../../renderer/host/view-store.ts'
import type { ViewDelta, ViewListener } from '../../../shared/rpc/define.ts'

interface Row {
  readonly id: string
}

describe('A view whose rows come in pieces', () => {
  const piece = (id: string, more: boolean, reset = false): ViewDelta<Row> => ({
    reset,
    rows: [{ id }],
    gone: [],
    about: { state: 'live', asOf: 1, errors: [], progress: null },
    more,
  })
  function opened() {
    let heard: ViewListener<Row> | null = null
    let due: (() => void)[] = []
    const store = createViewStore<Row>(
      (listener) => {
        heard = listener
        return () => {}
      },
      (row) => row.id,
      (act) => due.push(act),
    )
    return (delta: ViewDelta<Row>) => {
      heard?.onDelta(delta)
      const now = due
      due = []
      for (const act of now) act()
      const { rows, about } = store.get()
      return { ids: rows.map(({ id }) => id).join(' '), state: about.state }
    }
  }

  it('is not called live before the last one, and a first one is shown at once', () => {
    const take = opened()
    expect(take(piece('a', true, true))).toEqual({ ids: 'a', state: 'loading' })
    expect(take(piece('b', true)).state).not.toBe('live')
    expect(take(piece('c', false))).toEqual({ ids: 'a b c', state: 'live' })
  })

  it('that is read anew stays as it was until the new one is whole', () => {
    const take = opened()
    take(piece('a', false, true))
    expect(take(piece('x', true, true))).toEqual({ ids: 'a', state: 'live' })
    expect(take(piece('y', false))).toEqual({ ids: 'x y', state: 'live' })
  })
})
