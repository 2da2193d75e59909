import type { HostLink } from '../../host/api.tsx'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icons/icon.tsx'
import styles from './frame.module.css'

const t = en.app
const texts = { connecting: t.hostConnecting, lost: t.hostLost, refused: t.hostRefused }

/** Over everything while the page has lost its core. */
export function LinkBanner({ host }: { readonly host: HostLink }) {
  if (host.state === 'open') return null
  return (
    <div className={styles['link']} role="alert">
      <Icon name="warn" size={14} />
      <span>{texts[host.state]}</span>
      {host.state === 'lost' && (
        <Button tone="link" onClick={() => host.retry()}>
          {t.reconnect}
        </Button>
      )}
    </div>
  )
}
