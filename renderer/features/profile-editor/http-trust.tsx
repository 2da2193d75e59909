import type { HttpTrust } from '../../../shared/contract/mesos-places.ts'
import { en } from '../../text/en.ts'
import { TextArea } from '../../ui/field.tsx'
import { Icon } from '../../ui/icons/icon.tsx'
import type { FormState } from './use-form.ts'
import styles from './style.module.css'

interface TrustProps {
  readonly trust: HttpTrust
  readonly urls: readonly string[]
  readonly hasLogin: boolean
  readonly field: string
  readonly state: FormState
  onChange(change: Partial<HttpTrust>): void
}

/** Whom to believe at these addresses; what does not matter for them is not asked. */
export function Trust({ trust, urls, hasLogin, field, state, onChange }: TrustProps) {
  const secure = urls.some((url) => url.startsWith('https:'))
  const plain = hasLogin && urls.some((url) => url.startsWith('http:'))
  return (
    <>
      {(secure || trust.ca !== '') && (
        <TextArea
          label={en.profileEditor.ca}
          optional
          value={trust.ca}
          rows={3}
          mono
          placeholder="-----BEGIN CERTIFICATE-----"
          note={en.profileEditor.caNote}
          error={state.errorOf(field)}
          onChange={(ca) => onChange({ ca })}
          onBlur={() => state.leave(field)}
        />
      )}
      {plain && (
        <label className={styles['caution']}>
          <input
            type="checkbox"
            checked={trust.plainCredentials}
            onChange={(event) => onChange({ plainCredentials: event.target.checked })}
          />
          <Icon name="warn" size={13} />
          {en.profileEditor.mesos.plain}
        </label>
      )}
    </>
  )
}
