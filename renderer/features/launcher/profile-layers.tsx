import { useMemo, useRef, useState, type RefObject } from 'react'
import type { ProfileCard } from '../../../shared/contract/profiles.ts'
import { en } from '../../text/en.ts'
import { IconButton } from '../../ui/button.tsx'
import { FileInput } from '../../ui/file-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { ImportDialog } from './import-dialog.tsx'
import { MoveDialog } from './move-dialog.tsx'
import { PassphraseDialog } from '../../ui/file/passphrase-dialog.tsx'
import { ProfilesExportDialog } from './profiles-export-dialog.tsx'
import type { CardActs, CardAsks } from './use-card-acts.ts'
import { useImport, type Import } from './use-import.ts'

const t = en.profileFiles

export interface ProfileLayers {
  readonly asks: CardAsks
  readonly imports: Import
  readonly input: RefObject<HTMLInputElement | null>
  readonly moves: ProfileCard | null
  readonly exports: readonly string[] | null
  setMoves(card: ProfileCard | null): void
  setExports(ids: readonly string[] | null): void
}

/** What lies above the launcher about profiles: a folder is asked for, a file is made or taken in. */
export function useProfileLayers(): ProfileLayers {
  const [moves, setMoves] = useState<ProfileCard | null>(null)
  const [exports, setExports] = useState<readonly string[] | null>(null)
  const imports = useImport()
  const input = useRef<HTMLInputElement>(null)
  const asks = useMemo((): CardAsks => ({ move: setMoves, export: (card) => setExports([card.id]) }), [])
  return { asks, imports, input, moves, exports, setMoves, setExports }
}

export interface LayersProps {
  readonly layers: ProfileLayers
  readonly cards: readonly ProfileCard[]
  readonly acts: CardActs
}

export function ProfileLayersView({ layers: { imports, input, moves, exports, setMoves, setExports }, cards, acts }: LayersProps) {
  const folders = [...new Set(cards.map(({ folder }) => folder))].filter((folder) => folder !== '').toSorted()
  return (
    <>
      <FileInput ref={input} label={t.import} onFiles={([file]) => imports.file(file)} />
      {moves && (
        <MoveDialog card={moves} folders={folders} onMove={(folder) => acts.moveTo(moves, folder)} onClose={() => setMoves(null)} />
      )}
      {exports && <ProfilesExportDialog cards={cards} chosen={exports} onClose={() => setExports(null)} />}
      {imports.asks && (
        <PassphraseDialog title={t.openTitle} problem={imports.asks.problem} onGo={imports.passphrase} onClose={imports.cancel} />
      )}
      {imports.preview && <ImportDialog preview={imports.preview} onTake={imports.take} onClose={imports.cancel} />}
    </>
  )
}

/** Beside “New cluster”: profiles as files. */
export function ProfilesMenu({ layers, cards }: { readonly layers: ProfileLayers; readonly cards: readonly ProfileCard[] }) {
  return (
    <Menu
      label={t.more}
      trigger={<IconButton icon="dots" label={t.more} />}
      groups={[
        [
          { id: 'import', title: t.import, keys: 'Mod+I', run: () => layers.input.current?.click() },
          {
            id: 'export',
            title: t.exportAll,
            off: cards.length === 0 ? en.launcher.emptyTitle : undefined,
            run: () => layers.setExports(cards.map(({ id }) => id)),
          },
        ],
      ]}
    />
  )
}
