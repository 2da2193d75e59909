import { useAt } from '../../app/actions.ts'
import type { AssignmentPreview as Preview } from '../../../shared/contract/topic-changes.ts'
import { useQuery } from '../../host/hooks.ts'
import { useSettled } from '../../host/use-settled.ts'
import { en } from '../../text/en.ts'
import { errorText } from '../../text/errors.ts'
import { FieldGroup } from '../../ui/field.tsx'
import { count, UNKNOWN } from '../../ui/format/numbers.ts'
import styles from './style.module.css'

const t = en.topicChanges.placement
const WAIT_MS = 300
const EACH_SHOWN = 500

export interface AssignmentPreviewProps {
  readonly topic: string
  /** Number of the first new partition. */
  readonly from: number
  /** Null: what was written is no number yet. */
  readonly partitions: number | null
  readonly replication: number | null
}

/** Where the replicas would go, by broker and rack, while somebody still writes. Nothing is sent but reads. */
export function AssignmentPreview(props: AssignmentPreviewProps) {
  const { cluster } = useAt()
  const { topic, from, partitions, replication } = useSettled(props, WAIT_MS)
  const complete = partitions !== null && replication !== null && partitions <= 20_000 && replication <= 100
  const asked = { cluster, topic, from, partitions: partitions ?? 1, replication: replication ?? 1 }
  const { data, error } = useQuery('topics', 'previewAssignment', asked, { enabled: complete })
  if (!complete || (data === undefined && error === null)) return null
  return (
    <FieldGroup label={t.label}>
      {error === null && data !== undefined ? <Spread preview={data} from={from} /> : <p role="status">{whyUnknown(error)}</p>}
    </FieldGroup>
  )
}

function whyUnknown(error: Parameters<typeof errorText>[0] | null): string {
  if (error === null) return t.unknown
  const { title, cause } = errorText(error)
  return `${t.unknown}: ${cause === '' ? title : cause}`
}

function Spread({ preview, from }: { readonly preview: Preview; readonly from: number }) {
  const { assignment, brokers, sameRack, racks } = preview
  return (
    <div className={styles['placement']}>
      <div className={styles['brokers']}>
        <table>
          <thead>
            <tr>
              {[t.broker, t.rack, t.leaders, t.replicas].map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {brokers.map((row) => (
              <tr key={row.broker}>
                <td>{row.broker}</td>
                <td>{row.rack ?? UNKNOWN}</td>
                <td>{count(row.leaders)}</td>
                <td>{count(row.replicas)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {sameRack > 0 && <p className={styles['warn']}>{t.sameRack(sameRack, count(sameRack), count(racks))}</p>}
      {racks === 0 && <p>{t.noRacks}</p>}
      <details className={styles['each']}>
        <summary>{t.open}</summary>
        {assignment.slice(0, EACH_SHOWN).map((ids, at) => (
          <div key={at}>
            p{from + at}: {ids.join(', ')}
          </div>
        ))}
        {assignment.length > EACH_SHOWN && <div>{en.changes.more(assignment.length - EACH_SHOWN)}</div>}
      </details>
    </div>
  )
}
