import type { ProfileCard } from '../../../shared/contract/profiles.ts'
import { signOf, type Judged } from '../../../shared/domain/verdict/rank.ts'
import { en } from '../../text/en.ts'
import { errorText } from '../../text/errors.ts'
import { count } from '../../ui/format/numbers.ts'
import { age, clockTime, type Zone } from '../../ui/format/times.ts'
import type { IconName } from '../../ui/icons/shapes.tsx'

const t = en.launcher
const RECENT_MS = 15_000

/** The card's sentence: the worst that is known, and how fresh it is. */
export interface Sentence {
  readonly icon: IconName
  readonly tone: 'ok' | 'warn' | 'bad' | 'none'
  readonly title: string
  readonly note: string
  /** Its sign stands in place of the icon. */
  readonly verdict?: Judged
}

const isCritical = (group: Omit<Judged, 'notice'>): boolean => signOf({ ...group, notice: false }).class === 'critical'

/** Mesos and the scheduler answer, and no broker of Kafka runs yet. */
export const noneRuns = ({ connection }: ProfileCard): boolean => connection.error?.code === 'kafka.noneRuns'

export function sentenceOf(card: ProfileCard, now: number, zone: Zone): Sentence {
  const { error, state } = card.connection
  if (error !== null && state !== 'live') {
    const text = errorText(error)
    if (noneRuns(card)) return { icon: 'brokers', tone: 'none', title: text.title, note: text.cause }
    // The figures below it are then of an earlier moment, and say of which.
    const note = card.seen === null ? text.cause : `${t.lastSeen(age(card.seen.asOf, now))} · ${text.cause}`
    return { icon: 'stop', tone: state === 'failed' ? 'bad' : 'warn', title: text.title, note }
  }
  const { seen } = card
  if (seen === null) return { icon: 'clusters', tone: 'none', title: t.never, note: card.bootstrap.join(', ') }
  const note = seen.asOf > now - RECENT_MS ? t.asOf(clockTime(seen.asOf, zone)) : t.lastSeen(age(seen.asOf, now))
  const offline = seen.offlinePartitions ?? 0
  const down = seen.brokers - seen.brokersUp
  if (offline > 0) return { icon: 'stop', tone: 'bad', title: t.leaderless(count(offline), offline === 1), note }
  const { gravest } = seen
  // Beside brokers that are down only what is lost, or about to be, is worse.
  if (gravest !== null && (down === 0 || isCritical(gravest))) {
    const verdict = { ...gravest, notice: false }
    const more = gravest.groups > 1 ? `${t.moreInTrouble(count(gravest.groups - 1))}, ${note}` : note
    return {
      icon: 'warn',
      verdict,
      tone: isCritical(gravest) ? 'bad' : 'warn',
      title: t.inTrouble(gravest.group, gravest.verdict),
      note: more,
    }
  }
  if (down > 0) return { icon: 'warn', tone: 'warn', title: t.brokersDown(count(down), down === 1), note }
  return { icon: 'ok', tone: 'ok', title: t.allUp, note: seen.groups === null ? note : `${t.groups(count(seen.groups))}, ${note}` }
}

export interface Fact {
  readonly value: string
  readonly label: string
  readonly tone?: 'warn' | 'bad'
}

export function factsOf({ seen }: ProfileCard): readonly Fact[] {
  if (seen === null) {
    return [
      { value: '—', label: t.brokers },
      { value: '—', label: t.offline },
      { value: '—', label: t.lag },
    ]
  }
  const offline = seen.offlinePartitions
  return [
    {
      value: `${count(seen.brokersUp)} / ${count(seen.brokers)}`,
      label: t.brokers,
      ...(seen.brokersUp < seen.brokers ? { tone: 'warn' as const } : {}),
    },
    { value: count(offline), label: t.offline, ...(offline !== null && offline > 0 ? { tone: 'bad' as const } : {}) },
    { value: count(seen.worst?.lag), label: seen.worst ? t.lagOf(seen.worst.group) : t.lag },
  ]
}

/** The filter of the launcher: every word somewhere in name, environment, addresses or notes. */
export function matches(card: ProfileCard, filter: string): boolean {
  const text = [card.name, card.environment, card.notes, ...card.bootstrap].join(' ').toLowerCase()
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

/** Addresses out of what was pasted: commas, spaces and a protocol before them are not part of one. */
export const addressesIn = (text: string): readonly string[] =>
  text
    .split(/[\s,;]+/)
    .map((part) => part.replace(/^(PLAINTEXT|SSL|SASL_PLAINTEXT|SASL_SSL|kafka):\/\//i, '').replace(/\/+$/, ''))
    .filter((part) => part !== '')
