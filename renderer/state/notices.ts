import type { StateCreator } from 'zustand'

export interface ShownNotice {
  readonly id: number
  readonly tone: 'ok' | 'info' | 'warn' | 'bad'
  readonly title: string
  readonly detail?: string
  readonly link?: { readonly title: string; run(): void }
  readonly stays?: boolean
}

export interface NoticesSlice {
  readonly notices: readonly ShownNotice[]
  notify(notice: Omit<ShownNotice, 'id'>): void
  dismiss(id: number): void
}

/** Success goes by itself; warnings and failures stay until they are taken away. */
export const goesByItself = ({ tone, stays }: ShownNotice): boolean => stays !== true && (tone === 'ok' || tone === 'info')

/** The one to show: what goes by itself first, in its order, so that nothing that stays hides how a change ended; then the newest. */
export const noticeToShow = (notices: readonly ShownNotice[]): ShownNotice | undefined => notices.find(goesByItself) ?? notices.at(-1)

/** What the user is told in passing, oldest first. One is shown at a time. */
export const noticesSlice: StateCreator<NoticesSlice> = (set) => ({
  notices: [],
  notify: (notice) =>
    set((state) => {
      const id = (state.notices.at(-1)?.id ?? 0) + 1
      return { notices: [...state.notices.filter((old) => old.title !== notice.title), { ...notice, id }] }
    }),
  dismiss: (id) => set((state) => ({ notices: state.notices.filter((notice) => notice.id !== id) })),
})
