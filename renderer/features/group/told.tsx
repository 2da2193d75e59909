import type { GroupRow } from '../../../shared/contract/groups.ts'
import { placeOf, useApp } from '../../app/actions.ts'
import { en } from '../../text/en.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { VerdictGlyph, verdictTone } from '../../ui/chart/verdict-glyph.tsx'
import { useZone } from '../../ui/format/zone.tsx'
import { stateTone, stateWord } from '../../ui/kafka/group-state.tsx'
import { groupSentence, judgement, type GroupSummary } from './summary.ts'
import styles from './style.module.css'

/** Beside the name: Kafka's word for its state, then what is wrong with it and since when, then how far it is behind and where. */
export function Told({ row, summary }: { readonly row: GroupRow; readonly summary: GroupSummary }) {
  const app = useApp()
  const zone = useZone()
  const sentence = groupSentence(row, summary)
  const judged = judgement(row, zone)
  const { worst } = sentence
  const whole = `${judged ?? ''}${sentence.text}${worst ? `${worst.topic} p${worst.partition}` : ''}${sentence.rest}`
  return (
    <>
      {row.offsetsIn === 'zookeeper' ? (
        <Badge tone="unknown" title={en.groupWords.stateHidden}>
          {en.groupWords.inZooKeeper}
        </Badge>
      ) : (
        <Badge tone={stateTone(row.state)}>{stateWord(row.state)}</Badge>
      )}
      {row.verdict && (
        <span className={styles['sign']}>
          <VerdictGlyph verdict={row.verdict} label={false} />
        </span>
      )}
      <p className={styles['sentence']} data-tone={sentence.tone} title={whole}>
        {judged !== null && <b data-tone={verdictTone(row.verdict)}>{judged}</b>}
        {sentence.text}
        {worst && (
          <Button tone="link" onClick={() => app.open(placeOf('topics', worst.topic))}>
            {worst.topic} p{worst.partition}
          </Button>
        )}
        {sentence.rest}
      </p>
    </>
  )
}
