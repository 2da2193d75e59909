import type { RecorderRow } from '../../../shared/contract/history.ts'
import type { ProfileCard } from '../../../shared/contract/profiles.ts'
import { useCommand } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { bytes } from '../../ui/format/numbers.ts'
import { dateTime } from '../../ui/format/times.ts'
import { useNow, useZone } from '../../ui/format/zone.tsx'
import { ErrorBlock } from '../../ui/states/error-block.tsx'
import { TypedDialog } from '../../ui/typed-dialog.tsx'

const t = en.settings.recorder

interface ForgetDialogProps {
  readonly card: ProfileCard
  readonly row: RecorderRow
  onClose(): void
}

/** What would be lost, and what stays; the name is typed, because nothing brings it back. */
export function ForgetDialog({ card, row, onClose }: ForgetDialogProps) {
  const forget = useCommand('history', 'forget')
  const now = useNow()
  const zone = useZone()
  return (
    <TypedDialog
      title={t.deleteTitle(card.name)}
      place={{ environment: card.environment, name: card.name }}
      name={card.name}
      label={t.typeName(card.name)}
      act={t.deleteNow}
      tone="danger"
      first={t.typeFirst(card.name)}
      busy={forget.pending ? t.deleting : undefined}
      about={
        <>
          <p>{t.lost(dateTime(row.first ?? 0, zone, now), bytes(row.bytes))}</p>
          <p>{t.stays}</p>
        </>
      }
      onSubmit={() => forget.run({ cluster: card.id })}
      onClose={onClose}
    >
      {forget.error && <ErrorBlock error={forget.error} />}
    </TypedDialog>
  )
}
