import { useState, type ReactNode } from 'react'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { TextArea, TextField } from '../../ui/field.tsx'
import type { BrokerForm } from '../../state/forms.ts'
import type { BrokerField } from './broker-form.ts'
import styles from './form.module.css'

const t = en.brokerForm

export interface BrokerFieldsProps {
  readonly form: BrokerForm
  readonly kind: 'add' | 'update' | 'clone'
  problemOf(field: BrokerField): string | undefined
  set(change: Partial<BrokerForm>): void
  leave(field: BrokerField): void
}

export function BrokerFields({ form, kind, problemOf, set, leave }: BrokerFieldsProps) {
  const [more, setMore] = useState(false)
  const of = (field: BrokerField) => ({
    value: form[field],
    error: problemOf(field),
    onChange: (value: string) => set({ [field]: value }),
    onBlur: () => leave(field),
  })
  const ids = (
    <TextField
      {...of('brokers')}
      label={kind === 'update' ? t.brokers : t.newIds}
      note={t.brokersNote}
      autoFocus={kind !== 'update'}
      mono
    />
  )
  if (kind === 'clone') return <div className={styles['fields']}>{ids}</div>
  const hidden: readonly BrokerField[] = ['jvmOptions', 'volume', 'bindAddress', 'log4jOptions']
  const open = more || hidden.some((field) => problemOf(field) !== undefined)
  return (
    <div className={styles['fields']}>
      {ids}
      <Three>
        <TextField {...of('cpus')} label={t.cpus} inputMode="decimal" />
        <TextField {...of('mem')} label={t.mem} inputMode="numeric" />
        <TextField {...of('heap')} label={t.heap} inputMode="numeric" />
      </Three>
      <TextField {...of('constraints')} label={t.constraints} optional note={t.constraintsNote} mono />
      <TextField {...of('port')} label={t.port} optional note={t.portNote} mono />
      <TextField
        {...of('data')}
        label={t.data}
        optional
        note={form.data.trim() === '' && form.volume.trim() === '' ? t.dataSandbox : t.dataNote}
        placeholder="/data/kafka/$id"
        mono
      />
      <TextArea {...of('options')} label={t.options} optional rows={3} note={t.optionsNote} mono />
      <Three>
        <TextField {...of('stickinessPeriod')} label={t.stickiness} />
        <TextField {...of('failoverDelay')} label={t.failoverDelay} />
        <TextField {...of('failoverMaxDelay')} label={t.failoverMaxDelay} />
      </Three>
      <TextField {...of('failoverMaxTries')} label={t.failoverMaxTries} optional note={t.failoverNote} inputMode="numeric" />
      {open ? (
        <>
          <TextField {...of('jvmOptions')} label={t.jvmOptions} optional mono />
          <TextField {...of('volume')} label={t.volume} optional note={t.volumeNote} mono />
          <TextField {...of('bindAddress')} label={t.bindAddress} optional mono />
          <TextArea {...of('log4jOptions')} label={t.log4j} optional rows={2} mono />
        </>
      ) : (
        <div>
          <Button tone="link" onClick={() => setMore(true)}>
            {t.more}
          </Button>
        </div>
      )}
    </div>
  )
}

const Three = ({ children }: { readonly children: ReactNode }) => <div className={styles['three']}>{children}</div>
