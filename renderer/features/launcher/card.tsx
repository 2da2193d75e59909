import type { ProfileCard } from '../../../shared/contract/profiles.ts'
import { en } from '../../text/en.ts'
import { StateDot, type Tone } from '../../ui/badge.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { VerdictGlyph } from '../../ui/chart/verdict-glyph.tsx'
import { cx } from '../../ui/cx.ts'
import { EnvBadge } from '../../ui/env.tsx'
import { age } from '../../ui/format/times.ts'
import { useNow, useZone } from '../../ui/format/zone.tsx'
import { Icon } from '../../ui/icons/icon.tsx'
import { Menu, type MenuGroups } from '../../ui/menu.tsx'
import { Kept } from './kept.tsx'
import { factsOf, noneRuns, sentenceOf } from './facts.ts'
import { isOpenable, type CardActs } from './use-card-acts.ts'
import styles from './card.module.css'

const t = en.launcher
const f = en.profileFiles

const tones: Readonly<Record<ProfileCard['connection']['state'], Tone>> = {
  off: 'unknown',
  connecting: 'info',
  live: 'ok',
  stale: 'stale',
  reconnecting: 'warn',
  failed: 'bad',
  paused: 'stale',
}

export interface CardProps {
  readonly card: ProfileCard
  readonly selected: boolean
  /** Whether it looks into what is recorded of it, which is a file of its own. */
  readonly looksBack: boolean
  readonly acts: CardActs
  onSelect(): void
}

/** One cluster: where it is, how it was when last seen, whether it is connected. */
export function Card({ card, selected, looksBack, acts, onSelect }: CardProps) {
  const now = useNow()
  const zone = useZone()
  const sentence = sentenceOf(card, now, zone)
  return (
    <article
      className={styles['card']}
      data-env={card.environment}
      data-card={card.id}
      data-selected={selected || undefined}
      aria-label={card.name}
      aria-current={selected || undefined}
      tabIndex={selected ? 0 : -1}
      onFocus={onSelect}
      onClick={onSelect}
      onDoubleClick={() => acts.open(card)}
    >
      <header className={styles['line']}>
        <h2 className={styles['name']}>{card.name}</h2>
        <EnvBadge environment={card.environment} />
        <span className={styles['grow']} />
        <span className={styles['access']}>
          {card.access === 'observe' && <Icon name="lock" size={12} />}
          {en.common.access[card.access]}
        </span>
        <CardMenu card={card} acts={acts} />
      </header>
      <div className={styles['sentence']}>
        {sentence.verdict ? (
          <VerdictGlyph verdict={sentence.verdict} size={24} label={false} />
        ) : (
          <Icon name={sentence.icon} size={24} stroke={1.2} className={styles[sentence.tone]} />
        )}
        <div className={styles['words']}>
          <div className={styles['title']} title={sentence.title}>
            {sentence.title}
          </div>
          <div className={styles['note']} title={sentence.note}>
            {sentence.note}
          </div>
        </div>
      </div>
      <dl className={styles['facts']}>
        {factsOf(card).map((fact) => (
          <div key={fact.label} className={styles['fact']}>
            <dd className={cx(fact.tone && styles[fact.tone])}>{fact.value}</dd>
            <dt title={fact.label}>{fact.label}</dt>
          </div>
        ))}
      </dl>
      {looksBack && <Kept cluster={card.id} />}
      <CardFoot card={card} acts={acts} now={now} />
    </article>
  )
}

function CardFoot({ card, acts, now }: { readonly card: ProfileCard; readonly acts: CardActs; readonly now: number }) {
  const { state, attempt } = card.connection
  const busy = state === 'connecting' || state === 'reconnecting'
  return (
    <footer className={styles['foot']}>
      <span className={styles['state']} data-state={state}>
        <StateDot tone={tones[state]} hollow={state === 'off'} pulse={busy} />
        {noneRuns(card) ? en.app.waitsForBroker : en.app.connection[state]}
        {attempt !== null && attempt > 1 && !noneRuns(card) && <span className={styles['quiet']}>{en.app.attempt(attempt)}</span>}
      </span>
      <span className={styles['grow']} />
      {(state === 'live' || state === 'stale') && card.seen ? (
        <span>{t.budget(card.seen.requestsPerSecond.toFixed(1), String(card.seen.budget))}</span>
      ) : (
        !busy &&
        state !== 'failed' && (
          <span>{card.lastConnectedAt === null ? t.neverConnected : t.connectedAgo(age(card.lastConnectedAt, now))}</span>
        )
      )}
      <FootLinks card={card} acts={acts} />
    </footer>
  )
}

function FootLinks({ card, acts }: { readonly card: ProfileCard; readonly acts: CardActs }) {
  switch (card.connection.state) {
    case 'connecting':
    case 'reconnecting':
      return (
        <>
          {isOpenable(card) && (
            <Button tone="link" onClick={() => acts.open(card)}>
              {t.open}
            </Button>
          )}
          {card.connection.error && !noneRuns(card) && (
            <Button tone="link" onClick={() => acts.edit(card)}>
              {en.common.edit}
            </Button>
          )}
          <Button tone="link" onClick={() => acts.disconnect(card)}>
            {t.cancel}
          </Button>
        </>
      )
    case 'failed':
      return (
        <>
          <Button tone="link" onClick={() => acts.open(card)}>
            {en.common.retry}
          </Button>
          <Button tone="link" onClick={() => acts.edit(card)}>
            {en.common.edit}
          </Button>
        </>
      )
    case 'off':
      return (
        <Button tone="link" onClick={() => acts.open(card)}>
          {t.connect}
        </Button>
      )
    case 'live':
    case 'stale':
    case 'paused':
      return (
        <Button tone="link" onClick={() => acts.open(card)}>
          {t.open}
        </Button>
      )
  }
}

function CardMenu({ card, acts }: { readonly card: ProfileCard; readonly acts: CardActs }) {
  const off = card.connection.state === 'off' || card.connection.state === 'failed'
  const groups: MenuGroups = [
    [
      { id: 'open', title: off ? t.connect : t.open, keys: 'Enter', run: () => acts.open(card) },
      { id: 'window', title: en.app.openWindow, keys: 'Mod+Enter', off: acts.window.off, run: () => acts.window.open(card) },
      ...(off ? [] : [{ id: 'disconnect', title: t.disconnect, icon: 'power' as const, run: () => acts.disconnect(card) }]),
    ],
    [
      { id: 'edit', title: t.edit, icon: 'edit', keys: 'e', run: () => acts.edit(card) },
      { id: 'move', title: f.move, icon: 'folder', keys: 'm', run: () => acts.move(card) },
      { id: 'earlier', title: f.earlier, keys: 'Alt+ArrowLeft', run: () => acts.shift(card, -1) },
      { id: 'later', title: f.later, keys: 'Alt+ArrowRight', run: () => acts.shift(card, 1) },
    ],
    [
      { id: 'duplicate', title: t.duplicate, icon: 'copy', keys: 'd', run: () => acts.duplicate(card) },
      { id: 'link', title: en.app.copyLink, icon: 'link', run: () => acts.copyLink(card) },
      { id: 'export', title: f.export, run: () => acts.export(card) },
    ],
    [{ id: 'remove', title: t.remove, icon: 'trash', danger: true, run: () => acts.remove(card) }],
  ]
  return (
    <Menu
      label={t.more(card.name)}
      groups={groups}
      trigger={<IconButton icon="dots" label={t.more(card.name)} className={styles['menu']} tabIndex={-1} />}
    />
  )
}
