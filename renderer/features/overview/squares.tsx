import type { ChainColumn } from './chain.ts'
import styles from './style.module.css'

const small = { side: 6, step: 7, aRow: 12, radius: 1.2 }
const large = { side: 12, step: 14, aRow: 6, radius: 2 }

/** One square a partition, or several when there are many; the worst first. The node above tells the figures. */
export function Squares({ squares, few }: { readonly squares: ChainColumn['squares']; readonly few: boolean }) {
  const { side, step, aRow, radius } = few ? large : small
  const states = [
    ...Array.from({ length: squares.offline }, () => 'offline'),
    ...Array.from({ length: squares.underReplicated }, () => 'underReplicated'),
    ...Array.from({ length: squares.inSync }, () => 'inSync'),
  ]
  const rows = Math.ceil(states.length / aRow)
  // Fewer than a row hang on the middle of their node, as a row does.
  const width = Math.min(states.length, aRow) * step
  return (
    <svg className={styles['squares']} width={width} height={rows * step} aria-hidden>
      {states.map((state, at) => (
        <rect key={at} data-state={state} x={(at % aRow) * step} y={Math.floor(at / aRow) * step} width={side} height={side} rx={radius} />
      ))}
    </svg>
  )
}
