import { en } from '../../text/en.ts'
import { IconButton } from '../button.tsx'
import { saveCsv } from '../chart/export.ts'
import { usePageKeys } from '../page/use-page-keys.ts'
import { copiedHead, copiedOf } from './order.ts'
import type { Column } from './types.ts'

export interface SaveButtonProps<Row> {
  readonly name: string
  /** Asked for when it is pressed: the marked rows, or all that are shown, as they stand. */
  rows(): readonly Row[]
  readonly columns: readonly Column<Row>[]
}

/** The rows as a file, in the columns and the order that are shown. */
export function SaveButton<Row>({ name, rows, columns }: SaveButtonProps<Row>) {
  const titled = columns.filter((column) => column.title !== '')
  const save = (): void =>
    saveCsv(
      name,
      titled.map(copiedHead),
      rows().map((row) => titled.map((column) => copiedOf(column, row))),
    )
  usePageKeys({ x: save }, [['x', en.pageKeys.export]])
  return <IconButton icon="file" label={en.table.save} onClick={save} />
}
