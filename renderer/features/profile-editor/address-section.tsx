import { useEffect, useState } from 'react'
import type { DiscoveryHop, DiscoveryInput } from '../../../shared/contract/discovery.ts'
import { noPlaces } from '../../../shared/contract/mesos-places.ts'
import { usePlace } from '../../app/actions.ts'
import { useStream } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { Icon } from '../../ui/icons/icon.tsx'
import { ErrorBlock } from '../../ui/states/error-block.tsx'
import { brokersIn, discoverable } from './form.ts'
import { HopLine } from './hop-line.tsx'
import { showSection } from './probe-line.tsx'
import { Section } from './sections.tsx'
import { choose, isTaken, latestFound, isOfKafkaAlone, takeOver } from './take-over.ts'
import type { FormState } from './use-form.ts'
import styles from './style.module.css'

const t = en.profileEditor.discovery

interface Run {
  readonly n: number
  readonly input: DiscoveryInput
}

/** One address is enough: the rest is found hop by hop, shown, and taken over by one press. */
export function AddressSection({ state, id }: { readonly state: FormState; readonly id: string | null }) {
  const { form } = state
  const given = usePlace().query.get('address') ?? ''
  const [address, setAddress] = useState(given)
  const inputWith = (mesos: DiscoveryInput['mesos']): DiscoveryInput => ({ address: address.trim(), id, ...discoverable(form), mesos })
  // What was pasted on the way here is looked at without another press.
  const [run, setRun] = useState<Run | null>(() => (given.trim() === '' ? null : { n: 0, input: inputWith(form.mesos ?? noPlaces) }))
  const find = (mesos = form.mesos ?? noPlaces): void => {
    if (address.trim() === '') return
    setRun((before) => ({ n: (before?.n ?? 0) + 1, input: inputWith(mesos) }))
  }
  return (
    <Section id="address" title={t.title}>
      <div className={styles['findLine']}>
        <TextField
          label={t.address}
          value={address}
          placeholder={t.placeholder}
          mono
          note={t.note}
          onChange={setAddress}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return
            event.preventDefault()
            find()
          }}
        />
        <Button icon="search" off={address.trim() === '' && t.pasteFirst} onClick={() => find()}>
          {run ? t.again : t.find}
        </Button>
      </div>
      {run && (
        <Hops
          key={run.n}
          input={run.input}
          state={state}
          pasted={run.n === 0 ? brokersIn(given) : null}
          onChoice={(choice) => {
            const mesos = choose(form.mesos, choice)
            state.set({ mesos })
            find(mesos)
          }}
        />
      )}
    </Section>
  )
}

interface HopsProps {
  readonly input: DiscoveryInput
  readonly state: FormState
  /** What the form began with as brokers, if the address came with the way here. */
  readonly pasted: string | null
  onChoice(choice: DiscoveryHop['choices'][number]): void
}

function Hops({ input, state, pasted, onChoice }: HopsProps) {
  const [hops, setHops] = useState<ReadonlyMap<string, DiscoveryHop>>(new Map())
  const status = useStream('discovery', 'hops', input, (hop) => setHops((before) => new Map(before).set(hop.id, hop)))
  const list = [...hops.values()]
  const found = latestFound(list)
  const override = (section: string): void => {
    if (state.form.mesos === null && section !== 'brokers') state.set({ mesos: noPlaces })
    // The field may have to be drawn first.
    requestAnimationFrame(() => showSection(section))
  }
  const taken = found !== null && isTaken(state.form, found)
  // What was pasted on the way here stood in the form as a broker; now it is known to be none.
  const { set } = state
  const isNoBroker = pasted !== null && state.form.bootstrap === pasted && found !== null && !isOfKafkaAlone(found)
  useEffect(() => {
    if (isNoBroker) set({ bootstrap: '' })
  }, [isNoBroker, set])
  return (
    <div className={styles['hops']} aria-live="polite">
      <ol aria-label={t.chain}>
        {list.map((hop) => (
          <HopLine key={hop.id} hop={hop} onChoice={onChoice} onOverride={override} />
        ))}
      </ol>
      {status.state === 'running' && list.length === 0 && <p className={styles['stepDetail']}>{t.running}</p>}
      {status.error && <ErrorBlock error={status.error} />}
      {found && (
        <div className={styles['take']}>
          {taken ? (
            <span className={styles['accepted']}>
              <Icon name="check" size={13} />
              {t.taken}
            </span>
          ) : (
            <Button tone="primary" icon="down" onClick={() => state.set(takeOver(state.form, found))}>
              {t.take}
            </Button>
          )}
          <span className={styles['quiet']}>{t.overridable}</span>
        </div>
      )}
    </div>
  )
}
