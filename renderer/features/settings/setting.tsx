import type { ReactNode } from 'react'
import { DEFAULT_SETTINGS, type Settings } from '../../../shared/contract/settings.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { FieldGroup } from '../../ui/field.tsx'
import { Icon } from '../../ui/icons/icon.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import styles from './style.module.css'

const t = en.settings

/** Settings that are one answer of a few. */
export type ChoiceName = Exclude<keyof Settings, 'notRecorded' | 'proxy' | 'extraCa' | 'startProfile' | 'hiddenWords' | 'hintsSeen'>

export interface ChoiceProps<N extends ChoiceName> {
  readonly name: N
  readonly settings: Settings
  /** Why it cannot be changed. */
  readonly fixed?: string | undefined
  onChange(change: Partial<Settings>): void
}

/** One of them; where it differs from how Samsa comes, it says so and can be put back. */
export function Choice<N extends ChoiceName>({ name, settings, fixed, onChange }: ChoiceProps<N>) {
  const { label, note, options } = choiceTexts[name]
  const value: string = settings[name]
  const titles: Readonly<Record<string, string>> = options
  const set = (next: string): void => onChange({ [name]: next })
  return (
    <Changed changed={value !== DEFAULT_SETTINGS[name]} label={label} fixed={fixed} onReset={() => set(DEFAULT_SETTINGS[name])}>
      <FieldGroup label={label} {...(note === undefined ? {} : { note })}>
        <Segmented
          label={label}
          value={value}
          options={order(name, titles).map(([each, title]) => ({ value: each, title, ...(fixed === undefined ? {} : { off: fixed }) }))}
          onChange={set}
        />
      </FieldGroup>
    </Changed>
  )
}

type Seconds = keyof typeof t.seconds
const seconds = (...all: readonly Seconds[]): Readonly<Record<string, string>> =>
  Object.fromEntries(all.map((each) => [each, t.seconds[each]]))

export const choiceTexts: Readonly<
  Record<ChoiceName, { readonly label: string; readonly note?: string; readonly options: Readonly<Record<string, string>> }>
> = {
  theme: { label: t.theme, options: t.themes },
  contrast: { label: t.contrast, options: t.contrasts },
  density: { label: t.density, options: t.densities },
  zoom: { label: t.zoom, note: t.zoomNote, options: t.zooms },
  hints: { label: t.hints, note: t.hintsNote, options: t.onOff },
  start: { label: t.start.opens, note: t.start.note, options: t.start.choices },
  time: { label: t.time, note: t.timeNote, options: t.times },
  pace: { label: t.pace, note: t.paceNote, options: t.paces },
  readOpen: { label: t.readOpen, note: t.readOpenNote, options: seconds('2', '5', '10', '30') },
  readOthers: { label: t.readOthers, options: seconds('15', '30', '60', '300') },
  readEmpty: { label: t.readEmpty, options: seconds('300', '600', '1800', '3600') },
  readMetadata: { label: t.readMetadata, note: t.readMetadataNote, options: seconds('30', '60', '300') },
  readSizes: { label: t.readSizes, options: seconds('60', '120', '600') },
  readMesos: { label: t.readMesos, note: t.readMesosNote, options: seconds('10', '30', '60') },
  unlockFor: { label: t.unlockFor, note: t.unlockForNote, options: t.unlocksFor },
  typing: { label: t.typing, note: t.typingNote, options: t.typings },
  newAccess: { label: t.newAccess, note: t.newAccessNote, options: en.common.access },
  lockAfter: { label: t.lockAfter, note: t.lockAfterNote, options: t.locksAfter },
  backfill: { label: t.backfill, note: t.backfillNote, options: t.onOff },
  historyCap: { label: t.historyCap, note: t.historyCapNote, options: t.mebibytes },
  hardwareAcceleration: { label: t.hardwareAcceleration, note: t.hardwareAccelerationNote, options: t.onOff },
  timeProbes: { label: t.timeProbes, note: t.timeProbesNote, options: t.onOff },
  mesosEvents: { label: t.mesosEvents, note: t.mesosEventsNote, options: t.onOff },
  elsewhere: { label: t.elsewhere, note: t.elsewhereNote, options: t.onOff },
  logLevel: { label: t.logLevel, note: t.logLevelNote, options: t.logLevels },
  tray: { label: t.tray, note: t.trayNote, options: t.noYes },
  openAtLogin: { label: t.openAtLogin, options: t.noYes },
  lockOnSleep: { label: t.lockOnSleep, note: t.lockOnSleepNote, options: t.noYes },
}

/** Keys that are numbers come first in an object, whatever was written first. */
const order = (name: ChoiceName, titles: Readonly<Record<string, string>>): readonly (readonly [string, string])[] => {
  const all = Object.entries(titles)
  return name === 'lockAfter' ? [...all.filter(([value]) => value === 'never'), ...all.filter(([value]) => value !== 'never')] : all
}

/** A setting's name as it stands on this page. */
const others: Readonly<Record<string, string>> = { proxy: t.network.proxy, extraCa: t.network.ca, hiddenWords: t.privacyOf.words }
export const labelOf = (name: string): string =>
  others[name] ?? Object.entries(choiceTexts).find(([each]) => each === name)?.[1].label ?? name

/** An answer as it stands on this page. */
export const answerOf = (name: string, value: string): string =>
  Object.entries(choiceTexts).find(([each]) => each === name)?.[1].options[value] ?? value

interface ChangedProps {
  readonly changed: boolean
  readonly label: string
  readonly fixed: string | undefined
  readonly children: ReactNode
  onReset(): void
}

export const Changed = ({ changed, label, fixed, children, onReset }: ChangedProps) => (
  <div className={styles['setting']} data-changed={changed || undefined}>
    {children}
    {fixed !== undefined && (
      <span className={styles['changed']}>
        <Icon name="lock" size={12} />
        {fixed}
      </span>
    )}
    {changed && fixed === undefined && (
      <span className={styles['changed']}>
        {t.changed}
        <Button tone="link" aria-label={t.resetOf(label)} onClick={onReset}>
          {t.reset}
        </Button>
      </span>
    )}
  </div>
)
