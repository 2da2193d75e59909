import type { AlertCondition, AlertRuleDraft } from '../../../shared/contract/alerts.ts'
import { VerdictName } from '../../../shared/contract/figures.ts'
import { span } from '../../../shared/domain/alerts/words.ts'
import type { Shape } from '../../state/drafts.ts'
import { RuleDraft } from '../../state/forms.ts'
import { en } from '../../text/en.ts'

const t = en.alerts.form

/** A rule as it is written down: figures are text until they are read. */
export interface RuleForm {
  readonly id: string | null
  readonly enabled: boolean
  readonly kind: AlertCondition['is']
  readonly groups: 'watched' | 'group' | 'pattern'
  readonly name: string
  readonly verdicts: readonly VerdictName[]
  readonly above: string
  readonly aboveTime: string
  readonly which: 'underMinIsr' | 'underReplicated' | 'offline'
  readonly duration: string
  readonly margin: string
  readonly remind: string
  readonly evenQuiet: boolean
}

export type RuleErrors = Partial<Record<'name' | 'verdicts' | 'above' | 'aboveTime' | 'duration' | 'margin' | 'remind', string>>

export const newForm: RuleForm = {
  id: null,
  enabled: true,
  kind: 'timeLag',
  groups: 'watched',
  name: '',
  verdicts: ['STOPPED', 'STALLED'],
  above: '10000',
  aboveTime: '5 min',
  which: 'offline',
  duration: '3 min',
  margin: '20',
  remind: '30 min',
  evenQuiet: false,
}

/** A rule that was being written, as it was kept. */
export const ruleShape: Shape<RuleForm> = {
  safeParse(found) {
    const read = RuleDraft.safeParse(found)
    const verdicts = VerdictName.array().safeParse(read.data?.verdicts)
    return read.success && verdicts.success ? { success: true, data: { ...read.data, verdicts: verdicts.data } } : { success: false }
  },
}

export function formOf(rule: AlertRuleDraft): RuleForm {
  const { condition } = rule
  const groups = 'groups' in condition ? condition.groups : null
  return {
    ...newForm,
    id: rule.id,
    enabled: rule.enabled,
    kind: condition.is,
    groups: groups?.of ?? 'watched',
    name: groups === null || groups.of === 'watched' ? '' : groups.of === 'group' ? groups.group : groups.pattern,
    ...(condition.is === 'verdict' ? { verdicts: condition.verdicts } : {}),
    ...('above' in condition ? { above: String(condition.above) } : {}),
    ...(condition.is === 'timeLag' ? { aboveTime: span(condition.aboveSeconds) } : {}),
    ...(condition.is === 'partitions' ? { which: condition.which } : {}),
    duration: span(rule.forSeconds),
    margin: String(Math.round(rule.recoverMargin * 100)),
    remind: rule.remindAfterSeconds === null ? '' : span(rule.remindAfterSeconds),
    evenQuiet: rule.evenInQuietHours,
  }
}

const units: Readonly<Record<string, number>> = { s: 1, sec: 1, m: 60, min: 60, h: 3_600, d: 86_400 }
const WEEK = 7 * 86_400

/** `90 s`, `3 min`, `1 h 30 min`; a number alone is seconds. Null: none of these, or more than a week. */
export function parseSpan(text: string): number | null {
  const parts = [...text.trim().matchAll(/(\d{1,7})\s*([a-z]*)\s*/gy)]
  if (parts.length === 0 || parts.map(([whole]) => whole).join('') !== text.trim()) return null
  let sum = 0
  for (const [, digits = '', unit = ''] of parts) {
    const size = units[unit === '' && parts.length === 1 ? 's' : unit]
    if (size === undefined) return null
    sum += Number(digits) * size
  }
  return sum <= WEEK ? sum : null
}

const countOf = (text: string): number | null => {
  const digits = text.replaceAll(/[\s\u202F,.']/g, '')
  const n = Number(digits)
  return /^\d+$/.test(digits) && Number.isSafeInteger(n) ? n : null
}

/** The rule, or what is wrong with it, by field. */
export function draftOf(form: RuleForm): { readonly draft: AlertRuleDraft | null; readonly errors: RuleErrors } {
  const errors: RuleErrors = {}
  const forSeconds = parseSpan(form.duration)
  const margin = countOf(form.margin)
  const remind = form.remind.trim() === '' ? null : parseSpan(form.remind)
  if (forSeconds === null) errors.duration = t.badSpan
  if (margin === null || margin > 90) errors.margin = t.badPercent
  if (form.remind.trim() !== '' && (remind === null || remind < 60)) errors.remind = t.badSpan
  const condition = conditionOf(form, errors)
  if (condition === null || Object.keys(errors).length > 0) return { draft: null, errors }
  const draft = {
    id: form.id,
    enabled: form.enabled,
    condition,
    forSeconds: forSeconds ?? 0,
    recoverMargin: (margin ?? 0) / 100,
    remindAfterSeconds: remind,
    evenInQuietHours: form.evenQuiet,
  }
  return { draft, errors }
}

function conditionOf(form: RuleForm, errors: RuleErrors): AlertCondition | null {
  const name = form.name.trim()
  switch (form.kind) {
    case 'brokerDown':
    case 'frameworkAway':
      return { is: form.kind }
    case 'partitions': {
      const above = countOf(form.above)
      if (above === null) errors.above = t.badCount
      return { is: 'partitions', which: form.which, above: above ?? 0 }
    }
    case 'verdict':
    case 'lag':
    case 'timeLag': {
      if (form.groups !== 'watched' && name === '') errors.name = t.needsGroup
      const groups =
        form.groups === 'watched'
          ? ({ of: 'watched' } as const)
          : form.groups === 'group'
            ? ({ of: 'group', group: name } as const)
            : ({ of: 'pattern', pattern: name } as const)
      return ofGroups(form, groups, errors)
    }
  }
}

type Groups = Extract<AlertCondition, { is: 'lag' }>['groups']

function ofGroups(form: RuleForm, groups: Groups, errors: RuleErrors): AlertCondition {
  if (form.kind === 'verdict') {
    if (form.verdicts.length === 0) errors.verdicts = t.needsVerdict
    return { is: 'verdict', groups, verdicts: [...form.verdicts] }
  }
  if (form.kind === 'lag') {
    const above = countOf(form.above)
    if (above === null) errors.above = t.badCount
    return { is: 'lag', groups, above: above ?? 0 }
  }
  const aboveSeconds = parseSpan(form.aboveTime)
  if (aboveSeconds === null) errors.aboveTime = t.badSpan
  return { is: 'timeLag', groups, aboveSeconds: aboveSeconds ?? 0 }
}
