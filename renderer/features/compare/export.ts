import type { ComparedKind } from '../../../shared/contract/compare.ts'
import { en } from '../../text/en.ts'
import { csvCell } from '../../ui/chart/export.ts'

const t = en.compare

interface Line {
  readonly kind: string
  readonly name: string
  readonly field: string
  readonly left: string
  readonly right: string
}

function linesOf(kinds: readonly ComparedKind[]): readonly Line[] {
  return kinds.flatMap(({ kind, onlyLeft, onlyRight, different }) => [
    ...onlyLeft.map((name) => ({ kind: t.kinds[kind], name, field: '', left: t.onlyLeftTitle, right: t.absent })),
    ...onlyRight.map((name) => ({ kind: t.kinds[kind], name, field: '', left: t.absent, right: t.onlyRightTitle })),
    ...different.flatMap(({ name, fields }) =>
      fields.map(({ field, left, right }) => ({ kind: t.kinds[kind], name, field, left: left ?? t.absent, right: right ?? t.absent })),
    ),
  ])
}

/** Names of clusters are texts of users: no cell may break its table. */
const cell = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll(/\r?\n/g, ' ')

export function markdownOf(kinds: readonly ComparedKind[], left: string, right: string): string {
  const summary = kinds.map(({ kind, read, counts }) =>
    read
      ? `- ${t.kinds[kind]}: ${counts.onlyLeft} only left, ${counts.onlyRight} only right, ${counts.different} different, ${counts.same} same`
      : `- ${t.kinds[kind]}: ${t.notRead}`,
  )
  const rows = linesOf(kinds).map((line) => `| ${[line.kind, line.name, line.field, line.left, line.right].map(cell).join(' | ')} |`)
  const head = ['| Kind | Name | Field | Left | Right |', '| --- | --- | --- | --- | --- |']
  return [`# ${cell(left)} / ${cell(right)}`, '', ...summary, '', ...head, ...rows, ''].join('\n')
}

export const csvOf = (kinds: readonly ComparedKind[]): string =>
  [
    'kind,name,field,left,right',
    ...linesOf(kinds).map((line) => [line.kind, line.name, line.field, line.left, line.right].map(csvCell).join(',')),
    '',
  ].join('\r\n')
