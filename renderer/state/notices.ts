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
