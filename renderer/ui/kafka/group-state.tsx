import { en } from '../../text/en.ts'
import type { Tone } from '../badge.tsx'
import styles from './kafka.module.css'

/** Kafka's own words for what is passing, of both group protocols (KIP-848, KIP-932). */
const passing = new Set(['preparingrebalance', 'completingrebalance', 'assigning', 'reconciling', 'notready'])

/** Calm while it works, informing while it rebalances. A group without members is told in grey: whether that is wrong, lag tells. */
export function stateTone(state: string): Tone {
  const word = state.toLowerCase()
  if (passing.has(word)) return 'info'
  return word === 'dead' ? 'bad' : 'unknown'
}

/** `PreparingRebalance` reads as `Preparing`: that it is a rebalance, its colour and its title tell; a column has no room for both words. */
export const stateWord = (state: string): string =>
  state === ''
    ? en.groupWords.stateUnknown
    : state.replace(/(?<=.)Rebalance$/, '').replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

/** Of a group whose offsets are in ZooKeeper no broker knows a state: it is not empty, it is unknown. */
export function GroupState({ state, offsetsIn = 'kafka' }: { readonly state: string; readonly offsetsIn?: 'kafka' | 'zookeeper' }) {
  const hidden = offsetsIn === 'zookeeper'
  return (
    <span className={styles['state']} data-tone={stateTone(state)} title={hidden ? en.groupWords.stateHidden : state || stateWord(state)}>
      {hidden ? en.groupWords.unknown : stateWord(state)}
    </span>
  )
}
