import { useEffect, useMemo, useRef } from 'react'
import type { ProfileCard } from '../../../shared/contract/profiles.ts'
import { linkTo } from '../../../shared/links.ts'
import { inCluster, useApp } from '../../app/actions.ts'
import { useTellFailure } from '../../app/actions-failure.ts'
import { copyLink } from '../../app/actions-link.ts'
import { useClient } from '../../host/api.tsx'
import { en } from '../../text/en.ts'
import { useCopyText } from '../../ui/clipboard.tsx'
import { noneRuns } from './facts.ts'
import { neighbourOf } from './folders.ts'

const t = en.launcher

export interface CardActs {
  /** Connects and then opens; opens at once what is connected. */
  open(card: ProfileCard): void
  /** `off`: why there can be none. */
  readonly window: { readonly off: string | undefined; open(card: ProfileCard): void }
  disconnect(card: ProfileCard): void
  edit(card: ProfileCard): void
  duplicate(card: ProfileCard): void
  copyLink(card: ProfileCard): void
  /** Asks for a folder. */
  move(card: ProfileCard): void
  moveTo(card: ProfileCard, folder: string): void
  /** One place earlier or later in its folder. */
  shift(card: ProfileCard, step: -1 | 1): void
  export(card: ProfileCard): void
  remove(card: ProfileCard): void
}

/** What is asked before it is done. */
export type CardAsks = Pick<CardActs, 'move' | 'export'>

/** There is something to look at: it is connected, or was and comes back. */
export const isOpenable = (card: ProfileCard): boolean => {
  const { state } = card.connection
  return state === 'live' || state === 'stale' || state === 'paused' || (state === 'reconnecting' && (card.seen !== null || noneRuns(card)))
}

/** A cluster whose brokers do not run opens where they are started. */
const placeOf = (card: ProfileCard): string => inCluster(card.id, noneRuns(card) && card.seen === null ? '/brokers' : '')

/** What can be done with a card; `opens` is the one that opens as soon as it is live. Progress and failures of connecting are on the card itself. */
export function useCardActs(cards: readonly ProfileCard[], opens: string | null, asks: CardAsks): CardActs {
  const client = useClient()
  const app = useApp()
  const copy = useCopyText()
  const latest = useRef(cards)
  latest.current = cards
  const { move, export: exports } = asks
  const wanted = useRef<string | null>(opens)

  // The card that was asked for opens when it is live; another press or a failure ends the waiting.
  useEffect(() => {
    const card = cards.find(({ id }) => id === wanted.current)
    if (!card) return
    if (isOpenable(card)) {
      wanted.current = null
      app.open(placeOf(card))
    } else if (card.connection.state === 'failed') wanted.current = null
  }, [cards, app])

  const tell = useTellFailure('profiles')
  return useMemo(() => {
    return {
      open(card) {
        if (isOpenable(card)) return app.open(placeOf(card))
        // Between two attempts a press means: now.
        const waits = card.connection.state === 'reconnecting'
        // What was recorded is there at once, whatever the connection comes to.
        if (card.seen !== null) app.open(inCluster(card.id))
        client.profiles[waits ? 'retryNow' : 'connect']({ id: card.id }).then(
          () => {
            wanted.current = card.id
          },
          (error: unknown) => {
            wanted.current = null
            tell(error)
          },
        )
      },
      window: {
        off: app.windows === true ? undefined : app.windows,
        open: (card) => app.openWindow(placeOf(card).slice(1)),
      },
      disconnect(card) {
        wanted.current = null
        client.profiles.disconnect({ id: card.id }).catch(tell)
      },
      edit: (card) => app.open(`//edit/${encodeURIComponent(card.id)}`),
      duplicate: (card) => void client.profiles.duplicate({ id: card.id }).catch(tell),
      copyLink(card) {
        const link = linkTo(card.id, '/overview')
        if (link !== null) void copyLink(link, copy, app.notify, en.app.copyLink)
      },
      move,
      export: exports,
      moveTo: (card, folder) => void client.profiles.arrange({ id: card.id, folder, before: null }).catch(tell),
      shift(card, step) {
        const before = neighbourOf(latest.current, card.id, step)
        if (before !== undefined) client.profiles.arrange({ id: card.id, folder: card.folder, before }).catch(tell)
      },
      remove(card) {
        client.profiles.remove({ id: card.id }).then(
          () =>
            app.notify({
              tone: 'ok',
              title: t.removed(card.name),
              detail: t.removedNote,
              link: { title: en.common.undo, run: () => void client.profiles.restore({ id: card.id }).catch(tell) },
            }),
          tell,
        )
      },
    }
  }, [client, app, copy, tell, move, exports])
}
