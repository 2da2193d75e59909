import { en } from '../../text/en.ts'
import { dateTimeSeconds, type Zone } from '../../ui/format/times.ts'
import { placeOf } from '../actions.ts'
import { typedTime, withAt, within, type Reach } from '../time/at.ts'
import type { Entry } from './entries.ts'
import { rank } from './rank.ts'

/** What is no name of a thing but is understood: a time, a question. */

const t = en.app
export const TIME_SIGN = '~'

export interface Moment {
  /** The place on the screen: a time leads to the same place then. */
  readonly path: string
  readonly reach: Reach | null
  readonly zone: Zone
  readonly now: number
}

export function timeEntries(query: string, { path, reach, zone, now }: Moment): readonly Entry[] {
  const typed = typedTime(query.startsWith(TIME_SIGN) ? query.slice(1) : query, zone, now)
  if (typed === null) return []
  const at = reach === null ? typed : within(typed, reach)
  const words = (moment: number): string => dateTimeSeconds(moment, zone, now)
  return [
    {
      ...entry(`time ${typed}`, t.paletteTime(words(at)), t.paletteKinds.time, withAt(path, at)),
      icon: 'clock',
      ...(at === typed ? {} : { note: en.time.nearest(words(at)) }),
      ...(reach === null ? { off: en.time.why.nothing } : {}),
    },
  ]
}

/** Of “why”: as many groups as there is a reason to look at. */
const SUGGESTED = 5

/** “why billing”, “placement 7”. */
export function questionEntries(query: string, things: readonly Entry[]): readonly Entry[] {
  const why = /^why\s+(\S.*)$/i.exec(query)?.[1]
  if (why !== undefined) {
    const groups = things.filter(({ prefix }) => prefix === '@')
    return rank(groups, why, SUGGESTED).best.flatMap((group) =>
      'path' in group.does
        ? [
            {
              ...entry(`why ${group.id}`, t.paletteWhy(group.title), t.paletteKinds.question, group.does.path),
              ...(group.verdict ? { verdict: group.verdict } : {}),
            },
          ]
        : [],
    )
  }
  const broker = /^placement\s+(\d{1,9})$/i.exec(query)?.[1]
  if (broker === undefined) return []
  const path = placeOf('brokers', broker)
  if (!things.some(({ does }) => 'path' in does && does.path === path)) return []
  return [entry(`placement ${broker}`, t.palettePlacement(broker), t.paletteKinds.question, `${path}?tab=placement`)]
}

const entry = (id: string, title: string, kind: string, path: string): Entry => ({
  id,
  title,
  lower: title.toLowerCase(),
  weight: 0,
  kind,
  prefix: '',
  does: { path },
})
