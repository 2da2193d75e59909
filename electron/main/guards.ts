import type { Session, WebContents } from 'electron'
import { isOwnFile } from './saved-files.ts'

/** the page stays where it is. Its own start is not a navigation of the page, so nothing needs to be let through. */
export function guardContents(contents: Pick<WebContents, 'on' | 'setWindowOpenHandler'>): void {
  const refuse = (event: { preventDefault(): void }): void => event.preventDefault()
  contents.on('will-navigate', refuse)
  contents.on('will-frame-navigate', refuse)
  contents.on('will-redirect', refuse)
  contents.on('will-attach-webview', refuse)
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('select-bluetooth-device', (event, _devices, choose) => {
    event.preventDefault()
    choose('')
  })
}

/** no permission, no device, no picker, no request but for the page's own files. */
export function guardSession(session: Session, packaged: boolean): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler(null)
  session.on('select-hid-device', (event, _details, choose) => {
    event.preventDefault()
    choose(null)
  })
  session.on('select-serial-port', (event, _ports, _contents, choose) => {
    event.preventDefault()
    choose('')
  })
  session.on('select-usb-device', (event, _details, choose) => {
    event.preventDefault()
    choose()
  })
  session.on('file-system-access-restricted', (_event, _details, answer) => answer('deny'))
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isOwnRequest(details.url, packaged) }))
  session.setSpellCheckerEnabled(false)
}

/** The page's files, what it made itself and saves, and in development the developer tools' own. */
export const isOwnRequest = (url: string, packaged: boolean): boolean =>
  url.startsWith('app://ui/') || isOwnFile(url) || (!packaged && url.startsWith('devtools://'))
