import { useEffect, useMemo, useState } from 'react'
import type { ProfileCard } from '../../../shared/contract/profiles.ts'
import { useApp, usePlace, type ScreenProps } from '../../app/actions.ts'
import { useCommand, useView } from '../../host/hooks.ts'
import { readKeptJson } from '../../state/storage.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { hasLayer, withCommand } from '../../ui/keys.ts'
import { DataArea } from '../../ui/states/data-area.tsx'
import { useKeepDraft, useKept } from '../../ui/kept.ts'
import { Restored } from '../../ui/restored.tsx'
import { ErrorBlock } from '../../ui/states/error-block.tsx'
import { AddressMapSection } from './address-map.tsx'
import { AddressSection } from './address-section.tsx'
import { emptyForm, formOf, keptText, readKeptForm, type Form } from './form.ts'
import { LeaveDialog } from './leave-dialog.tsx'
import { showSection } from './probe-line.tsx'
import { MesosSection } from './mesos-section.tsx'
import { ProbePanel } from './probe-panel.tsx'
import { BrokersSection, IdentitySection, SafetySection } from './sections.tsx'
import { ProxySection } from './proxy-section.tsx'
import { RegistrySection } from './registry-section.tsx'
import { SecuritySection } from './security-section.tsx'
import { useForm } from './use-form.ts'
import styles from './style.module.css'

const t = en.profileEditor
const none = {}

export function NewScreen() {
  const { rows, about, error } = useView('host', 'settings', none)
  const settings = rows[0]?.settings
  return (
    <DataArea about={about} error={error} noun={t.noun} rows={rows.length} empty={{ sentence: '' }} skeleton="lines">
      {settings && <Fresh access={settings.newAccess} />}
    </DataArea>
  )
}

function Fresh({ access }: Pick<Form, 'access'>) {
  const { query } = usePlace()
  const [first] = useState(() => emptyForm(query.get('bootstrap') ?? query.get('address') ?? '', access))
  return <Editor card={null} first={first} />
}

export function EditScreen({ params }: ScreenProps) {
  const { byKey, about, error } = useView('profiles', 'list', none)
  const card = byKey.get(params['profile'] ?? '')
  return (
    <DataArea about={about} error={error} noun={t.noun} rows={card ? 1 : 0} empty={{ sentence: t.unknown }} skeleton="lines">
      {card && <Existing key={card.id} card={card} />}
    </DataArea>
  )
}

function Existing({ card }: { readonly card: ProfileCard }) {
  const [first] = useState(() => formOf(card))
  return <Editor card={card} first={first} />
}

function Editor({ card, first }: { readonly card: ProfileCard | null; readonly first: Form }) {
  const app = useApp()
  const { query } = usePlace()
  const kept = useKept()
  const place = `form.profile.${card?.id ?? 'new'}`
  const [restored] = useState(() => readKeptForm(readKeptJson(kept, place), first))
  const state = useForm(first, restored)
  const draft = useKeepDraft(place, state.changed ? keptText(state.form) : null)
  const save = useSave(card)
  const [asking, setAsking] = useState(false)
  const leave = (): void => {
    draft.forget()
    app.open('//')
  }
  const cancel = (): void => (state.changed ? setAsking(true) : leave())
  const submit = async (connect: boolean): Promise<void> => {
    if (!state.submit() || state.checked.errors !== null) return
    const id = await save.run(state.checked, connect)
    if (id === null) return
    draft.forget()
    app.open(connect ? `//?open=${encodeURIComponent(id)}` : '//')
  }
  useEditorKeys(cancel, () => void submit(true))
  const focus = query.get('focus')
  useEffect(() => {
    if (focus !== null)
      showSection(focus === 'profile.addressMap' ? 'addressMap' : focus === 'profile.credentials' ? 'credentials' : 'brokers')
  }, [focus])

  return (
    <div className={styles['page']}>
      <form
        className={styles['form']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void submit(true)
        }}
      >
        <div className={styles['scroll']}>
          <h1 className={styles['title']}>{card ? t.title : t.titleNew}</h1>
          {restored && state.changed && <Restored note={t.restoredNote} onStartOver={() => state.set(first)} />}
          <IdentitySection state={state} isNew={card === null} />
          <AddressSection state={state} id={card?.id ?? null} />
          <BrokersSection state={state} />
          <SecuritySection state={state} kept={card?.secrets ?? null} />
          <MesosSection state={state} kept={card?.secrets ?? null} />
          <AddressMapSection state={state} />
          <RegistrySection state={state} kept={card?.secrets ?? null} />
          <ProxySection state={state} kept={card?.secrets ?? null} />
          <SafetySection state={state} />
        </div>
        <footer className={styles['foot']}>
          {save.error && <ErrorBlock error={save.error} />}
          <span className={styles['grow']} />
          {state.shownErrors > 0 && <span className={styles['errorsLeft']}>{t.errorsLeft(state.shownErrors)}</span>}
          <Button tone="quiet" onClick={cancel}>
            {t.cancel}
          </Button>
          <Button onClick={() => void submit(false)}>{t.save}</Button>
          <Button tone="primary" type="submit">
            {t.saveAndConnect}
          </Button>
        </footer>
      </form>
      <ProbePanel id={card?.id ?? null} state={state} />
      <LeaveDialog open={asking} onKeep={() => setAsking(false)} onDiscard={leave} />
    </div>
  )
}

type Ready = Extract<ReturnType<typeof useForm>['checked'], { readonly errors: null }>

function useSave(card: ProfileCard | null) {
  const app = useApp()
  const create = useCommand('profiles', 'create')
  const update = useCommand('profiles', 'update')
  const connect = useCommand('profiles', 'connect')
  return useMemo(
    () => ({
      error: create.error ?? update.error,
      /** The profile's id; null: not saved, and `error` says why. */
      async run({ draft, secrets }: Ready, connectToo: boolean): Promise<string | null> {
        try {
          const id = card ? (await update.run({ id: card.id, draft, secrets }), card.id) : (await create.run({ draft, secrets })).id
          app.notify({ tone: 'ok', title: t.saved(draft.name) })
          // What becomes of it is on the card.
          if (connectToo) connect.run({ id }).catch(() => {})
          return id
        } catch {
          return null
        }
      },
    }),
    [app, card, create, update, connect],
  )
}

/** Esc leaves (and asks when there is something to lose), Ctrl+Enter saves and connects. */
function useEditorKeys(cancel: () => void, submit: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || hasLayer()) return
      if (event.key === 'Escape') cancel()
      else if (event.key === 'Enter' && withCommand(event)) submit()
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })
}
