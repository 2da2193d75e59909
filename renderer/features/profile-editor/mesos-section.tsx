import type { MesosPlaces } from '../../../shared/contract/mesos-places.ts'
import { noPlaces } from '../../../shared/contract/mesos-places.ts'
import type { ProfileCard } from '../../../shared/contract/profiles.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { FieldGroup, TextArea, TextField } from '../../ui/field.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Login } from './http-login.tsx'
import { Trust } from './http-trust.tsx'
import { Section } from './sections.tsx'
import type { FormState } from './use-form.ts'
import styles from './style.module.css'

const t = en.profileEditor.mesos

export interface MesosSectionProps {
  readonly state: FormState
  readonly kept: ProfileCard['secrets'] | null
}

/** Where Mesos and the scheduler are: filled by what was found, or by hand. */
export function MesosSection({ state, kept }: MesosSectionProps) {
  const { mesos } = state.form
  if (mesos === null) {
    return (
      <Section id="mesos" title={t.title}>
        <div className={styles['row']}>
          <Button icon="plus" onClick={() => state.set({ mesos: noPlaces })}>
            {t.add}
          </Button>
          <span className={styles['quiet']}>{t.none}</span>
        </div>
      </Section>
    )
  }
  const set = (change: Partial<MesosPlaces>): void => state.set({ mesos: { ...mesos, ...change } })
  return (
    <Section id="mesos" title={t.title}>
      <Masters state={state} mesos={mesos} set={set} kept={kept} />
      <Place name="scheduler" state={state} mesos={mesos} set={set} kept={kept} />
      <Place name="marathon" state={state} mesos={mesos} set={set} kept={kept} />
      <div id="mesos-framework">
        <TextField
          label={t.framework}
          optional
          mono
          value={mesos.framework ?? ''}
          note={t.frameworkNote}
          error={state.errorOf('mesos.framework')}
          onChange={(framework) => set({ framework: framework === '' ? null : framework })}
          onBlur={() => state.leave('mesos.framework')}
        />
      </div>
      <Authorities state={state} mesos={mesos} set={set} />
      <div>
        <Button tone="link" onClick={() => state.set({ mesos: null })}>
          {t.remove}
        </Button>
      </div>
    </Section>
  )
}

interface PartProps {
  readonly state: FormState
  readonly mesos: MesosPlaces
  set(change: Partial<MesosPlaces>): void
}

function Masters({ state, mesos, set, kept }: PartProps & { readonly kept: MesosSectionProps['kept'] }) {
  return (
    <div id="mesos-masters" className={styles['fields']}>
      <TextArea
        label={t.masters}
        value={mesos.masters.join('\n')}
        rows={3}
        mono
        placeholder={'http://master-1.example.org:5050\nhttp://master-2.example.org:5050'}
        note={t.mastersNote}
        error={state.errorOf('mesos.masters')}
        onChange={(text) => set({ masters: lines(text) })}
        onBlur={() => state.leave('mesos.masters')}
      />
      <Login
        label={t.mastersLogin}
        login={mesos.mastersLogin}
        secret="mesosPassword"
        field="mesos.mastersLogin"
        state={state}
        kept={kept}
        onChange={(mastersLogin) => set({ mastersLogin })}
      />
      <FieldGroup label={t.agentsVia} note={t.agentsViaNote}>
        <Segmented
          label={t.agentsVia}
          value={mesos.agentsVia}
          options={[
            { value: 'direct', title: t.via.direct },
            { value: 'dcos', title: t.via.dcos },
          ]}
          onChange={(agentsVia) => set({ agentsVia })}
        />
      </FieldGroup>
    </div>
  )
}

/** While somebody writes, an unfinished last line stays as it is. */
const lines = (text: string): string[] => {
  const all = text.split('\n').map((line) => line.trim())
  return all.filter((line, at) => line !== '' || at === all.length - 1).filter((line, at, rest) => line !== '' || rest.length > 1 || at > 0)
}

interface PlaceProps extends PartProps {
  readonly name: 'scheduler' | 'marathon'
  readonly kept: MesosSectionProps['kept']
}

function Place({ name, state, mesos, set, kept }: PlaceProps) {
  const place = mesos[name]
  return (
    <div id={`mesos-${name}`} className={styles['fields']}>
      <TextField
        label={t[name]}
        optional
        mono
        value={place?.url ?? ''}
        placeholder={name === 'scheduler' ? 'http://scheduler.example.org:7000' : 'http://marathon.example.org:8080'}
        note={t[`${name}Note`]}
        error={state.errorOf(`mesos.${name}`)}
        onChange={(url) => set({ [name]: url === '' ? null : { url, login: place?.login ?? { kind: 'none' } } })}
        onBlur={() => state.leave(`mesos.${name}`)}
      />
      {place && (
        <Login
          label={t[`${name}Login`]}
          login={place.login}
          secret={`${name}Password`}
          field={`mesos.${name}.login`}
          state={state}
          kept={kept}
          onChange={(login) => set({ [name]: { ...place, login } })}
        />
      )}
    </div>
  )
}

function Authorities({ state, mesos, set }: PartProps) {
  const urls = [...mesos.masters, mesos.scheduler?.url ?? '', mesos.marathon?.url ?? '']
  const hasLogin = [mesos.mastersLogin, mesos.scheduler?.login, mesos.marathon?.login].some((login) => login && login.kind !== 'none')
  return <Trust trust={mesos} urls={urls} hasLogin={hasLogin} field="mesos.ca" state={state} onChange={set} />
}
