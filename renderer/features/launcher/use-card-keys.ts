import { useEffect, useRef } from 'react'
import type { ProfileCard } from '../../../shared/contract/profiles.ts'
import { hasLayer, isPageKey, withCommand } from '../../ui/keys.ts'
import { en } from '../../text/en.ts'
import { useToldKeys, type ToldKeys } from '../../ui/page/use-page-keys.ts'
import type { CardActs } from './use-card-acts.ts'

export interface CardKeys {
  readonly cards: readonly ProfileCard[]
  readonly selected: string | null
  readonly acts: CardActs
  select(id: string): void
  add(): void
  importFile(): void
}

/** Cards in a row of the grid, by where they are on the screen. */
function columns(): number {
  const tops = [...document.querySelectorAll<HTMLElement>('[data-card]')].map((card) => card.offsetTop)
  return Math.max(1, tops.filter((top) => top === tops[0]).length)
}

function step(key: string): number | null {
  switch (key) {
    case 'ArrowRight':
    case 'j':
      return 1
    case 'ArrowLeft':
    case 'k':
      return -1
    case 'ArrowDown':
      return columns()
    case 'ArrowUp':
      return -columns()
    default:
      return null
  }
}

const k = en.pageKeys
const told: ToldKeys = [
  ['Enter', k.connect],
  ['Mod+Enter', k.ownWindow],
  ['n', k.add],
  ['e', k.edit],
  ['d', k.duplicate],
  ['m', k.move],
  ['Delete', k.remove],
  ['Alt+← Alt+→', k.reorder],
]

/** Arrows move, with Alt the card; Enter connects, with Ctrl/Cmd in a window of its own; e n d m edit, add, duplicate and move to a folder; Delete deletes. */
export function useCardKeys(keys: CardKeys): void {
  const latest = useRef(keys)
  latest.current = keys
  useToldKeys(told)
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const { cards, selected, acts, select, add, importFile } = latest.current
      const chosen = cards.find((card) => card.id === selected)
      if (withCommand(event) && event.key === 'i' && !hasLayer()) {
        event.preventDefault()
        importFile()
        return
      }
      if (chosen && event.altKey && !hasLayer() && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
        event.preventDefault()
        acts.shift(chosen, event.key === 'ArrowLeft' ? -1 : 1)
        return
      }
      if (chosen && withCommand(event) && event.key === 'Enter' && !hasLayer() && acts.window.off === undefined) {
        event.preventDefault()
        acts.window.open(chosen)
        return
      }
      if (!isPageKey(event)) return
      const inButton = event.target instanceof HTMLElement && event.target.closest('button, a') !== null
      const at = cards.findIndex((card) => card.id === selected)
      const card = cards[at]
      const by = step(event.key)
      if (by !== null && cards.length > 0) {
        const next = cards[Math.min(Math.max(0, at + (at < 0 ? 1 : by)), cards.length - 1)]
        if (next) {
          select(next.id)
          document.querySelector<HTMLElement>(`[data-card="${CSS.escape(next.id)}"]`)?.focus()
        }
      } else if (event.key === 'n') add()
      else if (card && event.key === 'Enter' && !inButton) acts.open(card)
      else if (card && event.key === 'e') acts.edit(card)
      else if (card && event.key === 'm') acts.move(card)
      else if (card && event.key === 'd') acts.duplicate(card)
      else if (card && event.key === 'Delete') acts.remove(card)
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}
