import { useState } from 'react'
import type { AclBinding } from '../../../shared/contract/security.ts'
import { aclKey, CLUSTER_NAME } from '../../../shared/domain/acl.ts'
import { aclsOf, rightsOf, type AskedRights, type Right } from '../../../shared/domain/acl-rights.ts'
import { useAt, type FormProps } from '../../app/actions.ts'
import { usePlaceOfForm } from '../../app/actions-form.ts'
import { useQuery } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Select, TextField } from '../../ui/field.tsx'
import { ErrorBlock } from '../../ui/states/error-block.tsx'
import { Skeleton } from '../../ui/states/skeleton.tsx'
import { aclOf, words } from './acl-form.ts'
import styles from './style.module.css'

const t = en.security
/** That nothing allows it is no trouble; that something refuses it is worth a look. */
const toneOf = ({ is, by }: Right): 'ok' | 'unknown' | 'bad' | 'warn' =>
  is === 'yes' ? 'ok' : is === 'depends' ? 'warn' : by.length > 0 ? 'bad' : 'unknown'
const resources = (Object.entries(t.resource) as [AclBinding['resource'], string][]).map(([value, title]) => ({ value, title })) // its own keys

interface Asked extends AskedRights {
  readonly host: string
}

/** What a principal may do with one thing, and because of which ACL; without a name, all that speak of it. Begins with an ACL, when one is given. */
export function MayDo({ of: [like], onClose }: FormProps) {
  const { cluster } = useAt()
  const place = usePlaceOfForm()
  const { data, error, refetch } = useQuery('security', 'acls', { cluster })
  const [asked, setAsked] = useState<Asked>(() => startOf(aclOf(like)))
  const edit = (part: Partial<Asked>): void => setAsked((now) => ({ ...now, ...part }))
  const isCluster = asked.resource === 'cluster'
  return (
    <Dialog
      title={t.ask.title}
      place={place}
      width="wide"
      open
      onClose={onClose}
      foot={<Button onClick={onClose}>{en.common.close}</Button>}
    >
      <div className={styles['ask']}>
        <div className={styles['pair']}>
          <TextField label={t.column.principal} value={asked.principal} mono autoFocus onChange={(principal) => edit({ principal })} />
          <TextField label={t.ask.host} value={asked.host} mono onChange={(host) => edit({ host })} />
        </div>
        <div className={styles['pair']}>
          <Select
            label={t.column.resource}
            value={asked.resource}
            options={resources}
            onChange={(resource) => edit({ resource, name: resource === 'cluster' ? CLUSTER_NAME : isCluster ? '' : asked.name })}
          />
          <TextField label={t.ask.name} value={asked.name} mono readOnly={isCluster} onChange={(name) => edit({ name })} />
        </div>
        {data !== undefined ? (
          <Answer acls={data.acls} asked={asked} />
        ) : error !== null ? (
          <ErrorBlock error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton form="lines" noun={t.noun} progress={null} />
        )}
        <p className={styles['askNote']}>{t.ask.note}</p>
      </div>
    </Dialog>
  )
}

/** Of an ACL that stands for one thing: that thing. */
const startOf = ({ principal, resource, name, pattern }: AclBinding): Asked => ({
  principal,
  resource,
  name: pattern === 'literal' && name !== '*' ? name : '',
  host: '',
})

function Answer({ acls, asked }: { readonly acls: readonly AclBinding[]; readonly asked: Asked }) {
  const principal = asked.principal.trim()
  if (!/^[^:\s]+:.+$/.test(principal)) return <p role="status">{t.ask.principal}</p>
  const host = asked.host.trim()
  if (asked.name !== '') return <Rights rights={rightsOf(acls, { ...asked, principal, host: host === '' ? null : host })} />
  const all = aclsOf(acls, principal).filter((acl) => acl.resource === asked.resource)
  if (all.length === 0) return <p role="status">{t.ask.noAcl}</p>
  return (
    <ul className={styles['rules']} aria-label={t.ask.all}>
      {all.map((acl) => (
        <li key={aclKey(acl)}>{words(acl)}</li>
      ))}
    </ul>
  )
}

function Rights({ rights }: { readonly rights: readonly Right[] }) {
  return (
    <table className={styles['rights']} aria-label={t.ask.answers}>
      <thead>
        <tr>
          <th scope="col">{t.ask.operation}</th>
          <th scope="col">{t.ask.answer}</th>
          <th scope="col">{t.ask.by}</th>
        </tr>
      </thead>
      <tbody>
        {rights.map((right) => {
          const { operation, is, by } = right
          return (
            <tr key={operation}>
              <th scope="row">{operation}</th>
              <td>
                <Badge tone={toneOf(right)}>{t.ask.is[is]}</Badge>
              </td>
              <td>{by.length === 0 ? t.ask.none : by.map((acl) => <div key={aclKey(acl)}>{words(acl)}</div>)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
