import { useMemo, useState } from 'react'
import type { AclBinding } from '../../../shared/contract/security.ts'
import { aclDifference, ACL_COLUMNS, readAcls, type ReadAcls } from '../../../shared/domain/acl-csv.ts'
import { aclKey } from '../../../shared/domain/acl.ts'
import { useAt, type FormProps } from '../../app/actions.ts'
import { useDraft } from '../../app/actions-draft.ts'
import { useFormChange, usePlaceOfForm } from '../../app/actions-form.ts'
import { useQuery } from '../../host/hooks.ts'
import { Text } from '../../state/forms.ts'
import { en } from '../../text/en.ts'
import { TextArea } from '../../ui/field.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { count } from '../../ui/format/numbers.ts'
import { words } from './acl-form.ts'
import styles from './style.module.css'

const t = en.security.file
const MOST_CHARACTERS = 4_000_000
/** As many as one change takes. */
const MOST_AT_ONCE = 200
const SHOWN = 100

function problemOf({ acls, problems }: ReadAcls, text: string, large: boolean): string | undefined {
  if (large) return t.large
  const [first] = problems
  if (first) return t.line(first.line, first.message, problems.length - 1)
  return text !== '' && acls.length === 0 ? t.none : undefined
}

/** ACLs of a file beside those that there are: what it adds is added; what it lacks is shown, and stays. */
export function ImportAcls({ onClose }: FormProps) {
  const { cluster } = useAt()
  const place = usePlaceOfForm()
  const there = useQuery('security', 'acls', { cluster })
  const change = useFormChange('security', 'createAcls', onClose, (path) => path.startsWith('acls'))
  const draft = useDraft({ first: '', shape: Text })
  const [large, setLarge] = useState(false)
  const read = useMemo(() => readAcls(draft.value), [draft.value])
  const difference = useMemo(() => aclDifference(there.data?.acls ?? [], read.acls), [there.data, read.acls])
  const problem = problemOf(read, draft.value, large)
  const [told] = Object.values(change.problems)
  const n = difference.missing.length
  const write = (text: string, isLarge = false): void => {
    change.forget()
    setLarge(isLarge)
    if (!isLarge) draft.set(text)
  }
  const take = async (file: File): Promise<void> => {
    write(file.size > MOST_CHARACTERS ? '' : await file.text(), file.size > MOST_CHARACTERS)
  }
  const why =
    problem ?? (draft.value === '' ? t.first : n === 0 ? t.nothing : n > MOST_AT_ONCE ? en.security.tooMany(MOST_AT_ONCE) : undefined)
  return (
    <FormDialog
      title={t.importTitle}
      place={place}
      width="wide"
      changed={draft.value !== ''}
      draft={draft}
      hidden={change.hidden}
      submit={t.submit(n, count(n))}
      off={there.data === undefined ? t.waiting : why}
      busy={change.busy}
      error={change.error ?? there.error}
      onClose={onClose}
      onSubmit={() => change.submit({ acls: [...difference.missing] }, t.importTitle)}
    >
      <TextArea
        label={t.lines}
        value={draft.value}
        rows={6}
        mono
        placeholder={`${ACL_COLUMNS.join(',')}\nUser:billing,allow,Read,topic,orders,literal,*`}
        note={t.note}
        error={problem ?? told}
        onChange={(text) => write(text)}
      />
      <div>
        <FileButton label={t.choose} accept=".csv,text/csv,text/plain" onFiles={([file]) => void take(file)} />
      </div>
      {there.data && draft.value !== '' && problem === undefined && (
        <div role="status" className={styles['difference']}>
          <p>{t.sums(count(n), count(difference.same), count(difference.extra.length))}</p>
          <Lines label={t.added} sign="+" acls={difference.missing} />
          <Lines label={t.notNamed} sign="−" acls={difference.extra} />
        </div>
      )}
    </FormDialog>
  )
}

function Lines({ label, sign, acls }: { readonly label: string; readonly sign: string; readonly acls: readonly AclBinding[] }) {
  if (acls.length === 0) return null
  return (
    <details open={sign === '+'}>
      <summary>{label}</summary>
      <ul>
        {acls.slice(0, SHOWN).map((acl) => (
          <li key={aclKey(acl)}>
            {sign} {words(acl)}
          </li>
        ))}
        {acls.length > SHOWN && <li>{en.changes.more(acls.length - SHOWN)}</li>}
      </ul>
    </details>
  )
}
