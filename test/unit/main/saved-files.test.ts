import { describe, expect, it } from 'vitest'
import { saveOwnFiles, type SavedItem } from '../../../electron/main/saved-files.ts'
import type { OutsideRequest } from '../../../shared/desktop-services.ts'

type Ended = 'completed' | 'cancelled' | 'interrupted'

function session() {
  let start: (event: { preventDefault(): void }, item: SavedItem, page: { readonly id: number }) => void = () => {}
  const told: [number, OutsideRequest][] = []
  saveOwnFiles({ on: (_event, act) => (start = act) }, (page, became) => told.push([page, became]))
  return {
    told,
    /** Whether it was refused; `end` says what became of it. */
    download(url: string) {
      let refused = false
      let end: (state: Ended) => void = () => {}
      const item: SavedItem = {
        getURL: () => url,
        getFilename: () => 'groups.csv',
        getSavePath: () => '/home/me/groups.csv',
        once: (_event, act) => (end = (state) => act({}, state)),
      }
      start({ preventDefault: () => (refused = true) }, item, { id: 7 })
      return { refused, end: (state: Ended) => end(state) }
    },
  }
}

describe('A-05 files that the page saves', () => {
  it('its own go to the system’s dialog, all others are refused', () => {
    const { download } = session()
    expect(download('blob:app://ui/5c6f').refused).toBe(false)
    for (const url of ['blob:https://evil.example/1', 'blob:app://other/1', 'https://evil.example/x', 'data:text/html,x', 'app://ui/index.html', 'file:///etc/passwd'])
      expect(download(url).refused, url).toBe(true) // prettier-ignore
  })

  it('the page hears what became of its file; of a closed dialog nothing', () => {
    const { told, download } = session()
    const states: readonly Ended[] = ['cancelled', 'completed', 'interrupted']
    for (const state of states) download('blob:app://ui/5c6f').end(state)
    const file = { is: 'file', name: 'groups.csv', path: '/home/me/groups.csv' }
    expect(told).toEqual([
      [7, { ...file, saved: true }],
      [7, { ...file, saved: false }],
    ])
  })
})
