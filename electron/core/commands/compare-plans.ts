import type { ChangeLevel, PlanChange, Verdict } from '../../../shared/contract/changes.ts'
import type { PlanDraft } from './command.ts'

const LEVELS: readonly ChangeLevel[] = ['C1', 'C2', 'C3']
const VERDICTS: readonly Verdict[] = ['safe', 'degrades', 'breaks']

/**
 * What is different, or worse, about a plan made again at the moment of pressing (E-07). Empty: what was confirmed is what would be
 * done. Figures that only got better do not stop it.
 */
export function whatIsWorse(confirmed: PlanDraft, now: PlanDraft, level: ChangeLevel): readonly string[] {
  const found: string[] = []
  if (confirmed.object !== now.object) found.push(`It would be done to ${now.object} instead of ${confirmed.object}.`)
  const [was, is] = [confirmed.level ?? level, now.level ?? level]
  if (LEVELS.indexOf(is) > LEVELS.indexOf(was)) found.push(`It needs confirmation level ${is} now, and needed ${was}.`)
  if (confirmed.verdict !== now.verdict && VERDICTS.indexOf(now.verdict ?? 'safe') > VERDICTS.indexOf(confirmed.verdict ?? 'safe'))
    found.push(`The verdict is “${now.verdict ?? 'not judged'}” now, and was “${confirmed.verdict ?? 'not judged'}”.`)
  for (const [name, figure] of Object.entries(now.worseWhenMore ?? {})) {
    const before = confirmed.worseWhenMore?.[name] ?? 0
    if (figure > before) found.push(`${name}: ${figure} now, and ${before} before.`)
  }
  return [...found, ...changedLines(confirmed.changes, now.changes)].slice(0, 200)
}

const shown = (value: string | null): string => (value === null ? 'not there' : `“${value}”`)

function changedLines(confirmed: readonly PlanChange[], now: readonly PlanChange[]): readonly string[] {
  const before = new Map(confirmed.map((line) => [line.what, line]))
  const after = new Set(now.map(({ what }) => what))
  const different = now.flatMap((line) => {
    const was = before.get(line.what)
    if (was === undefined) return [`${line.what}: ${shown(line.before)} to ${shown(line.after)} is new in the plan.`]
    if (was.before === line.before && was.after === line.after) return []
    return [`${line.what}: it is ${shown(line.before)} now and would become ${shown(line.after)}.`]
  })
  const gone = confirmed.filter(({ what }) => !after.has(what)).map(({ what }) => `${what}: no longer part of the plan.`)
  return [...different, ...gone]
}
