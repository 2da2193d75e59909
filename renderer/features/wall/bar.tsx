import type { RefObject } from 'react'
import { usePlace } from '../../app/actions.ts'
import type { GroupRow } from '../../../shared/contract/groups.ts'
import type { ViewAbout } from '../../../shared/rpc/define.ts'
import { useView } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { Chip } from '../../ui/badge.tsx'
import { IconButton } from '../../ui/button.tsx'
import { saveCsv, savePicture } from '../../ui/chart/export.ts'
import { usePalette } from '../../ui/chart/palette.ts'
import { SaveMenu } from '../../ui/chart/save-menu.tsx'
import { EnvBadge } from '../../ui/env.tsx'
import { FilterBox } from '../../ui/filter/filter-box.tsx'
import { count } from '../../ui/format/numbers.ts'
import { clockTime } from '../../ui/format/times.ts'
import { useNow, useZone } from '../../ui/format/zone.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { AsOf } from '../../ui/states/strips.tsx'
import { modes, type Mode, type WallSort } from './choice.ts'
import type { FullScreen } from './full-screen.ts'
import { VerdictSums } from './head.tsx'
import { wallCsv, wallHead } from './csv.ts'
import { ViewsMenu } from './views-menu.tsx'
import styles from './style.module.css'

const t = en.wall
const none = {}
const modeOptions = modes.map((value) => ({ value, title: t.modes[value] }))

export interface WallBarProps {
  readonly all: readonly GroupRow[]
  readonly shown: readonly GroupRow[]
  readonly about: ViewAbout
  readonly mode: Mode
  readonly sort: WallSort
  readonly verdict: string | null
  readonly filter: string
  readonly only: { readonly watched: boolean; readonly members: boolean }
  readonly page: number
  readonly pages: { readonly count: number; readonly size: number }
  readonly full: FullScreen
  readonly picture: RefObject<HTMLCanvasElement | null>
  onPage(page: number): void
  onChange(change: Readonly<Record<string, string | null>>): void
  /** The filter is being typed, and is done with. */
  onType(filter: string): void
  onLeave(): void
}

/** Above the wall: what it sums up to, what of it is shown, and where one stands in it. */
export function WallBar(props: WallBarProps) {
  const { all, shown, about, mode, sort, verdict, filter, only, full, picture, onChange, onType, onLeave } = props
  const palette = usePalette()
  const { cluster } = usePlace()
  const save = (what: 'png' | 'csv'): void => {
    if (what === 'csv') saveCsv('lag-wall', wallHead, wallCsv(shown))
    else if (picture.current) savePicture('lag-wall', [picture.current], palette.of.surface)
  }
  return (
    <>
      <header className={styles['bar']}>
        {full.on ? <Whose cluster={cluster} /> : <h1>{t.title}</h1>}
        {!full.on && <AsOf about={about} />}
        <VerdictSums rows={all} chosen={verdict} onChoose={(next) => onChange({ verdict: next })} />
        <span className={styles['grow']} />
        <Pages {...props} />
        {full.on && <Clock />}
        <IconButton icon="expand" label={full.on ? t.leave : t.full} onClick={full.toggle} />
      </header>
      {!full.on && (
        <div className={styles['tools']}>
          <Chip on={only.watched} onClick={() => onChange({ watched: only.watched ? null : '1' })}>
            {t.watched}
          </Chip>
          <Chip on={only.members} onClick={() => onChange({ members: only.members ? null : '1' })}>
            {t.hideEmpty}
          </Chip>
          <FilterBox
            value={filter}
            onChange={onType}
            onLeave={onLeave}
            shown={shown.length}
            total={all.length}
            hint={en.groups.filterHint}
          />
          <span className={styles['grow']} />
          {sort !== 'severity' && <span className={styles['quiet']}>{t.sortedBy(t.sorts[sort])}</span>}
          <Segmented<Mode>
            label={t.mode}
            value={mode}
            options={modeOptions}
            onChange={(next) => onChange({ as: next === 'tiles' ? null : next })}
          />
          {cluster !== null && <ViewsMenu cluster={cluster} />}
          <SaveMenu pictured={mode === 'strips' || mode === 'treemap'} onSave={save} />
        </div>
      )}
    </>
  )
}

function Pages({ shown, mode, page, pages, onPage }: WallBarProps) {
  // None on the screen may be none read: the wall itself says which.
  if (shown.length === 0) return null
  if (mode !== 'tiles' || pages.count < 2) return <span className={styles['quiet']}>{t.groups(count(shown.length))}</span>
  const last = Math.min(shown.length, (page + 1) * pages.size)
  return (
    <span className={styles['pages']}>
      <span className={styles['quiet']}>{t.page(count(page * pages.size + 1), count(last), count(shown.length))}</span>
      <IconButton icon="left" label={t.before} {...(page === 0 ? { off: t.firstPage } : {})} onClick={() => onPage(page - 1)} />
      <IconButton icon="right" label={t.next} {...(page >= pages.count - 1 ? { off: t.lastPage } : {})} onClick={() => onPage(page + 1)} />
    </span>
  )
}

/** The frame is gone: the wall says itself whose it is. */
function Whose({ cluster }: { readonly cluster: string | null }) {
  const profile = useView('profiles', 'list', none).byKey.get(cluster ?? '')
  return (
    <>
      <h1>{profile?.name ?? cluster}</h1>
      {profile && <EnvBadge environment={profile.environment} />}
    </>
  )
}

function Clock() {
  const now = useNow()
  const zone = useZone()
  return <span className={styles['clock']}>{clockTime(now, zone)}</span>
}
