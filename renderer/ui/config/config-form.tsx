import { useMemo } from 'react'
import { en } from '../../text/en.ts'
import type { ErrorFacts } from '../../text/errors.ts'
import { FormDialog, type FormDialogProps } from '../form-dialog.tsx'
import { ConfigEditList, type ConfigEditListProps } from './config-edit-list.tsx'
import { editsOf, type ConfigEdit } from './config-edits.ts'

const t = en.topicChanges.configure

export interface ConfigFormProps extends Pick<FormDialogProps, 'place' | 'onClose'>, Pick<ConfigEditListProps, 'own'> {
  /** What they are of. */
  readonly what: string
  /** What was read. */
  readonly config: { readonly data: ConfigEditListProps['answer'] | undefined; readonly error: ErrorFacts | null; refetch(): unknown }
  readonly draft: {
    readonly value: readonly (readonly [string, string | null])[]
    readonly restored: boolean
    startOver(): void
    set(next: readonly (readonly [string, string | null])[]): void
  }
  readonly change: Pick<FormDialogProps, 'hidden' | 'busy' | 'error'> & Pick<ConfigEditListProps, 'problems'> & { forget(): void }
  onSubmit(changes: ConfigEdit[], title: string): void
}

/** Configs of one thing, each to be written over or given back to what it inherits. */
export function ConfigForm({ what, place, own, config, draft, change, onClose, onSubmit }: ConfigFormProps) {
  const edits = useMemo(() => new Map(draft.value), [draft.value])
  const wanted = useMemo(() => editsOf(config.data?.entries ?? [], edits, own), [config.data, edits, own])
  const n = wanted.length
  const title = t.title(what)
  return (
    <FormDialog
      title={title}
      place={place}
      width="wide"
      changed={n > 0}
      draft={draft}
      hidden={change.hidden}
      submit={n === 0 ? en.forms.review : t.submit(n)}
      off={n === 0 ? t.nothing : undefined}
      busy={change.busy}
      error={change.error}
      onClose={onClose}
      onSubmit={() => onSubmit(wanted, title)}
    >
      <ConfigEditList
        label={title}
        answer={config.data ?? null}
        error={config.error}
        own={own}
        edits={edits}
        wanted={wanted}
        problems={change.problems}
        onEdits={(next) => {
          change.forget()
          draft.set([...next])
        }}
        onRetry={() => void config.refetch()}
      />
    </FormDialog>
  )
}
