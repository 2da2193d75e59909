import { useEffect, useRef, useState } from 'react'
import type { AddressMapEntry, ProbeStep, ProfileDraft, SecretValues } from '../../../shared/contract/profiles.ts'
import { useStream } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorBlock } from '../../ui/states/error-block.tsx'
import { checkForm } from './form.ts'
import { ProbeLine } from './probe-line.tsx'
import type { FormState } from './use-form.ts'
import styles from './style.module.css'

const t = en.profileEditor.probe
/** A pause in typing after which a form without a login is probed. */
const PAUSE_MS = 700

export interface ProbeInput {
  readonly id: string | null
  readonly draft: ProfileDraft
  readonly secrets: SecretValues
}

interface Run {
  readonly n: number
  readonly input: ProbeInput
  /** What of the form the answer is about. */
  readonly about: string
}

/** What decides whether brokers can be reached; a name or a note does not. */
const aboutOf = ({ draft, secrets }: Pick<ProbeInput, 'draft' | 'secrets'>): string =>
  JSON.stringify([draft.bootstrap, draft.security, draft.addressMap, draft.brokerVersion, draft.schemaRegistry, secrets])

/** A name is not needed to try an address. */
const NAMELESS = 'probe'

/** Beside the form: tries what is written there, without saving it. */
export function ProbePanel({ id, state }: { readonly id: string | null; readonly state: FormState }) {
  const { form, submit, set } = state
  const found = probable(state)
  // Without an address there is nothing to try: on Mesos brokers are found when they run.
  const checked = found && found.draft.bootstrap.length > 0 ? found : null
  const [run, setRun] = useState<Run | null>(null)
  const start = (): void => {
    if (!checked) return void submit()
    setRun((before) => ({
      n: (before?.n ?? 0) + 1,
      input: { id, draft: checked.draft, secrets: checked.secrets },
      about: aboutOf(checked),
    }))
  }
  const about = checked ? aboutOf(checked) : null
  const withLogin = form.login !== 'none' || (form.schemaRegistry !== null && form.schemaRegistry.login.kind !== 'none')
  const auto = !withLogin && about !== null && about !== run?.about
  const latest = useRef(start)
  latest.current = start
  useEffect(() => {
    if (!auto) return
    const timer = setTimeout(() => latest.current(), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [auto, about])
  const accept = (entry: AddressMapEntry): void => set({ addressMap: [...form.addressMap.filter((old) => old.from !== entry.from), entry] })
  return (
    <aside className={styles['probe']} aria-label={t.title}>
      <header className={styles['probeHead']}>
        <h2 className={styles['sectionTitleBare']}>{t.title}</h2>
        <span className={styles['grow']} />
        <Button icon="play" onClick={start}>
          {run ? t.again : t.test}
        </Button>
      </header>
      {run === null ? (
        <p className={styles['probeNote']}>
          {checked ? (withLogin ? t.waitingLogin : t.soon) : found ? t.nobody : form.bootstrap.trim() === '' ? t.waiting : t.unfinished}
        </p>
      ) : (
        <>
          {about !== run.about && <p className={styles['probeNote']}>{t.changed}</p>}
          <ProbeRun key={run.n} input={run.input} map={form.addressMap} onAccept={accept} />
        </>
      )}
    </aside>
  )
}

/** The form as it could be probed now, also while it has no name yet. */
function probable({ checked, form }: FormState): { readonly draft: ProfileDraft; readonly secrets: SecretValues } | null {
  if (checked.errors === null) return checked
  const named = form.name.trim() === '' ? checkForm({ ...form, name: NAMELESS }) : checked
  return named.errors === null ? named : null
}

interface ProbeRunProps {
  readonly input: ProbeInput
  readonly map: readonly AddressMapEntry[]
  onAccept(entry: AddressMapEntry): void
}

function ProbeRun({ input, map, onAccept }: ProbeRunProps) {
  const [steps, setSteps] = useState<ReadonlyMap<string, ProbeStep>>(new Map())
  const status = useStream('profiles', 'probe', input, (step) => setSteps((before) => new Map(before).set(step.id, step)))
  return (
    <div className={styles['steps']} aria-live="polite">
      <ol>
        {[...steps.values()].map((step) => (
          <ProbeLine
            key={step.id}
            step={step}
            accepted={
              step.suggestion !== null && map.some((entry) => entry.from === step.suggestion?.from && entry.to === step.suggestion.to)
            }
            onAccept={onAccept}
          />
        ))}
      </ol>
      {status.state === 'running' && <p className={styles['probeNote']}>{t.running}</p>}
      {status.error && (
        <div className={styles['probeNote']}>
          <ErrorBlock error={status.error} />
        </div>
      )}
    </div>
  )
}
