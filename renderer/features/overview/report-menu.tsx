import { hiderOf } from '../../../shared/domain/hidden-words.ts'
import { useView } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { saveBlob } from '../../ui/chart/export.ts'
import { Menu } from '../../ui/menu.tsx'
import { reportHtml, reportMarkdown } from './report-forms.ts'
import { underOtherNames } from './report-names.ts'
import { reportOf, type Report, type Shown } from './report.ts'

const t = en.overview.report

const forms = {
  md: { write: reportMarkdown, type: 'text/markdown;charset=utf-8' },
  html: { write: reportHtml, type: 'text/html;charset=utf-8' },
} as const

const none = {}

/** Saves what the overview shows now, without the words that the user wants hidden. */
export type SaveReport = (shown: Shown, form: keyof typeof forms, anonymised: boolean) => void

export function useSaveReport(): SaveReport {
  const words = useView('host', 'settings', none).rows[0]?.settings.hiddenWords
  return (shown, form, anonymised) => {
    // The settings are there before any screen is; without them nothing could be hidden.
    if (words) save(words, shown, form, anonymised)
  }
}

function save(words: readonly string[], shown: Shown, form: keyof typeof forms, anonymised: boolean): void {
  const { write, type } = forms[form]
  const text = write(withoutWords(reportOf(anonymised ? underOtherNames(shown) : shown), hiderOf(words)))
  saveBlob(`status-report.${form}`, new Blob([text], { type }))
}

/** Before it is written in a form, which writes some letters otherwise. */
const withoutWords = ({ title, lines, tables }: Report, hide: (text: string) => string): Report => ({
  title: hide(title),
  lines: lines.map(hide),
  tables: tables.map((table) => ({ ...table, rows: table.rows.map((row) => row.map(hide)) })),
})

export function ReportMenu({ shown, onSave }: { readonly shown: Shown; readonly onSave: SaveReport }) {
  const items = (anonymised: boolean) =>
    (['md', 'html'] as const).map((form) => ({
      id: `${form}${anonymised ? ' other names' : ''}`,
      title: anonymised ? t.otherNames[form] : t.form[form],
      run: () => onSave(shown, form, anonymised),
    }))
  return <Menu label={t.export} groups={[items(false), items(true)]} trigger={<Button icon="file">{t.export}</Button>} />
}
