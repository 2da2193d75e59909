import { dialog, type BrowserWindow } from 'electron'
import type { CrashQuestion } from './crashes.ts'

/** A dialog of the system's, above the window or alone. */
export async function askBySystem(window: BrowserWindow | null, question: CrashQuestion, signal?: AbortSignal): Promise<number> {
  const options = {
    type: 'error' as const,
    title: 'Samsa',
    message: question.title,
    detail: question.detail,
    buttons: [...question.buttons],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
    ...(signal ? { signal } : {}),
  }
  const { response } = await (window ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options))
  return response
}
