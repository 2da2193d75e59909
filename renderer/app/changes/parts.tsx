import type { Plan } from '../../../shared/contract/changes.ts'
import { en } from '../../text/en.ts'
import { AlertPart } from '../../ui/alert.tsx'
import { ChangeList } from '../../ui/change/change-list.tsx'
import { CommandLine } from '../../ui/change/command-line.tsx'
import { ImpactList } from '../../ui/change/impact-list.tsx'
import { clockTime } from '../../ui/format/times.ts'
import { useZone } from '../../ui/format/zone.tsx'

const t = en.changes

/** The four parts of a change: what becomes different, what else it does, the way back, the command line that does the same. */
export function ChangeParts({ plan, onOpen }: { readonly plan: Plan; onOpen(path: string): void }) {
  const zone = useZone()
  return (
    <>
      <AlertPart title={t.change}>
        <ChangeList changes={plan.changes} more={plan.moreChanges} />
      </AlertPart>
      <AlertPart title={t.impact} note={plan.asOf === null ? t.judgedNever : t.computed(clockTime(plan.asOf, zone))}>
        <ImpactList impact={plan.impact} onOpen={onOpen} />
      </AlertPart>
      <AlertPart title={t.wayBack}>
        <p>{plan.wayBack ?? t.noWayBack}</p>
      </AlertPart>
      <AlertPart title={t.command} note={t.via[plan.via]}>
        {plan.equivalent === null ? <p>{t.noCommand}</p> : <CommandLine text={plan.equivalent} />}
      </AlertPart>
    </>
  )
}
