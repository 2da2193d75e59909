import { useState } from 'react'
import type { FormProps } from '../../app/actions.ts'
import { useDraft } from '../../app/actions-draft.ts'
import { useFormChange, usePlaceOfForm } from '../../app/actions-form.ts'
import { AclBinding } from '../../../shared/contract/security.ts'
import { operationsOf } from '../../../shared/domain/acl.ts'
import { en } from '../../text/en.ts'
import { FieldGroup, Select, TextField } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { aclOf, isAclField, ofCore, problemsOf, withField } from './acl-form.ts'
import styles from './style.module.css'

const t = en.security

const options = <T extends string>(titles: Readonly<Record<T, string>>): readonly { readonly value: T; readonly title: string }[] =>
  // The keys of the object given.
  (Object.entries(titles) as [T, string][]).map(([value, title]) => ({ value, title }))

const resources = options<AclBinding['resource']>(t.resource)
const patterns = options<AclBinding['pattern']>(t.pattern)
const permissions = options<AclBinding['permission']>(t.permission)

/** One more right, or denial; like another one when that is given. */
export function AddAcl({ of: [like], onClose }: FormProps) {
  const place = usePlaceOfForm()
  const change = useFormChange('security', 'createAcls', onClose, isAclField)
  const [start] = useState(() => aclOf(like))
  const draft = useDraft({ first: start, shape: AclBinding })
  const { value: acl, set: setAcl } = draft
  const [tried, setTried] = useState(false)
  const wrong = problemsOf(acl)
  const problems: Readonly<Record<string, string>> = { ...(tried ? wrong : {}), ...ofCore(change.problems) }
  const edit = (part: Partial<AclBinding>): void => {
    change.forget()
    setAcl((now) => withField(now, part))
  }
  const isCluster = acl.resource === 'cluster'
  return (
    <FormDialog
      title={t.form.title}
      place={place}
      changed={acl !== start}
      draft={draft}
      hidden={change.hidden}
      submit={t.form.submit}
      busy={change.busy}
      error={change.error}
      onClose={onClose}
      onSubmit={() => {
        setTried(true)
        if (Object.keys(wrong).length === 0) change.submit({ acls: [acl] }, t.form.title)
      }}
    >
      <FieldGroup label={t.form.permission}>
        <Segmented label={t.form.permission} value={acl.permission} options={permissions} onChange={(permission) => edit({ permission })} />
      </FieldGroup>
      <TextField
        label={t.column.principal}
        value={acl.principal}
        mono
        autoFocus
        note={t.form.principalNote}
        error={problems['principal']}
        onChange={(principal) => edit({ principal })}
      />
      <div className={styles['pair']}>
        <Select
          label={t.column.resource}
          value={acl.resource}
          options={resources}
          error={problems['resource']}
          onChange={(resource) => edit({ resource })}
        />
        <Select
          label={t.column.operation}
          value={acl.operation}
          options={operationsOf[acl.resource].map((value) => ({ value, title: value }))}
          error={problems['operation']}
          onChange={(operation) => edit({ operation })}
        />
      </div>
      <div className={styles['pair']}>
        <TextField
          label={t.column.name}
          value={acl.name}
          mono
          readOnly={isCluster}
          note={isCluster ? t.form.clusterNote : acl.pattern === 'prefixed' ? t.form.prefixNote : t.form.nameNote}
          error={problems['name']}
          onChange={(name) => edit({ name })}
        />
        <Select
          label={t.column.pattern}
          value={acl.pattern}
          options={isCluster ? patterns.filter((p) => p.value === 'literal') : patterns}
          error={problems['pattern']}
          onChange={(pattern) => edit({ pattern })}
        />
      </div>
      <TextField
        label={t.column.host}
        value={acl.host}
        mono
        note={t.form.hostNote}
        error={problems['host']}
        onChange={(host) => edit({ host })}
      />
    </FormDialog>
  )
}
