import { UNKNOWN } from '../format/numbers.ts'
import styles from './mesos.module.css'

const isAddress = (host: string): boolean => /^[\d.]+$/.test(host) || host.includes(':')

/** A host: the name in front, its domain behind it; `short`: only on hover. */
export function Host({ name, short = false }: { readonly name: string | null; readonly short?: boolean }) {
  if (name === null || name === '') return <span>{UNKNOWN}</span>
  const dot = isAddress(name) ? -1 : name.indexOf('.')
  return (
    <span className={styles['host']} title={name}>
      {dot < 0 ? name : name.slice(0, dot)}
      {dot > 0 && !short && <i>{name.slice(dot)}</i>}
    </span>
  )
}

/** The name without its domain, for sentences. */
export const hostName = (name: string): string => (isAddress(name) ? name : (name.split('.')[0] ?? name))
