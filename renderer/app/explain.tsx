import type { Explanation } from '../../shared/contract/lag.ts'
import { useQuery, useViewRow } from '../host/hooks.ts'
import { readExplained, type Explained } from '../state/explained.ts'
import { en } from '../text/en.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { count, offset as offsetText, UNKNOWN } from '../ui/format/numbers.ts'
import { fullTime } from '../ui/format/times.ts'
import { useZone } from '../ui/format/zone.tsx'
import { leftOutWords } from '../ui/kafka/lag.tsx'
import { ErrorBlock } from '../ui/states/error-block.tsx'
import { placeOf, useApp, usePlace } from './actions.ts'
import styles from './explain.module.css'

const t = en.lag.explain

/** *Explain this number*: how a figure about lag came about, with its inputs and their times. Opened by the place's `explain`. */
export function ExplainLayer() {
  const place = usePlace()
  const explained = readExplained(place.query.get('explain'))
  if (explained === null || place.cluster === null) return null
  return <ExplainDialog explained={explained} cluster={place.cluster} onClose={() => place.setQuery({ explain: null })} />
}

interface ExplainProps {
  readonly explained: Explained
  readonly cluster: string
  onClose(): void
}

function ExplainDialog({ explained, cluster, onClose }: ExplainProps) {
  const { at } = usePlace()
  const app = useApp()
  const { group } = explained
  const row = useViewRow('groups', 'one', { cluster, at, group }, group)
  const one = explained.partition ?? row?.representative ?? null
  const missing = row ? leftOutWords(row.leftOut) : []
  return (
    <Dialog
      title={t.title}
      open
      width={row && one === null ? 'normal' : 'wide'}
      onClose={onClose}
      foot={
        <>
          {explained.partition === null && (
            <Button onClick={() => app.open(`${placeOf('groups', group)}?tab=partitions`)}>{t.partitions}</Button>
          )}
          <Button onClick={onClose}>{en.common.close}</Button>
        </>
      }
    >
      {explained.partition === null && row && (
        <p className={styles['sum']}>
          {t.sum(group, count(row.lag), count(row.partitions.total))}
          {missing.length > 0 && ` ${en.groupWords.partialWhy(missing)}`}
        </p>
      )}
      {one === null ? (
        <p>{t.nothing}</p>
      ) : (
        <>
          <h3 className={styles['of']}>
            {group} · {one.topic} p{one.partition}
            {explained.partition === null && <span>{t.decides}</span>}
          </h3>
          <PartitionExplained cluster={cluster} at={at} group={group} {...one} />
        </>
      )}
    </Dialog>
  )
}

interface OneProps {
  readonly cluster: string
  readonly at: 'live' | number
  readonly group: string
  readonly topic: string
  readonly partition: number
}

function PartitionExplained({ cluster, at, group, topic, partition }: OneProps) {
  const { data, error, refetch } = useQuery('lag', 'explain', { cluster, at, group, topic, partition })
  if (error) return <ErrorBlock error={error} onRetry={() => void refetch()} />
  if (!data) return <p>{t.reading}</p>
  return (
    <>
      <Inputs explanation={data} />
      <table className={styles['lines']}>
        <thead>
          <tr>
            <th scope="col">{t.figure}</th>
            <th scope="col">{t.value}</th>
            <th scope="col">{t.how}</th>
          </tr>
        </thead>
        <tbody>
          {data.lines.map((line) => (
            <tr key={line.name}>
              <th scope="row">{line.name}</th>
              <td>{line.value}</td>
              <td>{line.how}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

/** What was read, and when. */
function Inputs({ explanation }: { readonly explanation: Explanation }) {
  const zone = useZone()
  const { committed, start, end, stable } = explanation
  const inputs = [
    { name: t.committed, ...committed },
    { name: t.end, ...end },
    { name: t.start, ...start },
    ...(stable === null ? [] : [{ name: t.stable, offset: stable, at: null }]),
  ]
  return (
    <dl className={styles['inputs']}>
      {inputs.map(({ name, offset, at }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {offset === null ? UNKNOWN : offsetText(offset)} <span>{at === null ? '' : t.readAt(fullTime(at, zone))}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}
