import type { AddressMapEntry } from '../../../shared/contract/profiles.ts'
import { en } from '../../text/en.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { FieldGroup, TextField } from '../../ui/field.tsx'
import { Icon } from '../../ui/icons/icon.tsx'
import { Section } from './sections.tsx'
import type { FormState } from './use-form.ts'
import styles from './style.module.css'

const t = en.profileEditor

/** Where to connect instead of what brokers advertise. */
export function AddressMapSection({ state }: { readonly state: FormState }) {
  const entries = state.form.addressMap
  const set = (at: number, change: Partial<AddressMapEntry>): void =>
    state.set({ addressMap: entries.map((entry, place) => (place === at ? { ...entry, ...change } : entry)) })
  return (
    <Section id="addressMap" title={t.sections.reach}>
      <FieldGroup label={t.map} note={t.mapNote}>
        <ul className={styles['map']}>
          {entries.map((entry, at) => (
            // Entries have no name of their own; they are only added at the end and removed.
            <li key={at} className={styles['mapEntry']}>
              <TextField
                label={t.mapFrom}
                mono
                value={entry.from}
                placeholder="agent-17:31000"
                error={state.errorOf(`addressMap.${at}.from`)}
                onChange={(from) => set(at, { from })}
                onBlur={() => state.leave(`addressMap.${at}.from`)}
              />
              <Icon name="right" size={12} className={styles['mapArrow']} />
              <TextField
                label={t.mapTo}
                mono
                value={entry.to}
                placeholder="10.1.2.3:31000"
                error={state.errorOf(`addressMap.${at}.to`)}
                onChange={(to) => set(at, { to })}
                onBlur={() => state.leave(`addressMap.${at}.to`)}
              />
              <IconButton
                icon="x"
                label={t.mapRemove(entry.from)}
                className={styles['mapRemove']}
                onClick={() => state.set({ addressMap: entries.toSpliced(at, 1) })}
              />
            </li>
          ))}
        </ul>
        <Button icon="plus" onClick={() => state.set({ addressMap: [...entries, { from: '', to: '' }] })}>
          {t.mapAdd}
        </Button>
      </FieldGroup>
    </Section>
  )
}
