import { useId, useState } from 'react'
import type { ProfileCard } from '../../../shared/contract/profiles.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'

const t = en.profileFiles

export interface MoveDialogProps {
  readonly card: ProfileCard
  /** Those that are there. */
  readonly folders: readonly string[]
  onMove(folder: string): void
  onClose(): void
}

/** Into a folder that is there, or a new one. */
export function MoveDialog({ card, folders, onMove, onClose }: MoveDialogProps) {
  const [folder, setFolder] = useState(card.folder)
  const list = useId()
  const go = (): void => {
    onMove(folder.trim())
    onClose()
  }
  return (
    <Dialog
      title={t.moveTitle(card.name)}
      open
      width="narrow"
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{en.common.cancel}</Button>
          <Button tone="primary" onClick={go}>
            {t.moveIt}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          go()
        }}
      >
        <TextField label={t.folder} note={t.folderNote} value={folder} maxLength={60} list={list} onChange={setFolder} />
        <datalist id={list}>
          {folders.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      </form>
    </Dialog>
  )
}
