import type { ReactNode } from 'react'
import { en } from '../../text/en.ts'
import { FieldGroup, Select, TextArea, TextField } from '../../ui/field.tsx'
import { EnvBadge } from '../../ui/env.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { readClientProperties } from './client-properties.ts'
import type { FormState } from './use-form.ts'
import styles from './style.module.css'

const t = en.profileEditor

export function Section({ id, title, children }: { readonly id: string; readonly title: string; readonly children: ReactNode }) {
  return (
    <section id={id} className={styles['section']}>
      <h2 className={styles['sectionTitle']}>{title}</h2>
      <div className={styles['fields']}>{children}</div>
    </section>
  )
}

const environments = ['production', 'staging', 'test', 'other'] as const

export function IdentitySection({ state, isNew }: { readonly state: FormState; readonly isNew: boolean }) {
  const { form, set, errorOf, leave } = state
  return (
    <Section id="identity" title={t.sections.identity}>
      <TextField
        label={t.name}
        value={form.name}
        placeholder={t.namePlaceholder}
        // A new profile starts with its name.
        autoFocus={form.name === ''}
        error={errorOf('name')}
        onChange={(name) => set({ name })}
        onBlur={() => leave('name')}
      />
      <FieldGroup label={t.environment} note={t.environmentNote}>
        <div role="radiogroup" aria-label={t.environment} className={styles['environments']}>
          {environments.map((environment) => (
            <label key={environment} className={styles['environment']} data-on={environment === form.environment || undefined}>
              <input
                type="radio"
                name="environment"
                className="visually-hidden"
                checked={environment === form.environment}
                // What is chosen below after this stands.
                onChange={() => set({ environment, ...(isNew && environment === 'production' && { access: 'observe' }) })}
              />
              <EnvBadge environment={environment} />
            </label>
          ))}
        </div>
      </FieldGroup>
    </Section>
  )
}

export function BrokersSection({ state }: { readonly state: FormState }) {
  const { form, set, errorOf, leave } = state
  return (
    <Section id="brokers" title={t.sections.brokers}>
      <TextArea
        label={t.bootstrap}
        value={form.bootstrap}
        placeholder={t.bootstrapPlaceholder}
        rows={3}
        mono
        note={t.bootstrapNote}
        error={errorOf('bootstrap')}
        onChange={(bootstrap) => set({ bootstrap })}
        onPaste={(event) => {
          const { bootstrap: before } = form
          const taken = before.trim() === '' ? readClientProperties(event.clipboardData.getData('text')) : null
          if (taken === null) return
          event.preventDefault()
          set({ ...taken, secrets: { ...form.secrets, ...taken.secrets } })
        }}
        onBlur={() => leave('bootstrap')}
      />
      <div className={styles['pair']}>
        <TextField
          label={t.clientId}
          optional
          value={form.clientId}
          placeholder="samsa"
          note={t.clientIdNote}
          error={errorOf('clientId')}
          onChange={(clientId) => set({ clientId })}
          onBlur={() => leave('clientId')}
        />
        <Select
          label={t.version}
          value={form.brokerVersion}
          options={(['auto', '0.9', '0.8.2'] as const).map((value) => ({ value, title: t.versions[value] }))}
          note={t.versionNote}
          onChange={(brokerVersion) => set({ brokerVersion })}
        />
      </div>
      <TextArea
        label={t.zooKeeperGroups}
        optional
        value={form.zooKeeperGroups}
        placeholder={t.zooKeeperGroupsPlaceholder}
        rows={2}
        mono
        note={t.zooKeeperGroupsNote}
        error={errorOf('zooKeeperGroups')}
        onChange={(zooKeeperGroups) => set({ zooKeeperGroups })}
        onBlur={() => leave('zooKeeperGroups')}
      />
    </Section>
  )
}

const accesses = ['observe', 'guarded', 'open'] as const

export function SafetySection({ state }: { readonly state: FormState }) {
  const { form, set, errorOf, leave } = state
  return (
    <>
      <Section id="safety" title={t.sections.safety}>
        <FieldGroup label={t.access} note={t.accessNote}>
          <Segmented
            label={t.access}
            value={form.access}
            options={accesses.map((value) => ({ value, title: en.common.access[value] }))}
            onChange={(access) => set({ access })}
          />
        </FieldGroup>
      </Section>
      <Section id="notes" title={t.sections.notes}>
        <TextArea
          label={t.notes}
          optional
          value={form.notes}
          rows={4}
          placeholder={t.notesPlaceholder}
          error={errorOf('notes')}
          onChange={(notes) => set({ notes })}
          onBlur={() => leave('notes')}
        />
      </Section>
    </>
  )
}
