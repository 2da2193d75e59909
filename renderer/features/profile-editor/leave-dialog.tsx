import { useRef } from 'react'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'

const t = en.profileEditor.leave

export function LeaveDialog({ open, onKeep, onDiscard }: { readonly open: boolean; onKeep(): void; onDiscard(): void }) {
  const keep = useRef<HTMLButtonElement>(null)
  return (
    <Dialog
      title={t.title}
      open={open}
      width="narrow"
      onClose={onKeep}
      initialFocus={keep}
      foot={
        <>
          <Button ref={keep} onClick={onKeep}>
            {t.keep}
          </Button>
          <Button tone="danger" onClick={onDiscard}>
            {t.discard}
          </Button>
        </>
      }
    >
      <p>{t.text}</p>
    </Dialog>
  )
}
