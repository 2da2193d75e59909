import { useEffect, useState } from 'react'
import { useClient } from '../../host/api.tsx'
import { useView } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { hintLines } from '../../text/hints.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icons/icon.tsx'
import styles from './hint-line.module.css'

const t = en.hints
const none = {}

/**
 * What a screen can do that is not seen at once: a line at its foot, in the flow, the first time that it is opened. It counts as seen when
 * it is shown, and stays until it is put away or the screen is left. Keyed by the screen.
 * @param left screens whose hint was shown and that were left since: the settings tell of them a moment later
 */
export function HintLine({ screen, left }: { readonly screen: string; readonly left: Set<string> }) {
  const client = useClient()
  const settings = useView('host', 'settings', none).rows[0]?.settings
  const [state, setState] = useState<'waiting' | 'shown' | 'over'>('waiting')
  const text = hintLines[screen]
  const isNew = text !== undefined && settings?.hints === 'on' && !settings.hintsSeen.includes(screen)
  // What was shown stays, though it counts as seen from then on.
  if (state === 'waiting' && isNew && !left.has(screen)) setState('shown')
  useEffect(() => {
    if (state === 'waiting') return
    return () => void left.add(screen)
  }, [state, left, screen])
  const seen = settings?.hintsSeen
  useEffect(() => {
    if (!isNew || !seen) return
    // A hint that cannot be noted comes once more: no reason to trouble anybody.
    client.host.saveSettings({ hintsSeen: [...new Set([...seen, ...left, screen])] }).catch(() => undefined)
  }, [client, isNew, left, screen, seen])
  if (state !== 'shown' || settings?.hints !== 'on') return null
  return (
    <div className={styles['line']} role="note" aria-label={t.label}>
      <Icon name="info" size={14} />
      <span className={styles['text']}>{text}</span>
      <Button tone="link" onClick={() => setState('over')}>
        {t.gotIt}
      </Button>
      <Button
        tone="link"
        onClick={() => {
          setState('over')
          client.host.saveSettings({ hints: 'off' }).catch(() => undefined)
        }}
      >
        {t.off}
      </Button>
    </div>
  )
}
