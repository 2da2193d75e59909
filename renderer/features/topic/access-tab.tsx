import { useMemo } from 'react'
import type { AclBinding } from '../../../shared/contract/security.ts'
import { aclKey } from '../../../shared/domain/acl.ts'
import { aclsAbout } from '../../../shared/domain/acl-rights.ts'
import { useApp, useAt, useErrorAction, useMayChange, type App } from '../../app/actions.ts'
import { useQuery } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { aclColumns, aclFields, type AclRow } from '../../ui/kafka/acl-columns.tsx'
import { NoAuthorizer } from '../../ui/kafka/no-authorizer.tsx'
import { ListArea } from '../../ui/page/list-area.tsx'
import { Toolbar } from '../../ui/page/page-head.tsx'
import { aboutAnswer } from '../../ui/states/about.ts'
import type { RowAction } from '../../ui/table/types.ts'
import styles from './style.module.css'

const t = en.topic.access
const columns = aclColumns.filter(({ id }) => id !== 'resource' && id !== 'meets')
const keyOf = (row: AclRow): string => aclKey(row)
/** As the forms of Security take it. */
const formText = (acl: Partial<AclBinding>): string => new URLSearchParams(acl).toString()

/** Which ACLs speak of the topic, by its name, by how it begins, or of all topics. */
export function AccessTab({ topic }: { readonly topic: string }) {
  const { cluster, at } = useAt()
  const app = useApp()
  const may = useMayChange()
  const onAction = useErrorAction()
  const answer = useQuery('security', 'acls', { cluster })
  const rows = useMemo(
    () => aclsAbout(answer.data?.acls ?? [], { resource: 'topic', name: topic }).map((acl): AclRow => ({ ...acl, meets: null })),
    [answer.data, topic],
  )
  const open = answer.data?.authorizer === false
  const add = (): void => app.form('security.addAcl', formText({ resource: 'topic', name: topic, operation: 'Read' }))
  return (
    <>
      <Toolbar>
        <span className={styles['small']}>{at === 'live' ? t.note : en.security.live}</span>
        <div className={styles['acts']}>
          <Button
            icon="info"
            off={open && en.security.noAuthorizer}
            onClick={() => app.form('security.mayDo', formText({ resource: 'topic', name: topic }))}
          >
            {en.security.ask.open}
          </Button>
          <Button icon="plus" off={may !== true ? may : open && en.security.noAuthorizer} onClick={add}>
            {en.security.add}
          </Button>
        </div>
      </Toolbar>
      {open ? (
        <NoAuthorizer />
      ) : (
        <ListArea
          about={aboutAnswer(answer.data, answer.error)}
          error={answer.error}
          noun={en.security.noun}
          empty={{ sentence: t.empty }}
          onRetry={() => void answer.refetch()}
          onAction={onAction}
          label={en.topic.tabs.access}
          rows={rows}
          columns={columns}
          rowKey={keyOf}
          fields={aclFields}
          initialSort={{ column: 'principal', descending: false }}
          actions={(row) => actionsOf(app, topic, row)}
          saveAs={`${topic}-acls`}
          storageKey="topic.access"
        />
      )}
    </>
  )
}

const actionsOf = (app: App, topic: string, { principal }: AclRow): readonly RowAction[] => [
  {
    id: 'may-do',
    title: en.security.ask.of(principal),
    icon: 'info',
    run: () => app.form('security.mayDo', formText({ resource: 'topic', name: topic, principal })),
  },
  {
    id: 'all',
    title: t.allOf(principal),
    icon: 'lock',
    run: () => app.open(`/security?filter=${encodeURIComponent(`principal:${principal}`)}`),
  },
]
