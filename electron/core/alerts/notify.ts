import type { AlertRow } from '../../../shared/contract/alerts.ts'
import { isQuiet } from '../../../shared/domain/alerts/quiet.ts'
import { alertSentence, ruleSentence } from '../../../shared/domain/alerts/words.ts'
import type { DesktopServices } from '../../../shared/desktop-services.ts'
import type { AlertChoices } from './rules.ts'

export interface NotifyNeeds {
  readonly notifications: DesktopServices['notifications']
  /** The profile's name, as the user knows it. */
  readonly clusterName: () => string
  /** The user clicked it. */
  readonly opened: (path: string) => void
}

/** Minute of the day where this computer is. */
export const minuteOfDay = (wall: number): number => {
  const at = new Date(wall)
  return at.getHours() * 60 + at.getMinutes()
}

/** Why the system is not to be asked; null: it is. */
export function silentBecause(
  choices: AlertChoices,
  notifications: DesktopServices['notifications'],
  alert: Pick<AlertRow, 'subject' | 'condition'>,
  evenInQuietHours: boolean,
  wall: number,
): AlertRow['silent'] {
  const group = 'groups' in alert.condition ? alert.subject : null
  if (choices.muted.some((m) => m.until > wall && (m.group === '' || m.group === group))) return 'muted'
  if (!choices.notify) return 'off'
  if (choices.quiet && !evenInQuietHours && isQuiet(choices.quiet, minuteOfDay(wall))) return 'quietHours'
  return notifications.available ? null : 'notSupported'
}

/** Tells one alert by the system. False: it could not. */
export function show({ notifications, clusterName, opened }: NotifyNeeds, alert: AlertRow, again: boolean): boolean {
  if (!notifications.available) return false
  const title = `${clusterName()}: ${alertSentence(alert)}`
  const body = (again ? 'Still so. ' : '') + ruleSentence(alert)
  return notifications.show({ title, body }, () => opened(alert.path)).done
}
