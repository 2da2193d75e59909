import { useState } from 'react'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icons/icon.tsx'
import { addressesIn } from './facts.ts'
import styles from './style.module.css'

const t = en.launcher

/** The quickest way to a cluster: its address, pasted. */
export function AddressField({ onAdd }: { onAdd(addresses: readonly string[]): void }) {
  const [text, setText] = useState('')
  const addresses = addressesIn(text)
  return (
    <form
      className={styles['address']}
      onSubmit={(event) => {
        event.preventDefault()
        onAdd(addresses)
      }}
    >
      <Icon name="link" />
      <input
        className={styles['addressInput']}
        aria-label={t.address}
        placeholder={t.addressHint}
        spellCheck={false}
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button tone="primary" size="large" type="submit">
        {t.find}
      </Button>
    </form>
  )
}
