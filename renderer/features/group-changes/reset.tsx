import { useCallback, useMemo, useState } from 'react'
import { useAt, type FormProps } from '../../app/actions.ts'
import { useDraft } from '../../app/actions-draft.ts'
import { useFormChange, usePlaceOfForm } from '../../app/actions-form.ts'
import { useQuery } from '../../host/hooks.ts'
import { useSettled } from '../../host/use-settled.ts'
import type { ResetPreview, ResetScope, ResetTo } from '../../../shared/contract/group-changes.ts'
import { ResetDraft, type ResetForm } from '../../state/forms.ts'
import { en } from '../../text/en.ts'
import { errorText, fieldProblems } from '../../text/errors.ts'
import { TextField } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { count } from '../../ui/format/numbers.ts'
import { useNow, useZone } from '../../ui/format/zone.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { ErrorBlock } from '../../ui/states/error-block.tsx'
import { Skeleton } from '../../ui/states/skeleton.tsx'
import { Preview } from './preview.tsx'
import { Checks, useReadiness } from './readiness.tsx'
import { formFor, howOf, keyOf, moves, offsetsOf, scopeOf, targetOf, totalsOf, whyNot } from './reset-form.ts'
import { TargetFields } from './target-fields.tsx'
import styles from './style.module.css'

const t = en.groupChanges.reset
const scopes = ['all', 'lagging', 'topics'] as const
const WAIT_MS = 350
const none: readonly string[] = []

/** Moves a group's offsets: where to, of what, and row by row what that does, before anything is asked for. Of one partition, where its picture asked for it. */
export function ResetOffsets({ of: [group = '', topic, partition, offset], onClose }: FormProps) {
  const { cluster } = useAt()
  const zone = useZone()
  const now = useNow()
  const place = usePlaceOfForm()
  const change = useFormChange('groups', 'resetOffsets', onClose, () => false)
  const [first] = useState(() => formFor(topic, partition, offset))
  const draft = useDraft({ first: { form: first, left: none }, shape: ResetDraft })
  const { form } = draft.value
  const left = useMemo<ReadonlySet<string>>(() => new Set(draft.value.left), [draft.value.left])
  const target = targetOf(form, { group, now, zone })
  const scope = scopeOf(form)
  const { preview, error, retry } = usePreview(cluster, group, scope.value, target.value)
  const told = previewProblems(error)
  const readiness = useReadiness(cluster, group, !change.hidden) ?? preview?.readiness
  const rows = useMemo(() => preview?.rows ?? [], [preview])
  const totals = useMemo(() => totalsOf(rows, left), [rows, left])
  const set = (part: Partial<ResetForm>): void => {
    change.forget()
    draft.set((now) => ({ form: { ...now.form, ...part }, left: none }))
  }
  const setDraft = draft.set
  const toggle = useCallback(
    (key: string) =>
      setDraft((now) => ({ ...now, left: now.left.includes(key) ? now.left.filter((each) => each !== key) : [...now.left, key] })),
    [setDraft],
  )
  return (
    <FormDialog
      title={t.title(group)}
      place={place}
      width="wide"
      changed={form !== first || left.size > 0}
      draft={draft}
      hidden={change.hidden}
      submit={t.submit(totals.changed, count(totals.changed))}
      off={target.problem ?? scope.problem ?? told.target ?? told.scope ?? told.whole ?? whyNot(preview, readiness, totals.changed)}
      busy={change.busy}
      error={change.error}
      onClose={onClose}
      onSubmit={() => {
        if (target.value !== null) change.submit({ group, offsets: offsetsOf(rows, left), how: howOf(target.value, zone) }, t.title(group))
      }}
    >
      <TargetFields form={form} error={wrongField(form, target.problem) ?? told.target} onChange={set} />
      <ScopeFields
        form={form}
        error={told.scope ?? (form.topics.trim() === '' ? undefined : (scope.problem ?? undefined))}
        onChange={set}
      />
      {error !== null && (told.whole !== undefined || (told.target !== undefined && !(form.target in fields))) ? (
        <ErrorBlock error={error} onRetry={retry} />
      ) : preview === undefined ? (
        target.value !== null && scope.value !== null && error === null && <Skeleton form="lines" noun={t.noun} progress={null} />
      ) : (
        <Preview
          rows={rows}
          left={left}
          totals={totals}
          onToggle={toggle}
          onPick={(all) => draft.set({ form, left: all ? none : rows.filter(moves).map(keyOf) })}
        />
      )}
      <Checks readiness={readiness} warnings={preview?.warnings ?? []} />
    </FormDialog>
  )
}

/** What is written for the targets that need something. */
const fields = { time: 'moment', recorded: 'moment', ago: 'ago', offset: 'offset', shift: 'by', group: 'group', file: 'file' } as const

/** An empty field is no mistake yet. */
function wrongField(form: ResetForm, problem: string | null): string | undefined {
  if (problem === null || !(form.target in fields)) return undefined
  // It was looked for.
  return form[fields[form.target as keyof typeof fields]] === '' ? undefined : problem
}

interface ScopeProps {
  readonly form: ResetForm
  readonly error: string | undefined
  onChange(change: Partial<ResetForm>): void
}

function ScopeFields({ form, error, onChange }: ScopeProps) {
  return (
    <div className={styles['scope']}>
      <span className={styles['scopeLabel']}>{t.scope}</span>
      <Segmented
        label={t.scope}
        value={form.scope}
        options={scopes.map((value) => ({ value, title: t.scopes[value] }))}
        onChange={(scope) => onChange({ scope })}
      />
      {form.scope === 'topics' ? (
        <TextField
          label={t.topics}
          value={form.topics}
          placeholder={t.topicsHint}
          error={error}
          mono
          onChange={(topics) => onChange({ topics })}
        />
      ) : (
        error !== undefined && (
          <span className={styles['problem']} role="alert">
            {error}
          </span>
        )
      )}
    </div>
  )
}

/** What the core says about the preview: at the fields that it names, or about the whole. */
function previewProblems(error: Previewed['error']): Readonly<Record<'target' | 'scope' | 'whole', string | undefined>> {
  const problems = error === null ? [] : Object.entries(fieldProblems(error))
  const of = (field: string): string | undefined => problems.find(([path]) => path === field || path.startsWith(`${field}.`))?.[1]
  const [target, scope] = [of('target'), of('scope')]
  return { target, scope, whole: error === null || target !== undefined || scope !== undefined ? undefined : errorText(error).title }
}

interface Previewed {
  readonly preview: ResetPreview | undefined
  readonly error: ReturnType<typeof useQuery<'groups', 'previewReset'>>['error']
  retry(): void
}

/** What it would do, asked once nothing was written for a moment. */
function usePreview(cluster: string, group: string, scope: ResetScope | null, target: ResetTo | null): Previewed {
  const wanted = scope === null || target === null ? null : { cluster, group, scope, target }
  const asked = useSettled(wanted, WAIT_MS)
  const { data, error, refetch } = useQuery(
    'groups',
    'previewReset',
    asked ?? { cluster, group, scope: { of: 'all' }, target: { to: 'current' } },
    { enabled: asked !== null },
  )
  const current = wanted !== null && JSON.stringify(asked) === JSON.stringify(wanted)
  return { preview: current ? data : undefined, error: current ? error : null, retry: () => void refetch() }
}
