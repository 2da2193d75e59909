import { join } from 'node:path'
import { codeOf, type FileSystem } from '../file-system.ts'

/** A journal's files: one a month, `2026-11.jsonl`, and further parts of it, `2026-11.2.jsonl`. */
export interface Part {
  readonly name: string
  readonly month: string
  readonly part: number
}

const NAME = /^(\d{4}-\d{2})(?:\.(\d{1,6}))?\.jsonl$/

export const partOf = (month: string, part: number): Part => ({
  month,
  part,
  name: part === 1 ? `${month}.jsonl` : `${month}.${part}.jsonl`,
})

export const monthOf = (wall: number): string => new Date(wall).toISOString().slice(0, 7)

/** In the order in which they were written. */
export async function listParts(fs: FileSystem, folder: string): Promise<readonly Part[]> {
  const names = await fs.list(folder)
  return names
    .flatMap((name) => {
      const [, month, part] = NAME.exec(name) ?? []
      return month === undefined ? [] : [partOf(month, Number(part ?? 1))]
    })
    .sort((a, b) => (a.month < b.month ? -1 : a.month > b.month ? 1 : a.part - b.part))
}

/** Of a file that is not there: 0. */
export async function sizeOf(fs: FileSystem, folder: string, part: Part): Promise<number> {
  try {
    return (await fs.stat(join(folder, part.name))).size
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 0
    throw error
  }
}
