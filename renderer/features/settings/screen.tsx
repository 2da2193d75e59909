import { Fragment, useState } from 'react'
import type { Settings } from '../../../shared/contract/settings.ts'
import { usePlace } from '../../app/actions.ts'
import { useCommand, useQuery, useView } from '../../host/hooks.ts'
import { usePolicy } from '../../host/use-policy.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { FilterBox } from '../../ui/filter/filter-box.tsx'
import { DataArea } from '../../ui/states/data-area.tsx'
import { ErrorBlock } from '../../ui/states/error-block.tsx'
import { About } from './about.tsx'
import { Data } from './data.tsx'
import { Keyboard } from './keyboard.tsx'
import { Network } from './network.tsx'
import { PolicyView } from './policy.tsx'
import { Privacy } from './privacy.tsx'
import { Recorder } from './recorder.tsx'
import { Section, Sections } from './section.tsx'
import { Choice, choiceTexts, type ChoiceName } from './setting.tsx'
import { StartProfile } from './start-profile.tsx'
import styles from './style.module.css'

const t = en.settings
const none = {}

const sections: readonly { readonly title: string; readonly names: readonly ChoiceName[] }[] = [
  { title: t.appearance, names: ['theme', 'contrast', 'density', 'zoom', 'hints'] },
  { title: t.numbers, names: ['time'] },
  { title: t.start.title, names: ['start'] },
  { title: t.reading, names: ['pace', 'readOpen', 'readOthers', 'readEmpty', 'readMetadata', 'readSizes', 'readMesos'] },
  { title: t.safety, names: ['unlockFor', 'typing', 'newAccess', 'lockAfter', 'lockOnSleep'] },
  { title: t.desktop, names: ['tray', 'openAtLogin'] },
  { title: t.advanced, names: ['logLevel', 'hardwareAcceleration'] },
  { title: t.switches, names: ['timeProbes', 'mesosEvents', 'elsewhere'] },
  { title: t.history, names: ['backfill', 'historyCap'] },
]
const ALL = sections.flatMap(({ names }) => names).length

const ofDesktop = ['tray', 'openAtLogin', 'zoom', 'hardwareAcceleration'] as const
const isOfDesktop = (name: string): name is (typeof ofDesktop)[number] => ofDesktop.some((each) => each === name)

/** What is the same for all clusters, and which of them are recorded. Each counts at once. */
export function SettingsScreen() {
  // From the palette: one setting is looked for.
  const asked = usePlace().query.get('find') ?? ''
  return <Found key={asked} asked={asked} />
}

function Found({ asked }: { readonly asked: string }) {
  const { rows, about, error } = useView('host', 'settings', none)
  const save = useCommand('host', 'saveSettings')
  const [filter, setFilter] = useState(asked)
  const settings = rows[0]?.settings
  const policy = usePolicy()
  const host = useQuery('host', 'info', none).data
  const why = (name: ChoiceName | 'proxy' | 'extraCa' | 'hiddenWords'): string | undefined => {
    if (policy && name in policy.settings) return en.policy.why(policy.by)
    const ability = isOfDesktop(name) ? host?.[name] : undefined
    return ability?.available === false ? ability.why : undefined
  }
  // What fails is shown below, by `save.error`.
  const change = (next: Partial<Settings>): Promise<boolean> =>
    save.run(next).then(
      () => true,
      () => false,
    )
  const cards = useView('profiles', 'list', none).rows.filter(({ name }) =>
    `${t.recorder.title} ${name}`.toLowerCase().includes(filter.toLowerCase()),
  )
  const shown = sections
    .map(({ title, names }) => ({ title, names: names.filter((name) => isAbout(title, name, filter)) }))
    .filter(({ names }) => names.length > 0)
  const others = [
    ...(settings && isAboutText(t.network, filter)
      ? [{ title: t.network.title, element: <Network settings={settings} fixed={why} onChange={change} /> }]
      : []),
    ...(policy && filter === '' ? [{ title: en.policy.title, element: <PolicyView policy={policy} /> }] : []),
    ...(cards.length > 0 ? [{ title: t.recorder.title, element: <Recorder cards={cards} /> }] : []),
    ...(settings && isAboutText(t.privacyOf, filter)
      ? [
          {
            title: t.privacyOf.title,
            element: (
              <Privacy key={settings.hiddenWords.join()} words={settings.hiddenWords} fixed={why('hiddenWords')} onChange={change} />
            ),
          },
        ]
      : []),
    ...(settings && isAboutText(t.dataOf, filter)
      ? [{ title: t.dataOf.title, element: <Data settings={settings} fixed={policy?.settings ?? none} onChange={change} /> }]
      : []),
    ...(filter === '' ? [{ title: en.keyboard.title, element: <Keyboard /> }] : []),
    ...(filter === '' ? [{ title: t.about, element: <About /> }] : []),
  ]
  return (
    <div className={styles['scroll']}>
      <div className={styles['page']}>
        <header className={styles['top']}>
          <h1 className={styles['title']}>{t.title}</h1>
          <FilterBox value={filter} onChange={setFilter} shown={shown.flatMap(({ names }) => names).length} total={ALL} hint={t.search} />
        </header>
        <DataArea about={about} error={error} noun="settings" rows={rows.length} empty={{ sentence: '' }} skeleton="lines">
          {settings &&
            shown.map(({ title, names }) => (
              <Section key={title} title={title}>
                {names.map((name) => (
                  <Choice key={name} name={name} settings={settings} fixed={why(name)} onChange={(next) => void change(next)} />
                ))}
                {names.includes('hints') && settings.hints === 'on' && settings.hintsSeen.length > 0 && (
                  <div>
                    <Button onClick={() => void change({ hintsSeen: [] })}>{t.hintsAgain}</Button>
                  </div>
                )}
                {names.includes('start') && settings.start === 'profile' && (
                  <StartProfile chosen={settings.startProfile} onChange={(next) => void change(next)} />
                )}
              </Section>
            ))}
          {save.error && <ErrorBlock error={save.error} />}
          {others.map(({ title, element }) => (
            <Fragment key={title}>{element}</Fragment>
          ))}
        </DataArea>
      </div>
      {settings && <Sections titles={[...shown, ...others].map(({ title }) => title)} />}
    </div>
  )
}

/** By every word of it: label, note, answers. */
function isAbout(title: string, name: ChoiceName, filter: string): boolean {
  const { label, note = '', options } = choiceTexts[name]
  return isIn([title, label, note, ...Object.values(options)].join(' '), filter)
}

/** A section that is found by any of its sentences. */
const isAboutText = (texts: Readonly<Record<string, unknown>>, filter: string): boolean =>
  isIn(
    Object.values(texts)
      .filter((text) => typeof text === 'string')
      .join(' '),
    filter,
  )

const isIn = (text: string, filter: string): boolean => {
  const words = text.toLowerCase()
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => words.includes(word))
}
