import { signOf, type Judged } from '../../../shared/domain/verdict/rank.ts'
import { en } from '../../text/en.ts'
import { classLook, shapePaths } from './verdict-shapes.ts'
import styles from './chart.module.css'

/** Below this the letter is not readable: the shape alone says the class. */
const LETTER_PX = 15

/** Letter, shape and tone of a verdict; the shape alone is enough. */
export function VerdictGlyph({
  verdict,
  size = 18,
  label = true,
}: {
  readonly verdict: Judged
  readonly size?: number
  readonly label?: boolean
}) {
  const sign = signOf(verdict)
  const { tone, fill } = classLook[sign.class]
  const { d, y } = shapePaths[sign.shape]
  return (
    <svg
      className={styles['glyph']}
      data-tone={tone}
      data-fill={fill}
      data-ring={sign.shape === 'ring' || undefined}
      width={size}
      height={size}
      viewBox="0 0 20 20"
      {...(label ? { role: 'img', 'aria-label': en.lag.verdict[verdict.verdict] } : { 'aria-hidden': true })}
    >
      <path d={d} />
      {size >= LETTER_PX && (
        <text x={10} y={y} data-small={sign.shape === 'triangle' || undefined}>
          {sign.letter}
        </text>
      )}
    </svg>
  )
}

/** The glyph and its word; a dash where nothing was judged. */
export function VerdictWord({ verdict, size = 18 }: { readonly verdict: Judged | null; readonly size?: number }) {
  if (verdict === null) return <span className={styles['quiet']}>—</span>
  const { tone } = classLook[signOf(verdict).class]
  return (
    <span className={styles['verdict']} data-tone={tone} title={en.lag.verdictSays[verdict.verdict]}>
      <VerdictGlyph verdict={verdict} size={size} label={false} />
      <span>{en.lag.verdict[verdict.verdict]}</span>
    </span>
  )
}

/** Grey unless something is wrong: for histories beside a verdict. */
export function verdictTone(verdict: Judged | null): 'calm' | 'warn' | 'bad' {
  if (verdict === null) return 'calm'
  const { tone } = classLook[signOf(verdict).class]
  return tone === 'bad' || tone === 'warn' ? tone : 'calm'
}
