import { AlertRule, AlertSettings } from '../../../shared/contract/alerts.ts'
import { readyRules } from '../../../shared/domain/alerts/rule.ts'
import type { Json } from '../lib/envelope.ts'
import type { DocumentKind } from './document.ts'

/** What a profile's user chose about alerts. */
export interface AlertChoices extends Pick<AlertSettings, 'watched' | 'quiet' | 'notify' | 'muted'> {
  readonly rules: readonly AlertRule[]
}

export const MOST_RULES = 200

export const firstChoices: AlertChoices = {
  rules: readyRules.map((rule) => AlertRule.parse(rule)),
  watched: [],
  quiet: null,
  notify: true,
  muted: [],
}

/** Each rule by itself: one that does not fit any more is left out and spoils no other. */
export const choicesDocument: DocumentKind<AlertChoices> = {
  magic: 'samsa.alerts',
  version: 1,
  read(payload) {
    if (!isRecord(payload)) return firstChoices
    const stored = Array.isArray(payload['rules']) ? payload['rules'] : null
    const rules = stored?.flatMap((raw) => {
      const rule = AlertRule.safeParse(raw)
      return rule.success ? [rule.data] : []
    })
    const one = <K extends 'watched' | 'quiet' | 'notify' | 'muted'>(name: K): AlertChoices[K] => {
      const read = AlertSettings.shape[name].safeParse(payload[name])
      // The schema of that name gives that field's type.
      return read.success ? (read.data as AlertChoices[K]) : firstChoices[name]
    }
    return { rules: rules ?? firstChoices.rules, watched: one('watched'), quiet: one('quiet'), notify: one('notify'), muted: one('muted') }
  },
  write: ({ rules, watched, quiet, notify, muted }) => ({ rules: [...rules], watched, quiet, notify, muted }),
}

const isRecord = (payload: Json | undefined): payload is Record<string, Json> =>
  typeof payload === 'object' && payload !== null && !Array.isArray(payload)
