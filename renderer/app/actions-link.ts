import { en } from '../text/en.ts'
import type { CopyText } from '../ui/clipboard.tsx'
import type { App } from './actions.ts'

const t = en.app

/** Puts a `samsa://` link on the clipboard, and tells that it is there, or that it is not. */
export async function copyLink(link: string, copy: CopyText, notify: App['notify'], what: string): Promise<void> {
  if (await copy(link)) notify({ tone: 'ok', title: t.linkCopied, detail: link })
  else notify({ tone: 'bad', title: t.actionFailed(what) })
}
