import { useCommand, useQuery } from '../../host/hooks.ts'
import type { FixedSettings, Settings } from '../../../shared/contract/settings.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { bytes } from '../../ui/format/numbers.ts'
import { ErrorBlock } from '../../ui/states/error-block.tsx'
import { AsFile } from './as-file.tsx'
import { Backup } from './backup.tsx'
import { Section } from './section.tsx'
import styles from './style.module.css'

const t = en.settings.dataOf
const none = {}

export interface DataProps {
  readonly settings: Settings
  readonly fixed: FixedSettings
  onChange(change: Partial<Settings>): Promise<boolean>
}

/** Where Samsa's data lies, how much there is of each kind, and the settings as a file. */
export function Data({ settings, fixed, onChange }: DataProps) {
  const { data, error } = useQuery('host', 'data', none)
  const open = useCommand('host', 'openDataFolder')
  const total = data?.stores.reduce((sum, store) => sum + store.bytes, 0) ?? 0
  return (
    <Section title={t.title}>
      {error && <ErrorBlock error={error} />}
      {data && (
        <>
          <dl className={styles['facts']}>
            <dt>{t.folder}</dt>
            <dd className={styles['mono']}>{data.folder}</dd>
            {data.stores.map(({ store, bytes: size }) => (
              <Store key={store} name={t.stores[store]} size={bytes(size)} />
            ))}
            <dt>{t.total}</dt>
            <dd className={styles['figure']}>{bytes(total)}</dd>
          </dl>
          <div className={styles['acts']}>
            <Button off={data.canOpen.available ? undefined : data.canOpen.why} onClick={() => void open.run({}).catch(() => undefined)}>
              {t.open}
            </Button>
          </div>
        </>
      )}
      {open.error && <ErrorBlock error={open.error} />}
      <Backup settings={settings} fixed={fixed} />
      <AsFile settings={settings} fixed={fixed} onChange={onChange} />
    </Section>
  )
}

const Store = ({ name, size }: { readonly name: string; readonly size: string }) => (
  <>
    <dt>{name}</dt>
    <dd className={styles['figure']}>{size}</dd>
  </>
)
