import type { ProxyChoice } from '../../../shared/contract/network.ts'
import { DEFAULT_SETTINGS, type Settings } from '../../../shared/contract/settings.ts'
import { useView } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { FieldGroup } from '../../ui/field.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { useState } from 'react'
import { Contacted } from './contacted.tsx'
import { ExtraCa } from './extra-ca.tsx'
import { ManualProxy } from './manual-proxy.tsx'
import { Changed } from './setting.tsx'
import { Section } from './section.tsx'
import styles from './style.module.css'

const t = en.settings.network
const none = {}

export interface NetworkProps {
  readonly settings: Settings
  /** Why one of them cannot be changed; undefined: it can. */
  fixed(name: 'proxy' | 'extraCa'): string | undefined
  onChange(change: Partial<Settings>): Promise<boolean>
}

/** By which way HTTP leaves this computer, and whom TLS believes. */
export function Network({ settings: { proxy, extraCa }, fixed, onChange }: NetworkProps) {
  const row = useView('host', 'network', none).rows[0]
  // By hand is chosen before there is anything to save.
  const [writing, setWriting] = useState(false)
  const use = writing ? 'manual' : proxy.use
  const why = fixed('proxy')
  const choose = (next: ProxyChoice['use']): void => {
    setWriting(next === 'manual' && proxy.use !== 'manual')
    if (next !== 'manual' && next !== proxy.use) void onChange({ proxy: { use: next } })
  }
  const noSystem = row?.system.available === false ? row.system.why : undefined
  const offOf = (each: ProxyChoice['use']) => why ?? (each === 'system' ? noSystem : undefined)
  return (
    <Section title={t.title}>
      <Changed
        changed={proxy.use !== 'none'}
        label={t.proxy}
        fixed={why}
        onReset={() => {
          setWriting(false)
          void onChange({ proxy: DEFAULT_SETTINGS.proxy })
        }}
      >
        <FieldGroup label={t.proxy} note={t.proxyNote}>
          <Segmented
            label={t.proxy}
            value={use}
            options={(['none', 'system', 'manual'] as const).map((each) => {
              const off = offOf(each)
              return { value: each, title: t.uses[each], ...(off === undefined ? {} : { off }) }
            })}
            onChange={choose}
          />
        </FieldGroup>
      </Changed>
      {use === 'system' && noSystem !== undefined && <p className={styles['note']}>{noSystem}</p>}
      {use === 'manual' && row && (
        <ManualProxy
          key={JSON.stringify(proxy)}
          proxy={proxy}
          password={row.password}
          off={why}
          onSave={(next) => onChange({ proxy: next })}
        />
      )}
      <p className={styles['note']}>{t.kafka}</p>
      <ExtraCa key={extraCa} value={extraCa} fixed={fixed('extraCa')} onSave={(next) => onChange({ extraCa: next })} />
      <Contacted />
    </Section>
  )
}
