/** A stretch of memory for samples of groups, in slots of one size. */
export interface SamplePage {
  readonly committed: Float64Array
  readonly ends: Float64Array
  /** Numbers a slot, in each of the two. */
  readonly size: number
  /** Where slots begin that nobody has. */
  readonly free: number[]
  readonly slots: number
  readonly home: SamplePages
}

export interface SampleSlot {
  readonly page: SamplePage
  readonly at: number
}

/**
 * Groups share pages for their samples too: were each to have an array of its own, the garbage collector would keep account of a buffer and
 * four arrays for each of tens of thousands of groups. Whoever needs a larger slot gives back the one it has, and a page without anybody is
 * let go of, so that what groups have outgrown is not kept.
 */
export interface SamplePages {
  take(size: number): SampleSlot
  give(slot: SampleSlot): void
}

const NUMBERS_A_PAGE = 32_768

export function createSamplePages(): SamplePages {
  /** By size of slot: pages with room, and how many slots the next one has. The more there are of a size, the larger its pages. */
  const open = new Map<number, { readonly pages: SamplePage[]; next: number }>()

  const ofSize = (size: number) => {
    let own = open.get(size)
    if (own === undefined) open.set(size, (own = { pages: [], next: 1 }))
    return own
  }
  const home: SamplePages = {
    take(size) {
      const own = ofSize(size)
      let page = own.pages.at(-1)
      if (page === undefined) {
        page = newPage(size, own.next, home)
        own.pages.push(page)
        own.next = Math.min(2 * own.next, Math.max(1, Math.floor(NUMBERS_A_PAGE / size)))
      }
      const at = page.free.pop() ?? 0
      if (page.free.length === 0) own.pages.pop()
      return { page, at }
    },
    give({ page, at }) {
      const { pages } = ofSize(page.size)
      if (page.free.length === 0) pages.push(page)
      page.free.push(at)
      if (page.free.length < page.slots) return
      pages.splice(pages.indexOf(page), 1)
      if (pages.length === 0) open.delete(page.size)
    },
  }
  return home
}

const newPage = (size: number, slots: number, home: SamplePages): SamplePage => ({
  committed: new Float64Array(slots * size),
  ends: new Float64Array(slots * size),
  free: Array.from({ length: slots }, (_, i) => (slots - 1 - i) * size),
  ...{ size, slots, home },
})
