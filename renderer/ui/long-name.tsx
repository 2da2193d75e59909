import styles from './long-name.module.css'

/** Up to this length a name stands as it is. */
const SHORT = 16
/** What always stays of a long one: names that are alike differ there. */
const END = 8

/** A name of which, where there is too little room, the middle is missing: its beginning says whose it is, its end which one. */
export function LongName({ children: name }: { readonly children: string }) {
  if (name.length <= SHORT) return name
  return (
    <span className={styles['whole']}>
      <span className={styles['start']}>{name.slice(0, -END)}</span>
      <span className={styles['end']}>{name.slice(-END)}</span>
    </span>
  )
}
