import { useEffect, useState } from 'react'
import type { RecordingRow } from '../../../shared/contract/recordings.ts'
import { en } from '../../text/en.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { useApp, usePlace } from '../actions.ts'
import { pathOfStep, tourSteps } from './steps.ts'
import styles from './tour.module.css'

const t = en.tour

/** The step that the address names; elsewhere the last one, until it is closed. */
function useStep(): readonly [number, (step: number) => void] {
  const named = Number(usePlace().query.get('tour'))
  const asked = named >= 1 && named <= tourSteps.length ? named : null
  const [last, setLast] = useState(asked ?? 0)
  return [asked ?? last, setLast]
}

/** Five steps through the sample cluster. Each is a place and a moment; between them everything can be looked at. */
export function Tour({ recording }: { readonly recording: RecordingRow }) {
  const app = useApp()
  const place = usePlace()
  const [step, setStep] = useStep()
  const one = tourSteps[step - 1]
  // The launcher names a step without its moment.
  const lacksMoment = step > 0 && place.query.get('tour') === String(step) && !place.query.has('at')
  useEffect(() => {
    if (lacksMoment) app.open(pathOfStep(step, recording.from))
  }, [app, lacksMoment, step, recording.from])
  const go = (next: number): void => {
    setStep(next)
    app.open(pathOfStep(next, recording.from))
  }
  if (!one) {
    return (
      <div className={styles['closed']}>
        <Button onClick={() => go(1)}>{t.start}</Button>
      </div>
    )
  }
  const close = (): void => {
    setStep(0)
    place.setQuery({ tour: null })
  }
  return (
    <section className={styles['card']} aria-label={t.title}>
      <header className={styles['head']}>
        <span>{t.stepOf(step, tourSteps.length)}</span>
        <IconButton icon="x" iconSize={14} label={t.close} onClick={close} />
      </header>
      <h2 className={styles['title']}>{one.title}</h2>
      <p className={styles['text']}>{one.text}</p>
      <footer className={styles['foot']}>
        <Button off={step === 1 && t.first} onClick={() => go(step - 1)}>
          {t.back}
        </Button>
        {step < tourSteps.length ? (
          <Button tone="primary" onClick={() => go(step + 1)}>
            {t.next}
          </Button>
        ) : (
          <Button tone="primary" onClick={close}>
            {t.done}
          </Button>
        )}
      </footer>
    </section>
  )
}
