import { useViewRow } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { cx } from '../../ui/cx.ts'
import { IconButton } from '../../ui/button.tsx'
import { Icon } from '../../ui/icons/icon.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'
import { useApp, useAt, type Feature } from '../actions.ts'
import type { Found } from '../places.ts'
import { useAppStore } from '../store-context.ts'
import styles from './frame.module.css'

const sections = ['Watch', 'Kafka', 'Change'] as const

export interface RailProps {
  readonly features: readonly Feature[]
  readonly cluster: string
  readonly current: Found | null
  readonly folded: boolean
}

/** The screens of a cluster, with the figure that matters at each. */
export function Rail({ features, cluster, current, folded }: RailProps) {
  const store = useAppStore()
  const overview = useViewRow('cluster', 'overview', useAt(), cluster)
  const path = current?.feature.rail?.path ?? current?.route.path ?? ''
  return (
    <nav className={styles['rail']} aria-label={en.app.name}>
      {sections.map((section) => {
        const listed = features.filter((feature) => feature.place === 'cluster' && feature.rail?.section === section)
        if (listed.length === 0) return null
        return (
          <div key={section} className={styles['sectionBox']}>
            <div className={styles['section']}>{en.app.sections[section]}</div>
            {listed.map((feature) => (
              <RailLine
                key={feature.id}
                feature={feature}
                on={isUnder(path, feature.rail?.path)}
                badge={overview ? (feature.rail?.badge?.(overview) ?? null) : null}
              />
            ))}
          </div>
        )
      })}
      <span className={styles['grow']} />
      <span className={styles['foldButton']}>
        <IconButton
          icon={folded ? 'right' : 'left'}
          label={folded ? en.app.unfoldRail : en.app.foldRail}
          onClick={() => store.getState().foldRail(!folded)}
        />
      </span>
    </nav>
  )
}

/** `/groups/:group` belongs to the line of `/groups`. */
const isUnder = (path: string, rail: string | undefined): boolean => rail !== undefined && (path === rail || path.startsWith(`${rail}/`))

interface RailLineProps {
  readonly feature: Feature
  readonly on: boolean
  readonly badge: { readonly text: string; readonly hot?: boolean } | null
}

function RailLine({ feature, on, badge }: RailLineProps) {
  const app = useApp()
  const { rail } = feature
  if (!rail) return null
  const keys = rail.key === undefined ? {} : { keys: `g ${rail.key}` }
  return (
    <Tooltip text={feature.title} side="right" {...keys}>
      <button
        type="button"
        className={cx(styles['nav'], on && styles['on'])}
        aria-current={on ? 'page' : undefined}
        onClick={(event) => app.open(rail.path, { newTab: event.ctrlKey || event.metaKey })}
        onAuxClick={(event) => event.button === 1 && app.open(rail.path, { newTab: true })}
      >
        <Icon name={feature.icon} />
        <span className={styles['label']}>{feature.title}</span>
        {badge && <span className={cx(styles['badge'], badge.hot === true && styles['hot'])}>{badge.text}</span>}
      </button>
    </Tooltip>
  )
}
