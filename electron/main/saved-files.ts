import type { DownloadItem } from 'electron'
import type { OutsideRequest } from '../../shared/desktop-services.ts'

/** A file that the page made itself: exports are links to its own blobs, whose address carries its origin (Blob URLs, W3C File API). */
export const isOwnFile = (url: string): boolean => url.startsWith('blob:app://ui/')

/** What is used of Electron's session and download, so that tests hand in doubles. */
export interface SavingSession {
  on(event: 'will-download', act: (event: { preventDefault(): void }, item: SavedItem, page: { readonly id: number }) => void): unknown
}
export type SavedItem = Pick<DownloadItem, 'getURL' | 'getFilename' | 'getSavePath'> & {
  once(event: 'done', act: (event: unknown, state: 'completed' | 'cancelled' | 'interrupted') => void): unknown
}

/**
 * Files leave only by the system's dialog, which Electron opens where no path was chosen for it: the user says where, and a page that was
 * taken over cannot write anywhere by itself. Everything else that would be downloaded is refused. `tell` hears what became of a
 * file, and the page it came from; the page cannot know by itself.
 */
export function saveOwnFiles(session: SavingSession, tell: (page: number, became: OutsideRequest) => void): void {
  session.on('will-download', (event, item, page) => {
    if (!isOwnFile(item.getURL())) return event.preventDefault()
    item.once('done', (_event, state) => {
      // The dialog was closed without a place: that is known to who closed it.
      if (state === 'cancelled') return
      tell(page.id, { is: 'file', name: item.getFilename(), path: item.getSavePath(), saved: state === 'completed' })
    })
  })
}
