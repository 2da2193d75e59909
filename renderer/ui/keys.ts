/** Whether the user is writing: single-letter keys are off then. */
export function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target.matches('input:not([type=checkbox], [type=radio]), textarea, select')
}

/** Whether a dialog, menu or list is open above the page: it has the keys then. */
export const hasLayer = (): boolean => document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null

/** Whether something is being asked or confirmed; a menu is not that yet. */
export const hasDialog = (): boolean => document.querySelector('[role="dialog"], [role="alertdialog"]') !== null

/** A single key of the page is meant: no modifier, nobody writes, nothing lies above. */
export const isPageKey = (event: KeyboardEvent): boolean =>
  !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.altKey && !isWriting(event.target) && !hasLayer()

export const isMac = (): boolean => navigator.platform.startsWith('Mac')

/** Ctrl, or Cmd on a Mac. */
export const withCommand = (event: { ctrlKey: boolean; metaKey: boolean }): boolean => (isMac() ? event.metaKey : event.ctrlKey)

/** How a press is written in an action's `keys`: `Mod+Shift+T`, `r`, `?`, `Mod+,`. */
export function pressed(event: KeyboardEvent): string {
  const { key } = event
  const command = withCommand(event)
  const control = event.ctrlKey && !command
  const plain = command || event.altKey || control
  const name = plain && key.length === 1 ? key.toUpperCase() : key
  // A printed character says what Shift did to it; only with a command key or a named key Shift counts by itself.
  const shift = event.shiftKey && (plain || key.length > 1)
  return [command && 'Mod', control && 'Ctrl', event.altKey && 'Alt', shift && 'Shift', name].filter(Boolean).join('+')
}
