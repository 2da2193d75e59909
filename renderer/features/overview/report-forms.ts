import type { Report, ReportTable } from './report.ts'

/** Names are texts of users: none may break its table, or be read as a mark. */
const cell = (text: string): string => text.replaceAll(/[\\|*_`<>[\]#]/g, '\\$&').replaceAll(/\s*[\r\n]+\s*/g, ' ')

export function reportMarkdown({ title, lines, tables }: Report): string {
  const table = ({ title: name, head, rows }: ReportTable): readonly string[] => [
    `## ${cell(name)}`,
    '',
    `| ${head.map(cell).join(' | ')} |`,
    `| ${head.map(() => '---').join(' | ')} |`,
    ...rows.map((row) => `| ${row.map(cell).join(' | ')} |`),
    '',
  ]
  return [`# ${cell(title)}`, '', ...lines.flatMap((line) => [cell(line), '']), ...tables.flatMap(table)].join('\n')
}

const MARKS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const safe = (text: string): string => text.replaceAll(/[&<>"']/g, (mark) => MARKS[mark] ?? mark)

const STYLE =
  'body{font:14px/1.5 system-ui,sans-serif;max-width:960px;margin:32px auto;padding:0 16px;color:#1c1f26}h1{font-size:20px}h2{font-size:15px;margin-top:28px}' +
  'table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:4px 10px 4px 0;border-bottom:1px solid #dfe2e8}th{font-weight:500;color:#5b6270}'

/** A page for itself: no script, and nothing is fetched for it. */
export function reportHtml({ title, lines, tables }: Report): string {
  const line = (tag: string, cells: readonly string[]): string =>
    `<tr>${cells.map((text) => `<${tag}>${safe(text)}</${tag}>`).join('')}</tr>`
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${safe(title)}</title><style>${STYLE}</style></head><body>`,
    `<h1>${safe(title)}</h1>`,
    ...lines.map((text) => `<p>${safe(text)}</p>`),
    ...tables.map(
      ({ title: name, head, rows }) =>
        `<h2>${safe(name)}</h2><table><thead>${line('th', head)}</thead><tbody>${rows.map((row) => line('td', row)).join('')}</tbody></table>`,
    ),
    '</body></html>',
    '',
  ].join('\n')
}
