import { en } from '../text/en.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Glossary } from '../ui/glossary/glossary.tsx'

export interface GlossaryDialogProps {
  /** The word that is looked for; empty: all. */
  readonly asked: string
  onClose(): void
}

/** Over the screen where a word was met, so that looking it up loses no place. */
export const GlossaryDialog = ({ asked, onClose }: GlossaryDialogProps) => (
  <Dialog title={en.glossary.title} open width="wide" onClose={onClose} foot={<Button onClick={onClose}>{en.common.close}</Button>}>
    <Glossary asked={asked} />
  </Dialog>
)
