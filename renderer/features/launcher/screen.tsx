import { useEffect, useMemo, useRef, useState } from 'react'
import { useApp, usePlace } from '../../app/actions.ts'
import { useQuery, useView } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { FilterBox } from '../../ui/filter/filter-box.tsx'
import { count } from '../../ui/format/numbers.ts'
import { Icon } from '../../ui/icons/icon.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { DataArea } from '../../ui/states/data-area.tsx'
import { AddressField } from './address-field.tsx'
import { Card } from './card.tsx'
import { EmptyChoices } from './empty-choices.tsx'
import { matches } from './facts.ts'
import { inFolders } from './folders.ts'
import { ProfileLayersView, ProfilesMenu, useProfileLayers } from './profile-layers.tsx'
import { RecentlyUsed } from './recently-used.tsx'
import { Recordings } from './recordings.tsx'
import { RecoveryPage } from './recovery.tsx'
import { SecretsStrip } from './secrets-strip.tsx'
import { useCardActs } from './use-card-acts.ts'
import { useSample } from './use-sample.ts'
import { useCardKeys } from './use-card-keys.ts'
import styles from './style.module.css'

const t = en.launcher
const none = {}

/** All clusters as cards; the recovery choice when their list is damaged. */
export function LauncherScreen() {
  const recovery = useQuery('profiles', 'recovery', none)
  const [goOn, setGoOn] = useState(false)
  const state = recovery.data?.state ?? 'ok'
  if (recovery.data && state !== 'ok' && !(goOn && state === 'older')) {
    return <RecoveryPage recovery={recovery.data} onGoOn={() => setGoOn(true)} />
  }
  return <Clusters />
}

/** Each looks into a file of its own. */
const MOST_LOOK_BACK = 40

function Clusters() {
  const app = useApp()
  const { rows, about, error } = useView('profiles', 'list', none)
  const info = useQuery('host', 'info', none)
  const [filter, setFilter] = useState('')
  const place = usePlace()
  const [opens] = useState(() => place.query.get('open'))
  // Said once: coming back later must not open it again.
  const said = useRef(false)
  useEffect(() => {
    if (opens === null || said.current) return
    said.current = true
    place.setQuery({ open: null })
  }, [opens, place])
  const [selected, setSelected] = useState<string | null>(opens)
  const folders = useMemo(() => inFolders(rows.filter((card) => matches(card, filter))), [rows, filter])
  const shown = useMemo(() => folders.flatMap(({ cards }) => cards), [folders])
  const current = shown.some((card) => card.id === selected) ? selected : (shown[0]?.id ?? null)
  const lookBack = useMemo(() => new Set(shown.slice(0, MOST_LOOK_BACK).map(({ id }) => id)), [shown])
  const layers = useProfileLayers()
  const acts = useCardActs(rows, opens, layers.asks)
  const openSample = useSample()
  const add = (): void => app.open('//new')
  const importFile = (): void => layers.input.current?.click()
  useCardKeys({ cards: shown, selected: current, acts, select: setSelected, add, importFile })
  const demo = info.data?.demo === true

  return (
    <div className={styles['page']}>
      <div className={styles['scroll']}>
        <AddressField onAdd={(addresses) => app.open(`//new?address=${encodeURIComponent(addresses.join(','))}`)} />
        <SecretsStrip cards={rows} />
        {about.state === 'live' && rows.length === 0 ? (
          <EmptyChoices onAdd={add} onImport={importFile} onSample={openSample} />
        ) : (
          <>
            <header className={styles['head']}>
              <h1 className={styles['title']}>{t.title}</h1>
              <span className={styles['count']}>{count(rows.length)}</span>
              {demo && <span className={styles['count']}>{t.demo}</span>}
              <span className={styles['grow']} />
              <FilterBox value={filter} onChange={setFilter} shown={shown.length} total={rows.length} hint={en.table.filter} />
              <Button icon="plus" onClick={add}>
                {t.add}
              </Button>
              <ProfilesMenu layers={layers} cards={rows} />
            </header>
            <RecentlyUsed cards={rows} onOpen={acts.open} />
            <div className={styles['area']}>
              <DataArea
                about={about}
                error={error}
                noun={t.noun}
                rows={rows.length}
                shown={shown.length}
                filter={filter}
                onClearFilter={() => setFilter('')}
                empty={{ sentence: t.emptyTitle }}
                skeleton="cards"
              >
                {folders.map(({ name, cards }) => (
                  <section key={name} aria-label={name || t.title} className={styles['folder']}>
                    {name !== '' && (
                      <h2 className={styles['folderName']}>
                        <Icon name="folder" size={14} /> {name}
                      </h2>
                    )}
                    <div className={styles['cards']}>
                      {cards.map((card) => (
                        <Card
                          key={card.id}
                          card={card}
                          selected={card.id === current}
                          looksBack={lookBack.has(card.id)}
                          acts={acts}
                          onSelect={() => setSelected(card.id)}
                        />
                      ))}
                    </div>
                  </section>
                ))}
              </DataArea>
            </div>
          </>
        )}
        <Recordings onProfiles={layers.imports.file} onSample={openSample} />
        <ProfileLayersView layers={layers} cards={rows} acts={acts} />
      </div>
      <footer className={styles['foot']}>
        <span>{t.promise}</span>
        <span className={styles['grow']} />
        <KeyNote keys="n" text={t.keys.add} />
        {shown.length > 0 && (
          <>
            <KeyNote keys="Enter" text={t.keys.open} />
            <KeyNote keys="e" text={t.keys.edit} />
            <KeyNote keys="d" text={t.keys.duplicate} />
            <KeyNote keys="/" text={t.keys.filter} />
          </>
        )}
      </footer>
    </div>
  )
}

const KeyNote = ({ keys, text }: { readonly keys: string; readonly text: string }) => (
  <span className={styles['keyNote']}>
    <Kbd keys={keys} /> {text}
  </span>
)
