import { en } from '../text/en.ts'
import { Dialog } from '../ui/dialog.tsx'
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
}

/** The keys of this screen, drawn from the actions themselves. */
export function Shortcuts({ actions, host, onClose }: ShortcutsProps) {
  const bound = actions.flatMap((action) => {
    const keys = host === 'browser' ? (action.alsoKeys?.at(-1) ?? action.keys) : action.keys
    return keys === undefined ? [] : [[keys, action.title] as const]
  })
  return (
    <Dialog title={t.shortcuts} open width="wide" reading onClose={onClose}>
      <div className={styles['columns']}>
        <KeyList title={t.shortcutsEverywhere} keys={bound} />
        <KeyList title={t.shortcutsLists} keys={inLists} />
      </div>
      {host === 'browser' && <p className={styles['note']}>{t.browserKeys}</p>}
    </Dialog>
  )
}

function KeyList({ title, keys }: { readonly title: string; readonly keys: readonly (readonly [string, string])[] }) {
  return (
    <section>
      <h2 className={styles['title']}>{title}</h2>
      <ul>
        {keys.map(([key, does]) => (
          <li key={key} className={styles['line']}>
            <span>{does}</span>
            <Kbd keys={key} />
          </li>
        ))}
      </ul>
    </section>
  )
}
