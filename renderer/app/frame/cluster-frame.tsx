import { useState } from 'react'
import type { AccessRow } from '../../../shared/contract/access.ts'
import type { ReadingRow } from '../../../shared/contract/cluster.ts'
import type { ProfileCard } from '../../../shared/contract/profiles.ts'
import type { RecordingRow } from '../../../shared/contract/recordings.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { cx } from '../../ui/cx.ts'
import { useApp, type Feature } from '../actions.ts'
import { ErrorBoundary } from '../error-boundary.tsx'
import type { FindRoute, Found } from '../places.ts'
import { useAppState } from '../store-context.ts'
import { HintLine } from '../hints/hint-line.tsx'
import { RecordedBanner, Watermark } from '../time/recorded-banner.tsx'
import { TimeBar } from '../time/time-bar.tsx'
import type { Offline } from '../time/use-offline.ts'
import type { Time } from '../time/use-time.ts'
import { Tour } from '../tour/tour.tsx'
import { BottomBar } from './bottom-bar.tsx'
import { ToldAbove } from '../../ui/states/told-above.ts'
import { bannerError, ConnectionBanner } from './connection-banner.tsx'
import { Rail } from './rail.tsx'
import { TabStrip } from './tab-strip.tsx'
import { TitleBar } from './title-bar.tsx'
import styles from './frame.module.css'

export interface ClusterFrameProps {
  readonly features: readonly Feature[]
  readonly cluster: string
  readonly profile: ProfileCard | null
  readonly access: AccessRow | null
  /** The list of profiles has been read: a missing one is gone, not late. */
  readonly known: boolean
  /** Its only source is playback: there is nothing to connect to. */
  readonly isRecording: boolean
  /** The sample cluster; null: another one is on the screen. */
  readonly sample: RecordingRow | null
  /** The recording on the screen, where Samsa's log goes with it. */
  readonly logOf: string | null
  readonly reading: ReadingRow | null
  readonly time: Time
  readonly offline: Offline
  readonly found: Found | null
  readonly find: FindRoute
  onSearch(): void
  onShortcuts(): void
  onUnlock(): void
  onLock(): void
  onExact(): void
}

/** The environment's edge around title bar, rail, tabs, screen and bottom bar. */
export function ClusterFrame(props: ClusterFrameProps) {
  const { features, cluster, profile, access, known, isRecording, reading, time, offline, found, find, onExact } = props
  const folded = useAppState((state) => state.railFolded)
  const [barOpen, setBarOpen] = useState(false)
  const [hinted] = useState(() => new Set<string>())
  const recorded = time.at !== 'live'
  const banner = offline.backLive || isRecording ? null : profile
  return (
    <div className={styles['frame']} data-env={profile?.environment ?? 'other'}>
      <div className={cx(styles['window'], folded && styles['folded'])}>
        <TitleBar {...props} recorded={recorded} />
        <Rail features={features} cluster={cluster} current={found} folded={folded} />
        <main className={styles['main']} data-recorded={recorded || undefined}>
          <TabStrip cluster={cluster} find={find} />
          <RecordedBanner time={time} offline={offline} isRecording={isRecording} logOf={props.logOf} />
          {banner && <ConnectionBanner profile={banner} />}
          <div className={styles['screen']} key={cluster}>
            <ToldAbove value={banner && bannerError(banner.connection)}>
              {profile === null && known ? <Gone /> : <Screen found={found} />}
            </ToldAbove>
          </div>
          {found && !props.sample && <HintLine key={found.feature.id} screen={found.feature.id} left={hinted} />}
          {props.sample && <Tour recording={props.sample} />}
          {time.at !== 'live' && <Watermark at={time.at} />}
          {(recorded || barOpen) && <TimeBar cluster={cluster} time={time} isRecording={isRecording} onExact={onExact} />}
        </main>
        <BottomBar {...{ profile, access, reading, time, isRecording }} barOpen={recorded || barOpen} onBar={setBarOpen} />
      </div>
    </div>
  )
}

export function Screen({ found }: { readonly found: Found | null }) {
  const app = useApp()
  if (!found) {
    return (
      <p className={styles['nothing']}>
        {en.app.unknownPlace}{' '}
        <Button tone="link" onClick={() => app.open('/overview')}>
          {en.app.goHome}
        </Button>
      </p>
    )
  }
  const { screen: View } = found.route
  const name = `${found.feature.id} ${Object.values(found.params).join(' ')}`
  return (
    <ErrorBoundary key={name}>
      <View params={found.params} />
    </ErrorBoundary>
  )
}

function Gone() {
  const app = useApp()
  return (
    <p className={styles['nothing']}>
      {en.app.unknownProfile}{' '}
      <Button tone="link" onClick={() => app.open('//')}>
        {en.app.backToClusters}
      </Button>
    </p>
  )
}
