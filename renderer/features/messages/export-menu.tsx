import type { MessageRow } from '../../../shared/contract/messages.ts'
import { useApp } from '../../app/actions.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { saveBlob, toCsv } from '../../ui/chart/export.ts'
import { count } from '../../ui/format/numbers.ts'
import { Menu } from '../../ui/menu.tsx'
import { csvRows, cutIn, toJsonLines } from './export.ts'

const t = en.messageExport

interface ExportMenuProps {
  readonly topic: string
  readonly rows: readonly MessageRow[]
  readonly masked: boolean
}

/** What was found, as a file: as it is shown, masked where that is. */
export function ExportMenu({ topic, rows, masked }: ExportMenuProps) {
  const app = useApp()
  const save = (ending: string, type: string, text: string): void => {
    const file = `${topic}-messages.${ending}`
    saveBlob(file, new Blob([text], { type: `${type};charset=utf-8` }))
    const cut = cutIn(rows)
    const detail = [masked ? t.masked : '', cut > 0 ? t.cut(cut, count(cut)) : ''].filter((part) => part !== '').join(' ')
    const n = rows.filter((row) => row.unreadable === null).length
    app.notify({
      tone: detail === '' ? 'ok' : 'warn',
      title: t.done(en.produce.count(n, count(n)), file),
      ...(detail === '' ? {} : { detail }),
    })
  }
  const off = rows.length === 0 ? t.nothing : undefined
  return (
    <Menu
      label={t.title}
      trigger={<Button icon="down">{t.title}</Button>}
      groups={[
        [
          { id: 'jsonl', title: t.jsonLines, off, run: () => save('jsonl', 'application/x-ndjson', toJsonLines(rows)) },
          { id: 'csv', title: t.csv, off, run: () => save('csv', 'text/csv', toCsv(t.head, csvRows(rows))) },
        ],
      ]}
    />
  )
}
