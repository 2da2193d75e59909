import type { EdgeView, EtaView } from '../../../../shared/contract/figures.ts'
import { eta, type Eta } from '../../../../shared/domain/catch-up.ts'
import type { LagSettings } from '../../../../shared/domain/lag-defaults.ts'
import { rateAt, type Rate } from '../../../../shared/domain/rates.ts'
import type { GroupBlock } from './group-block.ts'

/** @param seconds NaN: unknown, Infinity: never @param by 2: the retention time decides, else the log start */
export const edgeView = (seconds: number, by: number): EdgeView =>
  Number.isNaN(seconds)
    ? { kind: 'unknown' }
    : seconds === Infinity
      ? { kind: 'never' }
      : { kind: 'in', seconds: Math.max(0, seconds), by: by === 2 ? 'time' : 'offset' }

export const etaView = (one: Eta, atLeast: boolean): EtaView => (one.kind === 'in' ? { ...one, atLeast } : { kind: one.kind })

export const rowEta = (
  block: GroupBlock,
  { row, lag, owed, rateIn }: { readonly row: number; readonly lag: number; readonly owed: number; readonly rateIn: Rate },
  settings: LagSettings,
): Eta => (Number.isNaN(lag) ? { kind: 'unknown' } : eta(owed, block.allowed[row] ?? 0, rateIn, rateAt(block.out, row), settings))
