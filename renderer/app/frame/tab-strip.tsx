import { en } from '../../text/en.ts'
import { cx } from '../../ui/cx.ts'
import { Icon } from '../../ui/icons/icon.tsx'
import { IconButton } from '../../ui/button.tsx'
import { useApp } from '../actions.ts'
import type { FindRoute } from '../places.ts'
import { useAppState, useAppStore } from '../store-context.ts'
import styles from './frame.module.css'

const t = en.app

/** The places that are open in this cluster. */
export function TabStrip({ cluster, find }: { readonly cluster: string; readonly find: FindRoute }) {
  const app = useApp()
  const store = useAppStore()
  const tabs = useAppState((state) => state.byCluster[cluster])
  if (!tabs) return null
  return (
    <div className={styles['tabs']}>
      <div className={styles['tabList']} role="tablist" aria-label={t.tabs}>
        {tabs.tabs.map((tab) => {
          const found = find('cluster', tab.path)
          const title = found?.route.title(found.params) ?? tab.path
          const on = tab.id === tabs.active
          return (
            <div
              key={tab.id}
              className={cx(styles['tab'], on && styles['tabOn'])}
              onAuxClick={(event) => event.button === 1 && store.getState().close(tab.id)}
            >
              <button
                type="button"
                role="tab"
                aria-selected={on}
                tabIndex={on ? 0 : -1}
                className={styles['tabName']}
                title={title}
                onClick={() => store.getState().activate(tab.id)}
                onKeyDown={(event) => {
                  if (event.key === 'ArrowRight') store.getState().step(1)
                  else if (event.key === 'ArrowLeft') store.getState().step(-1)
                }}
              >
                <Icon name={found?.route.icon ?? found?.feature.icon ?? 'file'} size={14} />
                <span className={styles['ellipsis']}>{title}</span>
              </button>
              {tabs.tabs.length > 1 && (
                <button
                  type="button"
                  tabIndex={-1}
                  // For the pointer; by keys, and so for screen readers, it is the action “Close this tab”. A list of tabs holds only tabs.
                  aria-hidden
                  className={styles['tabClose']}
                  title={t.closeTab(title)}
                  onClick={() => store.getState().close(tab.id)}
                >
                  <Icon name="x" size={10} />
                </button>
              )}
            </div>
          )
        })}
      </div>
      <span className={styles['tabNew']}>
        <IconButton icon="plus" label={t.newTab} onClick={() => app.open('/overview', { newTab: true })} />
      </span>
    </div>
  )
}
