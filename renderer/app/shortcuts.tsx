import { en } from '../text/en.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { keysHere } from '../ui/page/use-page-keys.ts'
import { Kbd } from '../ui/kbd.tsx'
import type { Action } from './actions.ts'
import styles from './shortcuts.module.css'

const t = en.app

const inLists: readonly (readonly [string, string])[] = [
  ['j k', t.keys.move],
  ['Home End', t.keys.ends],
  ['PgUp PgDn', t.keys.pages],
  ['Enter', t.keys.open],
  ['Mod+Enter', t.keys.openTab],
  ['Space Shift+Space', t.keys.mark],
  ['Mod+A', t.keys.all],
  ['.', t.keys.menu],
  ['Mod+C', t.keys.copy],
  ['← →', t.keys.sort],
  ['/', t.keys.filter],
  ['Esc', t.keys.escape],
]

export interface ShortcutsProps {
  readonly actions: readonly (Action & { readonly alsoKeys?: readonly string[] })[]
  readonly host: 'desktop' | 'browser'
  onClose(): void
  onGlossary(): void
  onGuide(): void
}

/** The keys of this screen, as it tells them, and those that work everywhere, drawn from the actions themselves. */
export function Shortcuts({ actions, host, onClose, onGlossary, onGuide }: ShortcutsProps) {
  const bound = actions.flatMap((action) => {
    const keys = host === 'browser' ? (action.alsoKeys?.at(-1) ?? action.keys) : action.keys
    return keys === undefined ? [] : [[keys, action.title] as const]
  })
  const here = keysHere()
  return (
    <Dialog
      title={t.shortcuts}
      open
      width="wide"
      reading
      onClose={onClose}
      foot={
        <>
          <Button onClick={onGlossary}>{en.glossary.open}</Button>
          <Button onClick={onGuide}>{en.guide.title}</Button>
          <Button onClick={onClose}>{en.common.close}</Button>
        </>
      }
    >
      <section className={styles['tips']} aria-label={t.tipsTitle}>
        <h2 className={styles['title']}>{t.tipsTitle}</h2>
        <ul>
          {t.tips.map((tip) => (
            <li key={tip}>{tip}</li>
          ))}
        </ul>
      </section>
      <div className={styles['columns']}>
        <div>
          {here.length > 0 && <KeyList title={t.shortcutsHere} keys={here} />}
          <KeyList title={t.shortcutsLists} keys={inLists} />
        </div>
        <KeyList title={t.shortcutsEverywhere} keys={bound} />
      </div>
      {host === 'browser' && <p className={styles['note']}>{t.browserKeys}</p>}
    </Dialog>
  )
}

function KeyList({ title, keys }: { readonly title: string; readonly keys: readonly (readonly [string, string])[] }) {
  return (
    <section className={styles['keys']}>
      <h2 className={styles['title']}>{title}</h2>
      <ul>
        {keys.map(([key, does]) => (
          <li key={`${key} ${does}`} className={styles['line']}>
            <span>{does}</span>
            <Kbd keys={key} />
          </li>
        ))}
      </ul>
    </section>
  )
}
