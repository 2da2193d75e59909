import { useApp, useMayChange } from '../../app/actions.ts'
import type { Proposal, ProposedMove } from '../../../shared/contract/reassignments.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { bytes, count } from '../../ui/format/numbers.ts'
import { duration } from '../../ui/format/times.ts'
import { Kbd } from '../../ui/kbd.tsx'
import { Figure, Figures } from '../../ui/page/page-head.tsx'
import { usePageKeys } from '../../ui/page/use-page-keys.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import { BrokerLoads } from './broker-loads.tsx'
import { moveColumns } from './move-columns.tsx'
import { saveMoves } from './use-files.ts'
import styles from './style.module.css'

const t = en.reassignments
const k = en.pageKeys
const keyOf = (move: ProposedMove): string => `${move.topic}-${move.partition}`

interface ProposalProps {
  readonly proposal: Proposal
  readonly throttle: number | null
  /** A reassignment of Samsa goes on. */
  readonly busy: boolean
  /** False: the form says something else meanwhile. */
  readonly fresh: boolean
  onStarted(): void
}

export function ProposalView({ proposal, throttle, busy, fresh, onStarted }: ProposalProps) {
  const { moves, problems, more, brokers } = proposal
  const app = useApp()
  const may = useMayChange()
  const none = moves.length === 0
  const off = may !== true ? may : busy ? t.startRunning : none || !fresh ? t.startNothing : undefined
  const start = (): void =>
    void app
      .change(
        'reassignments',
        'start',
        { moves: moves.map(({ topic, partition, to }) => ({ topic, partition, replicas: to })), throttle },
        { title: t.startTitle(moves.length, count(moves.length)) },
      )
      .then((end) => {
        if (end.is !== 'applied') return
        onStarted()
        app.open('/reassignments?tab=running')
      })
  const exportNow = (): void => void (none || saveMoves(moves))
  usePageKeys({ x: exportNow }, [['x', k.export]])
  return (
    <div className={styles['proposal']} aria-busy={!fresh}>
      <div className={styles['summary']}>
        <Totals proposal={proposal} throttle={throttle} />
        <span className={styles['acts']}>
          <Button icon="file" off={none ? t.exportNothing : undefined} onClick={exportNow}>
            {t.export}
          </Button>
          <Button tone="primary" off={off} onClick={start}>
            {t.start}
          </Button>
        </span>
      </div>
      {problems.map((problem) => (
        <p key={problem} className={styles['warn']} role="status">
          {problem}
        </p>
      ))}
      {more > 0 && <p className={styles['noteLine']}>{t.more(more, count(more))}</p>}
      <BrokerLoads brokers={brokers} />
      {none ? (
        <p className={styles['start']} role="status">
          {problems.length === 0 ? t.nothing : ''}
        </p>
      ) : (
        <div className={styles['moves']}>
          <DataTable
            label={t.moves}
            rows={moves}
            columns={moveColumns}
            rowKey={keyOf}
            storageKey="reassignment-moves"
            foot={
              <span className={styles['keys']}>
                <Kbd keys="Alt+→" /> {t.key.steps} <Kbd keys="x" /> {t.key.export}
              </span>
            }
          />
        </div>
      )}
    </div>
  )
}

function Totals({ proposal, throttle }: { readonly proposal: Proposal; readonly throttle: number | null }) {
  const { moves, seconds } = proposal
  const warnings = moves.filter((move) => move.warnings.length > 0).length
  const nothing = proposal.bytes === 0
  return (
    <Figures>
      <Figure label={t.figures.partitions} value={count(moves.length)} />
      <Figure label={t.figures.bytes} value={nothing ? t.nothingToCopy : bytes(proposal.bytes)} />
      <Figure
        label={t.figures.seconds}
        value={nothing ? duration(0) : throttle === null ? t.noThrottle : duration(seconds === null ? null : seconds * 1_000)}
      />
      <Figure label={t.figures.warnings} value={count(warnings)} tone={warnings > 0 ? 'warn' : 'normal'} />
    </Figures>
  )
}
