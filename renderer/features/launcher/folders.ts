import type { ProfileCard } from '../../../shared/contract/profiles.ts'

export interface FolderOfCards {
  /** Empty: those that are in none. */
  readonly name: string
  readonly cards: readonly ProfileCard[]
}

/** Cards as the user ordered them, by folder; those in none come first. */
export function inFolders(cards: readonly ProfileCard[]): readonly FolderOfCards[] {
  const folders = new Map<string, ProfileCard[]>([['', []]])
  for (const card of cards.toSorted((a, b) => a.place - b.place || (a.name < b.name ? -1 : 1))) {
    const own = folders.get(card.folder)
    if (own) own.push(card)
    else folders.set(card.folder, [card])
  }
  return [...folders]
    .map(([name, own]) => ({ name, cards: own }))
    .filter((folder) => folder.cards.length > 0)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

/** Before which card it has to be put, to stand one place earlier or later in its folder. Undefined: it stands at that end. */
export function neighbourOf(cards: readonly ProfileCard[], id: string, step: -1 | 1): string | null | undefined {
  const own = inFolders(cards).find((folder) => folder.cards.some((card) => card.id === id))?.cards ?? []
  const at = own.findIndex((card) => card.id === id)
  if (step === -1) return own[at - 1]?.id
  return own[at + 1] === undefined ? undefined : (own[at + 2]?.id ?? null)
}
