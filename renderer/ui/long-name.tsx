import styles from './long-name.module.css'

/** What always stays of a long one: names that are alike differ there. */
const END = 8

export interface LongNameProps {
  readonly children: string
  /** Up to so many letters there is always room for it. */
  readonly fits: number
}

/** A name of which, where there is too little room, the middle is missing: its beginning says whose it is, its end which one. */
export function LongName({ children: name, fits }: LongNameProps) {
  if (name.length <= fits) return name
  return (
    <span className={styles['whole']}>
      <span className={styles['start']}>{name.slice(0, -END)}</span>
      <span className={styles['end']}>{name.slice(-END)}</span>
    </span>
  )
}
