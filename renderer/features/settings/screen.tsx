import { useQuery, useView, useCommand } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { DataArea } from '../../ui/states/data-area.tsx'
import { ErrorBlock } from '../../ui/states/error-block.tsx'
import { FieldGroup } from '../../ui/field.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import type { Settings } from '../../../shared/contract/host.ts'
import { Keyboard } from './keyboard.tsx'
import styles from './style.module.css'

const t = en.settings
const none = {}

/** The few things that are the same for all clusters. Each counts at once. */
export function SettingsScreen() {
  const { rows, about, error } = useView('host', 'settings', none)
  const save = useCommand('host', 'saveSettings')
  const settings = rows[0]?.settings
  const change = (next: Partial<Settings>): void => {
    save.run(next).catch(() => {
      // Shown below, by `save.error`.
    })
  }
  return (
    <div className={styles['page']}>
      <h1 className={styles['title']}>{t.title}</h1>
      <DataArea about={about} error={error} noun="settings" rows={rows.length} empty={{ sentence: '' }} skeleton="lines">
        {settings && <Choices settings={settings} onChange={change} />}
        {save.error && <ErrorBlock error={save.error} />}
        <Keyboard />
        <About />
      </DataArea>
    </div>
  )
}

const optionsOf = <T extends string>(titles: Readonly<Record<T, string>>): readonly { value: T; title: string }[] =>
  // The keys of a record of T are T.
  (Object.keys(titles) as T[]).map((value) => ({ value, title: titles[value] }))

function Choices({ settings, onChange }: { readonly settings: Settings; onChange(change: Partial<Settings>): void }) {
  return (
    <>
      <section className={styles['section']}>
        <h2 className={styles['head']}>{t.appearance}</h2>
        <FieldGroup label={t.theme}>
          <Segmented label={t.theme} value={settings.theme} options={optionsOf(t.themes)} onChange={(theme) => onChange({ theme })} />
        </FieldGroup>
        <FieldGroup label={t.contrast}>
          <Segmented
            label={t.contrast}
            value={settings.contrast}
            options={optionsOf(t.contrasts)}
            onChange={(contrast) => onChange({ contrast })}
          />
        </FieldGroup>
        <FieldGroup label={t.density}>
          <Segmented
            label={t.density}
            value={settings.density}
            options={optionsOf(t.densities)}
            onChange={(density) => onChange({ density })}
          />
        </FieldGroup>
      </section>
      <section className={styles['section']}>
        <h2 className={styles['head']}>{t.numbers}</h2>
        <FieldGroup label={t.time} note={t.timeNote}>
          <Segmented label={t.time} value={settings.time} options={optionsOf(t.times)} onChange={(time) => onChange({ time })} />
        </FieldGroup>
      </section>
    </>
  )
}

function About() {
  const { data } = useQuery('host', 'info', none)
  if (!data) return null
  return (
    <section className={styles['section']}>
      <h2 className={styles['head']}>{t.about}</h2>
      <dl className={styles['facts']}>
        <dt>{t.version}</dt>
        <dd>{data.version}</dd>
        <dt>{t.host}</dt>
        <dd>{t.hosts[data.host]}</dd>
        <dt>{t.data}</dt>
        <dd className={styles['mono']}>{data.dataFolder}</dd>
        <dt>{t.keychain}</dt>
        <dd>{data.keychain.available ? t.keychainOn : t.keychainOff(data.keychain.why)}</dd>
      </dl>
      <p className={styles['note']}>{t.privacy}</p>
    </section>
  )
}
