import type { Verdict } from './inputs.ts'

export type VerdictShape = 'hexagon' | 'triangle' | 'diamond' | 'circle' | 'ring' | 'square'
export type VerdictClass = 'critical' | 'bad' | 'watch' | 'calm' | 'unknown' | 'notice'

/** How a verdict is shown. The shape tells the class, so colour is never the only sign; rank 1 is worst, null is not ranked. */
export interface VerdictSign {
  readonly letter: string
  readonly shape: VerdictShape
  readonly class: VerdictClass
  readonly rank: number | null
}

const critical = (letter: string, rank: number): VerdictSign => ({ letter, shape: 'hexagon', class: 'critical', rank })
const bad = (letter: string, rank: number): VerdictSign => ({ letter, shape: 'triangle', class: 'bad', rank })
const watch = (letter: string, rank: number): VerdictSign => ({ letter, shape: 'diamond', class: 'watch', rank })
const notice = (letter: string): VerdictSign => ({ letter, shape: 'square', class: 'notice', rank: null })

export interface Judged {
  readonly verdict: Verdict
  readonly urgent: boolean
  readonly notice: boolean
}

/** The sign of a verdict, with what makes it more or less grave. */
export function signOf({ verdict, urgent, notice: isNotice }: Judged): VerdictSign {
  switch (verdict) {
    case 'NO_LEADER':
      return critical('N', 1)
    case 'DATA_LOST':
      return critical('D', 2)
    case 'LOSS_RISK':
      return urgent ? critical('L', 3) : bad('L', 9)
    case 'AHEAD':
      return bad('A', 4)
    case 'REWIND':
      return bad('R', 5)
    case 'STOPPED':
      return bad('T', 6)
    case 'STALLED':
      return bad('S', 7)
    case 'TOPIC_GONE':
      return isNotice ? notice('X') : bad('X', 8)
    case 'FALLING_BEHIND':
      return bad('F', 10)
    case 'REBALANCING':
      return urgent ? bad('M', 11) : watch('M', 11)
    case 'BEHIND':
      return watch('B', 12)
    case 'CATCHING_UP':
      return watch('C', 13)
    case 'OK':
      return { letter: 'O', shape: 'circle', class: 'calm', rank: 14 }
    case 'LEARNING':
      return { letter: '?', shape: 'ring', class: 'unknown', rank: null }
    case 'NO_COMMIT':
      return notice('U')
  }
}
