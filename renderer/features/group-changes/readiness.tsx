import { useEffect } from 'react'
import type { GroupReadiness } from '../../../shared/contract/group-changes.ts'
import { useQuery } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { Icon, type IconName } from '../../ui/icons/icon.tsx'
import styles from './style.module.css'

const t = en.groupChanges.reset
/** While the form is open (screens, 6.5). */
const EVERY_MS = 2000
const MEMBERS_SHOWN = 5

/** Whether the group takes offsets now, asked again and again. */
export function useReadiness(cluster: string, group: string, on: boolean): GroupReadiness | undefined {
  const { data, refetch } = useQuery('groups', 'readiness', { cluster, group }, { enabled: on })
  useEffect(() => {
    if (!on) return
    const timer = setInterval(() => void refetch(), EVERY_MS)
    return () => clearInterval(timer)
  }, [on, refetch])
  return data
}

export interface ChecksProps {
  readonly readiness: GroupReadiness | undefined
  readonly warnings: readonly string[]
}

/** What stands against it, and what to think about. */
export function Checks({ readiness, warnings }: ChecksProps) {
  return (
    <ul className={styles['checks']} aria-label={t.checks} aria-live="polite">
      <Ready readiness={readiness} />
      {warnings.map((warning) => (
        <Check key={warning} tone="warn" icon="warn">
          {warning}
        </Check>
      ))}
    </ul>
  )
}

function Ready({ readiness }: { readonly readiness: GroupReadiness | undefined }) {
  if (readiness === undefined) {
    return (
      <Check tone="quiet" icon="clock">
        {t.waiting}
      </Check>
    )
  }
  const { is, state, members, why } = readiness
  if (is === 'ready') {
    return (
      <Check tone="ok" icon="ok">
        {t.ready(state)}
      </Check>
    )
  }
  if (is === 'unknown') {
    return (
      <Check tone="warn" icon="warn">
        {t.unknown} {why}
      </Check>
    )
  }
  const named = members.slice(0, MEMBERS_SHOWN).map((member) => t.member(member.clientId, member.host))
  return (
    <Check tone="bad" icon="stop">
      {t.running(members.length)} {named.join(', ')}
      {members.length > named.length && ` ${en.changes.more(members.length - named.length)}`}
    </Check>
  )
}

interface CheckProps {
  readonly tone: 'ok' | 'warn' | 'bad' | 'quiet'
  readonly icon: IconName
  readonly children: React.ReactNode
}

function Check({ tone, icon, children }: CheckProps) {
  return (
    <li data-tone={tone}>
      <Icon name={icon} size={13} />
      <span>{children}</span>
    </li>
  )
}
