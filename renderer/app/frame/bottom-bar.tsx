import type { AccessRow } from '../../../shared/contract/access.ts'
import type { ReadingRow } from '../../../shared/contract/cluster.ts'
import type { ProfileCard } from '../../../shared/contract/profiles.ts'
import { useClient } from '../../host/api.tsx'
import { toAppError } from '../../host/app-error.ts'
import { en } from '../../text/en.ts'
import { errorText } from '../../text/errors.ts'
import { StateDot } from '../../ui/badge.tsx'
import { IconButton } from '../../ui/button.tsx'
import { cx } from '../../ui/cx.ts'
import { age, clockTime, dateTimeSeconds, fullTime, zoneName } from '../../ui/format/times.ts'
import { useNow, useZone } from '../../ui/format/zone.tsx'
import { Icon } from '../../ui/icons/icon.tsx'
import { UnlockCountdown } from '../access/access-badge.tsx'
import { useApp } from '../actions.ts'
import { useAppState, useAppStore } from '../store-context.ts'
import type { Time } from '../time/use-time.ts'
import { connectionTone } from './title-bar.tsx'
import styles from './frame.module.css'

const t = en.app

export interface BottomBarProps {
  readonly profile: ProfileCard | null
  readonly access: AccessRow | null
  readonly reading: ReadingRow | null
  readonly time: Time
  /** Its only source is playback: there is no cluster behind it. */
  readonly isRecording: boolean
  readonly barOpen: boolean
  onBar(open: boolean): void
}

/** Live or which moment, when it was last read, what reading costs the cluster. */
export function BottomBar({ profile, access, reading, time, isRecording, barOpen, onBar }: BottomBarProps) {
  const state = reading?.state ?? profile?.connection.state ?? 'off'
  const words = reading?.error?.code === 'kafka.noneRuns' ? t.waitsForBroker : t.connection[state]
  return (
    <footer className={styles['bottomBar']} data-recorded={time.at !== 'live' || undefined}>
      {time.at === 'live' ? (
        <span className={styles['live']} data-state={state}>
          <StateDot tone={connectionTone[state]} hollow={state === 'off'} pulse={state === 'connecting' || state === 'reconnecting'} />
          {words}
        </span>
      ) : (
        <RecordedMoment at={time.at} now={isRecording ? null : words} />
      )}
      {!isRecording && <LastRead reading={reading} />}
      {profile && reading && state !== 'off' && <ReadingButtons cluster={profile.id} paused={reading.paused} />}
      {reading && <Budget reading={reading} />}
      <TimeButton time={time} barOpen={barOpen} onBar={onBar} />
      <span className={styles['line']} />
      <span className={styles['ellipsis']}>
        {reading && reading.jobs.length > 0 ? t.reading(reading.jobs.map(jobWords).join(', ')) : t.noJobs}
      </span>
      <span className={styles['grow']} data-notice-slot />
      <UnlockCountdown access={access} />
      <ZoneButton />
    </footer>
  )
}

const jobNames: Readonly<Record<string, string>> = t.jobs
const jobWords = (name: string): string => jobNames[name] ?? name

/** Which moment is shown; beside it, how the cluster itself is meanwhile: what follows tells of that. */
function RecordedMoment({ at, now: meanwhile }: { readonly at: number; readonly now: string | null }) {
  const now = useNow()
  const zone = useZone()
  return (
    <>
      <span className={styles['live']} data-state="recorded" title={fullTime(at, zone)}>
        <Icon name="rec" size={12} />
        <span className={styles['number']}>{en.time.shown(dateTimeSeconds(at, zone, now))}</span>
      </span>
      {meanwhile !== null && <span>{en.time.meanwhile(meanwhile)}</span>}
    </>
  )
}

/** Opens the bar of recorded time. At a recorded moment it is there anyway. */
function TimeButton({ time, barOpen, onBar }: Pick<BottomBarProps, 'time' | 'barOpen' | 'onBar'>) {
  const words = time.at !== 'live' ? en.time.open : barOpen ? en.time.close : en.time.open
  return (
    <span className={styles['buttons']}>
      <IconButton
        icon="rec"
        iconSize={12}
        label={words}
        aria-pressed={barOpen}
        off={time.reach === null ? en.time.why.nothing : false}
        onClick={() => onBar(!barOpen)}
      />
    </span>
  )
}

function LastRead({ reading }: { readonly reading: ReadingRow | null }) {
  const now = useNow()
  const zone = useZone()
  const at = reading?.lastReadAt ?? null
  return (
    <span className={cx(styles['number'], styles['lastRead'])}>{at === null ? t.notRead : t.read(clockTime(at, zone), age(at, now))}</span>
  )
}

function ReadingButtons({ cluster, paused }: { readonly cluster: string; readonly paused: boolean }) {
  const client = useClient()
  const app = useApp()
  const run = (act: Promise<unknown>): void => {
    act.catch((error: unknown) => {
      const text = errorText(toAppError(error, 'cluster'))
      app.notify({ tone: 'bad', title: text.title, detail: text.cause })
    })
  }
  return (
    <span className={styles['buttons']}>
      <IconButton
        icon={paused ? 'play' : 'pause'}
        iconSize={12}
        label={`${paused ? t.resume : t.pause} (p)`}
        onClick={() => run(client.cluster.pause({ cluster, paused: !paused }))}
      />
      <IconButton icon="retry" iconSize={12} label={`${t.readNow} (r)`} onClick={() => run(client.cluster.readNow({ cluster }))} />
    </span>
  )
}

function Budget({ reading }: { readonly reading: ReadingRow }) {
  const used = Math.min(1, reading.budget > 0 ? reading.requestsPerSecond / reading.budget : 0)
  return (
    <>
      <span className={styles['line']} />
      <span className={styles['budget']} title={t.budgetWhy}>
        {t.budget}
        <span
          className={styles['meter']}
          role="meter"
          aria-label={t.budget}
          aria-valuemin={0}
          aria-valuemax={reading.budget}
          aria-valuenow={reading.requestsPerSecond}
        >
          <span className={styles['fill']} style={{ width: `${Math.round(used * 100)}%` }} data-full={used > 0.9 || undefined} />
        </span>
        {t.budgetUse(reading.requestsPerSecond.toFixed(1), String(reading.budget))}
        {reading.stretch > 1.05 && <span className={styles['warn']}>{t.stretched(reading.stretch.toFixed(1))}</span>}
      </span>
    </>
  )
}

function ZoneButton() {
  const store = useAppStore()
  const client = useClient()
  const zone = useAppState((state) => state.preferences.time)
  const now = useNow()
  return (
    <button
      type="button"
      className={styles['zone']}
      title={`${t.zoneSwitch} (u)`}
      onClick={() => {
        const time = zone === 'utc' ? 'local' : 'utc'
        store.getState().setPreferences({ time })
        client.host.saveSettings({ time }).catch(() => store.getState().setPreferences({ time: zone }))
      }}
    >
      <span className={styles['number']}>{clockTime(now, zone)}</span> {zoneName(zone, now)}
    </button>
  )
}
