import type { ReactNode } from 'react'
import { en } from '../../text/en.ts'
import styles from './inside.module.css'

/** What a file will hold, said before it is made. */
export const Inside = ({ children }: { readonly children: ReactNode }) => (
  <div className={styles['inside']} role="status">
    <b>{en.sealedFile.inside}</b>
    {children}
  </div>
)
