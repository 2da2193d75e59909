import { useMemo, useState } from 'react'
import type { QuotaEntity } from '../../../shared/contract/security.ts'
import { quotaKeysOf, type QuotaKey } from '../../../shared/domain/quota.ts'
import { useAt, type FormProps } from '../../app/actions.ts'
import { useDraft } from '../../app/actions-draft.ts'
import { useFormChange, usePlaceOfForm } from '../../app/actions-form.ts'
import { useQuery } from '../../host/hooks.ts'
import { QuotaForm } from '../../state/forms.ts'
import { en } from '../../text/en.ts'
import { FieldGroup, Select, TextField } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { entityOf, scopeOf, scopeParts, withScope, type PartName } from './quota-entity.ts'
import { meansOf } from './quota-means.ts'
import { editOf, isQuotaField, limitsOf, problemsOfEdit, quotaOfCore } from './quota-form.ts'
import { limitText } from './quota-columns.tsx'
import styles from './style.module.css'

const t = en.security.quota

interface PartProps {
  readonly part: PartName
  /** Through a scheduler there is no limit for everybody else. */
  readonly namesOnly: boolean
  readonly name: string | null
  readonly error: string | undefined
  onName(name: string | null): void
}

/** Whom: one name, or every other. */
function Part({ part, namesOnly, name, error, onName }: PartProps) {
  const options = [
    { value: 'named', title: t.form.named[part] },
    ...(namesOnly ? [] : [{ value: 'other', title: t.form.every[part] } as const]),
  ] as const
  return (
    <div className={styles['pair']}>
      <Select
        label={t.form.whom}
        value={name === null ? 'other' : 'named'}
        options={options}
        onChange={(value) => onName(value === 'other' ? null : '')}
      />
      <TextField
        label={t.form.name[part]}
        value={name ?? ''}
        mono
        readOnly={name === null}
        note={name === null ? t.form.everyNote : t.form.note[part]}
        error={error}
        onChange={onName}
      />
    </div>
  )
}

/** The limits of one user, client id, both together, or address: as they are now, each to be written over or emptied. */
export function SetQuota({ of: [like], onClose }: FormProps) {
  const { cluster } = useAt()
  const place = usePlaceOfForm()
  const there = useQuery('security', 'quotas', { cluster })
  const [start] = useState<QuotaForm>(() => ({ entity: entityOf(like), written: {} }))
  const draft = useDraft({ first: start, shape: QuotaForm })
  const { written } = draft.value
  const means = meansOf(there.data?.via)
  const entity = means.scopes.includes(scopeOf(draft.value.entity)) ? draft.value.entity : withScope(draft.value.entity, 'client')
  const [tried, setTried] = useState(false)
  const now = useMemo(() => limitsOf(there.data?.quotas ?? [], entity), [there.data, entity])
  const edit = useMemo(() => editOf(entity, written, now), [entity, written, now])
  const change = useFormChange('security', 'alterQuotas', onClose, (path) => isQuotaField(path, edit))
  const wrong = problemsOfEdit(edit)
  const problems: Readonly<Record<string, string>> = { ...(tried ? wrong : {}), ...quotaOfCore(change.problems, edit) }
  const scope = scopeOf(entity)
  const whom = (next: QuotaEntity): void => {
    change.forget()
    draft.set((before) => ({ ...before, entity: next }))
  }
  const write = (key: QuotaKey, text: string): void => {
    change.forget()
    draft.set((before) => ({ entity, written: { ...before.written, [key]: text } }))
  }
  const nothing = edit.changes.length === 0 ? t.form.nothing : undefined
  return (
    <FormDialog
      title={t.form.title}
      place={place}
      changed={edit.changes.length > 0}
      draft={draft}
      hidden={change.hidden}
      submit={en.forms.review}
      off={nothing}
      busy={change.busy}
      error={change.error ?? there.error}
      onClose={onClose}
      onSubmit={() => {
        setTried(true)
        if (Object.keys(wrong).length === 0) change.submit({ quotas: [edit] }, t.form.title)
      }}
    >
      {means.note !== null && <p>{means.note}</p>}
      <FieldGroup label={t.form.scoped}>
        <Segmented
          label={t.form.scoped}
          value={scope}
          options={means.scopes.map((value) => ({ value, title: t.form.scope[value] }))}
          onChange={(value) => whom(withScope(entity, value))}
        />
      </FieldGroup>
      {scopeParts(scope).map((part) => (
        <Part
          key={part}
          part={part}
          namesOnly={means.namesOnly}
          name={entity[part]?.name ?? null}
          error={problems[`entity.${part}`] ?? problems['entity']}
          onName={(name) => whom({ ...entity, [part]: { name } })}
        />
      ))}
      <div className={styles['limits']}>
        {quotaKeysOf(entity)
          .filter(means.has)
          .map((key) => {
            const value = now.get(key)
            return (
              <TextField
                key={key}
                label={t.limit[key]}
                value={written[key] ?? (value === undefined ? '' : String(value))}
                mono
                placeholder={t.form.unlimited}
                note={value === undefined ? t.form.unit[key] : t.form.was(limitText(key, value), t.form.unit[key])}
                error={problems[key]}
                onChange={(text) => write(key, text)}
              />
            )
          })}
      </div>
    </FormDialog>
  )
}
