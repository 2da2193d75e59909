import { en } from '../../text/en.ts'
import styles from './acl.module.css'

const t = en.security

/** In place of a list of ACLs: the brokers keep none, and let everybody do everything. */
export function NoAuthorizer() {
  return (
    <section className={styles['open']} role="status">
      <h2>{t.noAuthorizer}</h2>
      <p>{t.noAuthorizerNote}</p>
    </section>
  )
}
