import type { EdgeView, EtaView } from '../../../../shared/contract/figures.ts'
import { eta, type Eta } from '../../../../shared/domain/catch-up.ts'
import type { LagSettings } from '../../../../shared/domain/lag-defaults.ts'
import { rateAt, type Rate } from '../../../../shared/domain/rates.ts'
import type { GroupBlock } from './group-block.ts'

/** What is told of most groups is one object for all of them. */
const UNKNOWN = { kind: 'unknown' } as const
const NEVER = { kind: 'never' } as const
const READY: EtaView = { kind: 'in', seconds: 0, from: 0, to: 0, atLeast: false }

/** @param seconds NaN: unknown, Infinity: never @param by 2: the retention time decides, else the log start */
export const edgeView = (seconds: number, by: number): EdgeView =>
  Number.isNaN(seconds)
    ? UNKNOWN
    : seconds === Infinity
      ? NEVER
      : { kind: 'in', seconds: Math.max(0, seconds), by: by === 2 ? 'time' : 'offset' }

export function etaView(one: Eta, atLeast: boolean): EtaView {
  if (one.kind === 'in') return one.to === 0 && one.seconds === 0 && one.from === 0 && !atLeast ? READY : { ...one, atLeast }
  return one.kind === 'never' ? NEVER : UNKNOWN
}

export const rowEta = (
  block: GroupBlock,
  { row, lag, owed, rateIn }: { readonly row: number; readonly lag: number; readonly owed: number; readonly rateIn: Rate },
  settings: LagSettings,
): Eta => (Number.isNaN(lag) ? { kind: 'unknown' } : eta(owed, block.allowed[row] ?? 0, rateIn, rateAt(block.out, row), settings))
