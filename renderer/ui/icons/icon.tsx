import { cx } from '../cx.ts'
import styles from './icon.module.css'
import { shapes, type IconName } from './shapes.tsx'

export type { IconName } from './shapes.tsx'

export interface IconProps {
  readonly name: IconName
  readonly size?: number
  readonly stroke?: number
  /** Read out instead of the picture; without it the icon is decoration. */
  readonly label?: string
  readonly className?: string | undefined
}

export function Icon({ name, size = 16, stroke = 1.4, label, className }: IconProps) {
  const role = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label }
  return (
    <svg {...role} className={cx(styles['icon'], className)} width={size} height={size} viewBox="0 0 16 16" strokeWidth={stroke}>
      {shapes[name]}
    </svg>
  )
}
