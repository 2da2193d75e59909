import type { AccessRow } from '../../../shared/contract/access.ts'
import type { ProfileCard } from '../../../shared/contract/profiles.ts'
import { useView } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { StateDot, type Tone } from '../../ui/badge.tsx'
import { IconButton } from '../../ui/button.tsx'
import { EnvBadge } from '../../ui/env.tsx'
import { Icon } from '../../ui/icons/icon.tsx'
import { Mark } from '../../ui/icons/mark.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { Menu } from '../../ui/menu.tsx'
import { AccessBadge } from '../access/access-badge.tsx'
import { inCluster, useApp } from '../actions.ts'
import { AlertBell } from './alert-bell.tsx'
import styles from './frame.module.css'

const t = en.app
const none = {}

export interface TitleBarProps {
  readonly profile: ProfileCard | null
  readonly access: AccessRow | null
  /** Something recorded is on the screen. */
  readonly recorded: boolean
  onSearch(): void
  onShortcuts(): void
  onUnlock(): void
  onLock(): void
}

/** Where this is, how far it may go, whether it is connected. */
export function TitleBar({ profile, access, recorded, onSearch, onShortcuts, onUnlock, onLock }: TitleBarProps) {
  const app = useApp()
  return (
    <header className={styles['titleBar']}>
      <div className={styles['left']}>
        <button
          type="button"
          className={styles['home']}
          title={t.backToClusters}
          aria-label={t.backToClusters}
          onClick={() => app.open('//')}
        >
          <Mark size={20} />
        </button>
        <ProfileMenu profile={profile} />
        {profile && <EnvBadge environment={profile.environment} />}
        {access && <AccessBadge access={access} onUnlock={onUnlock} onLock={onLock} />}
        {profile && <ConnectionState profile={profile} recorded={recorded} />}
      </div>
      <SearchButton text={t.search} onSearch={onSearch} />
      <div className={styles['right']}>
        {profile && <AlertBell cluster={profile.id} />}
        <IconButton icon="keyboard" label={`${t.actions.shortcuts} (?)`} iconSize={16} onClick={onShortcuts} />
        <IconButton icon="settings" label={t.actions.settings} iconSize={16} onClick={() => app.open('//settings')} />
      </div>
    </header>
  )
}

/** The name; behind it the other clusters. */
function ProfileMenu({ profile }: { readonly profile: ProfileCard | null }) {
  const app = useApp()
  const { rows } = useView('profiles', 'list', none)
  return (
    <Menu
      label={t.clusters}
      align="start"
      trigger={
        <button type="button" className={styles['profile']}>
          <span className={styles['name']}>{profile?.name ?? '…'}</span>
          <Icon name="down" size={12} />
        </button>
      }
      groups={[
        rows.map((card) => ({
          id: card.id,
          title: card.name,
          ...(card.id === profile?.id ? { icon: 'check' as const } : {}),
          run: () => app.open(inCluster(card.id)),
        })),
        [
          { id: 'all', title: t.allClusters, icon: 'clusters', keys: 'g l', run: () => app.open('//') },
          ...(profile
            ? [
                {
                  id: 'edit',
                  title: en.common.edit,
                  icon: 'edit' as const,
                  run: () => app.open(`//edit/${encodeURIComponent(profile.id)}`),
                },
              ]
            : []),
        ],
      ]}
    />
  )
}

export const connectionTone: Readonly<Record<ProfileCard['connection']['state'], Tone>> = {
  off: 'unknown',
  connecting: 'info',
  live: 'ok',
  stale: 'stale',
  reconnecting: 'warn',
  failed: 'bad',
  paused: 'stale',
}

function ConnectionState({ profile, recorded }: { readonly profile: ProfileCard; readonly recorded: boolean }) {
  const { state, attempt, error } = profile.connection
  const none = error?.code === 'kafka.noneRuns'
  const words = none ? t.waitsForBroker : t.connection[state]
  return (
    <span className={styles['item']} data-state={state}>
      <StateDot tone={connectionTone[state]} hollow={state === 'off'} pulse={state === 'connecting' || state === 'reconnecting'} />
      {recorded && state !== 'off' ? en.time.nowIs(words) : words}
      {attempt !== null && attempt > 1 && !none && <span className={styles['quiet']}>{t.attempt(attempt)}</span>}
    </span>
  )
}

export function SearchButton({ text, onSearch }: { readonly text: string; onSearch(): void }) {
  return (
    <button type="button" className={styles['search']} onClick={onSearch}>
      <Icon name="search" size={14} />
      <span className={styles['grow']}>{text}</span>
      <Kbd keys="Mod+K" />
    </button>
  )
}
