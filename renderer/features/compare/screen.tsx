import { usePlace } from '../../app/actions.ts'
import { useQuery, useView } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { saveBlob } from '../../ui/chart/export.ts'
import { dateTime } from '../../ui/format/times.ts'
import { useNow, useZone } from '../../ui/format/zone.tsx'
import { ErrorBlock } from '../../ui/states/error-block.tsx'
import { csvOf, markdownOf } from './export.ts'
import { Kind } from './kinds.tsx'
import { Side, type Choice, type Named } from './side.tsx'
import styles from './style.module.css'

const t = en.compare
const none = {}

const atOf = (text: string | null): 'live' | number =>
  text === null || text === 'live' || !Number.isFinite(Number(text)) ? 'live' : Number(text)

/** A side as the address names it. */
function useChoice(side: 'left' | 'right'): readonly [Choice | null, (choice: Choice) => void] {
  const place = usePlace()
  const cluster = place.query.get(side)
  const choice = cluster === null ? null : { cluster, at: atOf(place.query.get(`${side}At`)) }
  return [choice, (next) => place.setQuery({ [side]: next.cluster, [`${side}At`]: String(next.at) })]
}

export function CompareScreen() {
  const place = usePlace()
  const [left, setLeft] = useChoice('left')
  const [right, setRight] = useChoice('right')
  const ignoreHosts = place.query.get('hosts') !== 'yes'
  const profiles = useView('profiles', 'list', none).rows
  const recordings = useView('recordings', 'list', none).rows
  const clusters: readonly Named[] = [
    ...profiles.map(({ id, name }) => ({ id, name, isRecording: false, begins: 'live' as const })),
    ...recordings.map(({ id, title, to }) => ({ id, name: title, isRecording: true, begins: to })),
  ]
  const swap = (): void =>
    place.setQuery({
      left: right?.cluster ?? null,
      leftAt: right ? String(right.at) : null,
      right: left?.cluster ?? null,
      rightAt: left ? String(left.at) : null,
    })
  return (
    <div className={styles['page']}>
      <header className={styles['head']}>
        <h1 className={styles['title']}>{t.title}</h1>
        <span className={styles['quiet']}>{t.note}</span>
      </header>
      <div className={styles['sides']}>
        <Side label={t.left} clusters={clusters} choice={left} onChange={setLeft} />
        <Button onClick={swap}>{t.swap}</Button>
        <Side label={t.right} clusters={clusters} choice={right} onChange={setRight} />
      </div>
      <label className={styles['rule']}>
        <input type="checkbox" checked={ignoreHosts} onChange={(event) => place.setQuery({ hosts: event.target.checked ? null : 'yes' })} />
        {t.ignoreHosts}
      </label>
      {left && right ? (
        <Result left={left} right={right} ignoreHosts={ignoreHosts} nameOf={(id) => clusters.find((each) => each.id === id)?.name ?? id} />
      ) : (
        <p className={styles['quiet']}>{t.pick}</p>
      )}
      <p className={styles['quiet']}>{t.secrets}</p>
    </div>
  )
}

interface ResultProps {
  readonly left: Choice
  readonly right: Choice
  readonly ignoreHosts: boolean
  nameOf(cluster: string): string
}

function Result({ left, right, ignoreHosts, nameOf }: ResultProps) {
  const zone = useZone()
  const now = useNow()
  const { data, error, refetch } = useQuery('compare', 'sides', { left, right, ignoreHosts })
  if (error) return <ErrorBlock error={error} onRetry={() => void refetch()} />
  if (!data) return <p className={styles['quiet']}>{t.comparing}</p>
  const one = left.cluster === right.cluster
  const headOf = ({ cluster, at }: Choice): string => (!one ? nameOf(cluster) : at === 'live' ? t.moments.live : dateTime(at, zone, now))
  const heads = { left: headOf(left), right: headOf(right) }
  const save = (ending: 'md' | 'csv', text: string): void => saveBlob(`compare.${ending}`, new Blob([text], { type: 'text/plain' }))
  return (
    <>
      <div className={styles['tools']}>
        <span className={styles['quiet']}>{t.export}</span>
        <Button onClick={() => save('md', markdownOf(data.kinds, nameOf(left.cluster), nameOf(right.cluster)))}>{t.markdown}</Button>
        <Button onClick={() => save('csv', csvOf(data.kinds))}>{t.csv}</Button>
      </div>
      {data.kinds.map((compared) => (
        <Kind key={compared.kind} compared={compared} left={left} right={right} heads={heads} />
      ))}
    </>
  )
}
