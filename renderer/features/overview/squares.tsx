import type { ChainColumn } from './chain.ts'
import styles from './style.module.css'

const SIDE = 6
const STEP = 7
const A_ROW = 12

/** One square a partition, or several when there are many; the worst first. The node above tells the figures. */
export function Squares({ squares }: { readonly squares: ChainColumn['squares'] }) {
  const states = [
    ...Array.from({ length: squares.offline }, () => 'offline'),
    ...Array.from({ length: squares.underReplicated }, () => 'underReplicated'),
    ...Array.from({ length: squares.inSync }, () => 'inSync'),
  ]
  const rows = Math.ceil(states.length / A_ROW)
  return (
    <svg className={styles['squares']} width={A_ROW * STEP} height={rows * STEP} aria-hidden>
      {states.map((state, at) => (
        <rect key={at} data-state={state} x={(at % A_ROW) * STEP} y={Math.floor(at / A_ROW) * STEP} width={SIDE} height={SIDE} rx={1.2} />
      ))}
    </svg>
  )
}
