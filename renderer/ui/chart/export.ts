/** Pictures and their figures as files. */

export function saveBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has taken the blob when the click returns; the address may go once the download has begun.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

/** The drawn canvas on the page's ground; a canvas alone is transparent. */
export function savePicture(name: string, canvases: readonly HTMLCanvasElement[], ground: string): void {
  const width = Math.max(0, ...canvases.map((canvas) => canvas.width))
  const height = canvases.reduce((sum, canvas) => sum + canvas.height, 0)
  if (width === 0 || height === 0) return
  const whole = document.createElement('canvas')
  whole.width = width
  whole.height = height
  const c = whole.getContext('2d')
  if (!c) return
  c.fillStyle = ground
  c.fillRect(0, 0, width, height)
  let y = 0
  for (const canvas of canvases) {
    c.drawImage(canvas, 0, y)
    y += canvas.height
  }
  whole.toBlob((blob) => blob && saveBlob(`${name}.png`, blob), 'image/png')
}

export type CsvCell = string | number | null

/** RFC 4180: quoted where needed, unknown is empty. A text that a spreadsheet would run as a formula is led by an apostrophe. */
export function csvCell(value: CsvCell): string {
  if (value === null) return ''
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : ''
  const safe = /^[=+@\t\r]/.test(value) || (value.startsWith('-') && !/^-\d+(\.\d+)?$/.test(value)) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export const toCsv = (head: readonly string[], rows: readonly (readonly CsvCell[])[]): string =>
  [head, ...rows].map((row) => row.map(csvCell).join(',')).join('\r\n') + '\r\n'

export const saveCsv = (name: string, head: readonly string[], rows: readonly (readonly CsvCell[])[]): void =>
  saveBlob(`${name}.csv`, new Blob([toCsv(head, rows)], { type: 'text/csv;charset=utf-8' }))
