import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { saveBlob } from '../../ui/chart/export.ts'
import { Menu } from '../../ui/menu.tsx'
import { reportHtml, reportMarkdown } from './report-forms.ts'
import { underOtherNames } from './report-names.ts'
import { reportOf, type Shown } from './report.ts'

const t = en.overview.report

const forms = {
  md: { write: reportMarkdown, type: 'text/markdown;charset=utf-8' },
  html: { write: reportHtml, type: 'text/html;charset=utf-8' },
} as const

/** Saves what the overview shows now. */
export function saveReport(shown: Shown, form: keyof typeof forms, anonymised: boolean): void {
  const { write, type } = forms[form]
  const text = write(reportOf(anonymised ? underOtherNames(shown) : shown))
  saveBlob(`status-report.${form}`, new Blob([text], { type }))
}

export function ReportMenu({ shown }: { readonly shown: Shown }) {
  const items = (anonymised: boolean) =>
    (['md', 'html'] as const).map((form) => ({
      id: `${form}${anonymised ? ' other names' : ''}`,
      title: anonymised ? t.otherNames[form] : t.form[form],
      run: () => saveReport(shown, form, anonymised),
    }))
  return <Menu label={t.export} groups={[items(false), items(true)]} trigger={<Button icon="file">{t.export}</Button>} />
}
