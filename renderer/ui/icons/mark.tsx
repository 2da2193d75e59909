import { useId } from 'react'
import styles from './icon.module.css'

const seam = 'M21.2 12.6C19.6 10.6 17.8 9.9 15.9 9.9c-2.6 0-4.5 1.4-4.5 3.6 0 5.2 9.4 2.6 9.4 7.8 0 2.3-2 3.7-4.7 3.7-2.1 0-4-.9-5.4-2.8'
const feelers = 'M13.2 6.2C12.9 4 11.5 2.6 9.4 2.4M18.8 6.2c.3-2.2 1.7-3.6 3.8-3.8'
const legs = 'M6.4 13.2 3.2 11M5.6 18H2.2M6.9 23l-2.9 2.6M25.6 13.2 28.8 11M26.4 18h3.4M25.1 23l2.9 2.6'
const body = 'M16 5.6c5.6 0 9.4 4.9 9.4 11.6S21.6 29.4 16 29.4 6.6 23.9 6.6 17.2 10.4 5.6 16 5.6Z'

/** A beetle seen from above; the seam between its wing cases is an S. Under 20 px it has no legs. */
export function Mark({ size = 20 }: { readonly size?: number }) {
  const id = useId()
  return (
    <svg className={styles['mark']} width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <mask id={id} maskUnits="userSpaceOnUse" x="0" y="0" width="32" height="32">
        <rect width="32" height="32" fill="white" />
        <path d={seam} fill="none" stroke="black" strokeWidth="2.5" strokeLinecap="round" />
      </mask>
      <path d={size < 20 ? feelers : feelers + legs} fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" />
      <path mask={`url(#${id})`} fill="currentColor" d={body} />
    </svg>
  )
}
