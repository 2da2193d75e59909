import { en } from '../../text/en.ts'
import { Icon } from '../../ui/icons/icon.tsx'
import { Mark } from '../../ui/icons/mark.tsx'
import { cx } from '../../ui/cx.ts'
import { useApp, type Feature } from '../actions.ts'
import type { Found } from '../places.ts'
import { Screen } from './cluster-frame.tsx'
import { SearchButton } from './title-bar.tsx'
import styles from './frame.module.css'

export interface StartFrameProps {
  readonly features: readonly Feature[]
  readonly found: Found | null
  onSearch(): void
}

/** Around the launcher, the profile editor and the settings: no cluster, so no environment. */
export function StartFrame({ features, found, onSearch }: StartFrameProps) {
  const app = useApp()
  const inRail = features.filter((feature) => feature.place === 'start' && feature.rail)
  return (
    <div className={cx(styles['window'], styles['start'])}>
      <header className={styles['titleBar']}>
        <span className={styles['left']}>
          <Mark size={20} />
          <span className={styles['name']}>{en.app.name}</span>
        </span>
        <SearchButton text={en.app.searchClusters} onSearch={onSearch} />
      </header>
      <nav className={styles['rail']} aria-label={en.app.name}>
        <div className={styles['section']}>{en.app.sections.Clusters}</div>
        {inRail.map((feature, at) => (
          <div key={feature.id} className={cx(at === inRail.length - 1 && styles['last'])}>
            <button
              type="button"
              className={cx(styles['nav'], found?.feature.id === feature.id && styles['on'])}
              aria-current={found?.feature.id === feature.id ? 'page' : undefined}
              onClick={() => app.open(`/${feature.rail?.path ?? '/'}`)}
            >
              <Icon name={feature.icon} />
              <span className={styles['label']}>{feature.title}</span>
            </button>
          </div>
        ))}
      </nav>
      <main className={cx(styles['main'], styles['mainStart'])}>
        <Screen found={found} />
      </main>
    </div>
  )
}
