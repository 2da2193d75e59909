import { parseMapText } from './map-text.ts'
import type { SchedulerBroker } from './model.ts'
import type { BrokerSettings, SettingName } from './settings.ts'
import { parsePeriod } from './values.ts'

const sameMap = (asked: ReadonlyMap<string, string>, text: string): boolean => {
  const stored = parseMapText(text)
  return stored.ok && stored.value.size === asked.size && [...asked].every(([key, value]) => stored.value.get(key) === value)
}

const periodMs = (text: string): number | null => {
  const period = parsePeriod(text)
  return period.ok ? period.value : null
}

function isAsAsked(name: SettingName, asked: BrokerSettings, broker: SchedulerBroker): boolean {
  switch (name) {
    case 'options':
    case 'log4jOptions':
      return sameMap(asked[name] ?? new Map(), broker[name])
    case 'constraints': {
      const map = parseMapText(asked.constraints ?? '')
      return map.ok && sameMap(new Map([...map.value].map(([key, value]) => [key, value ?? ''])), broker.constraints)
    }
    case 'stickinessPeriod':
      return periodMs(asked.stickinessPeriod ?? '') === broker.stickiness.periodMs
    case 'failoverDelay':
      return periodMs(asked.failoverDelay ?? '') === broker.failover.delayMs
    case 'failoverMaxDelay':
      return periodMs(asked.failoverMaxDelay ?? '') === broker.failover.maxDelayMs
    case 'failoverMaxTries':
      return asked.failoverMaxTries === broker.failover.maxTries
    case 'container':
      return asked.container?.image === broker.container?.image
    default:
      return asked[name] === broker[name]
  }
}

/** What was asked for and is not there afterwards: schedulers ignore names they do not know without a word. */
export const ignoredSettings = (asked: BrokerSettings, broker: SchedulerBroker): readonly SettingName[] =>
  // Own keys of a value of this type.
  (Object.keys(asked) as SettingName[]).filter((name) => asked[name] !== undefined && !isAsAsked(name, asked, broker))
