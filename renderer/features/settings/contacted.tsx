import { useQuery } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { FieldGroup } from '../../ui/field.tsx'
import { dateTime } from '../../ui/format/times.ts'
import { useNow, useZone } from '../../ui/format/zone.tsx'
import styles from './style.module.css'

const t = en.settings.network
const none = {}

/** What Samsa has really connected to: brokers, masters, proxies. */
export function Contacted() {
  const contacts = useQuery('host', 'contacted', none).data?.contacts
  const now = useNow()
  const zone = useZone()
  if (contacts === undefined) return null
  return (
    <FieldGroup label={t.contacted} note={t.contactedNote}>
      {contacts.length === 0 ? (
        <p className={styles['note']}>{t.nobody}</p>
      ) : (
        <ul className={styles['contacted']} aria-label={t.contacted} tabIndex={0}>
          {contacts.map(({ address, lastAt, times }) => (
            <li key={address}>
              <span className={styles['mono']}>{address}</span>
              <span className={styles['reach']}>{t.contact(dateTime(lastAt, zone, now), times)}</span>
            </li>
          ))}
        </ul>
      )}
    </FieldGroup>
  )
}
