import { useRef, useState } from 'react'
import type { RecorderRow } from '../../../shared/contract/history.ts'
import type { ProfileCard } from '../../../shared/contract/profiles.ts'
import { useCommand } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { bytes } from '../../ui/format/numbers.ts'
import { dateTime } from '../../ui/format/times.ts'
import { useNow, useZone } from '../../ui/format/zone.tsx'
import { ErrorBlock } from '../../ui/states/error-block.tsx'
import styles from './style.module.css'

const t = en.settings.recorder

interface ForgetDialogProps {
  readonly card: ProfileCard
  readonly row: RecorderRow
  onClose(): void
}

/** What would be lost, and what stays; the name is typed, because nothing brings it back. */
export function ForgetDialog({ card, row, onClose }: ForgetDialogProps) {
  const [typed, setTyped] = useState('')
  const forget = useCommand('history', 'forget')
  const field = useRef<HTMLInputElement>(null)
  const now = useNow()
  const zone = useZone()
  const off = forget.pending ? t.deleting : typed === card.name ? undefined : t.typeFirst(card.name)
  const submit = (): void => {
    if (off === undefined) forget.run({ cluster: card.id }).then(onClose, () => field.current?.focus())
  }
  return (
    <Dialog
      title={t.deleteTitle(card.name)}
      place={{ environment: card.environment, name: card.name }}
      open
      width="narrow"
      onClose={onClose}
      initialFocus={field}
      foot={
        <>
          <Button onClick={onClose}>{en.common.cancel}</Button>
          <Button tone="danger" off={off} onClick={submit}>
            {t.deleteNow}
          </Button>
        </>
      }
    >
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <p>{t.lost(dateTime(row.first ?? 0, zone, now), bytes(row.bytes))}</p>
        <p>{t.stays}</p>
        <TextField ref={field} label={t.typeName(card.name)} value={typed} onChange={setTyped} />
        {forget.error && <ErrorBlock error={forget.error} />}
      </form>
    </Dialog>
  )
}
