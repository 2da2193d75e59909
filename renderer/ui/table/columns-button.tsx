import { en } from '../../text/en.ts'
import { IconButton } from '../button.tsx'
import { CheckMenu } from '../menu.tsx'
import type { TableChoice } from './choice.ts'
import type { Column } from './types.ts'

/** Which columns are shown. The first names the row and stays. */
export function ColumnsButton<Row>({ columns, choice }: { readonly columns: readonly Column<Row>[]; readonly choice: TableChoice<Row> }) {
  return (
    <CheckMenu
      label={en.table.columns}
      trigger={<IconButton icon="columns" label={en.table.columns} />}
      items={columns
        .slice(1)
        .filter((column) => column.title !== '')
        .map((column) => ({ id: column.id, title: column.title, checked: choice.isShown(column) }))}
      onChange={(id, on) => choice.show(id, on)}
      foot={{ title: en.table.resetColumns, run: () => choice.reset() }}
    />
  )
}
