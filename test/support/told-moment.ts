import type { HistoryJobs } from '../../electron/core/history/jobs.ts'
import { valuesIn } from '../../electron/core/history/moments/sections.ts'
import { stepsText } from '../../electron/core/history/moments/steps.ts'

type Told = Exclude<HistoryJobs['moment']['output'], null>

/** By table and key, of what the worker told: all sections must have been asked for. */
export function cellsOfTold({ tables }: Pick<Told, 'tables'>): ReadonlyMap<string, ReadonlyMap<string, string>> {
  return new Map(
    tables.map(({ table, sections }) => {
      const cells = new Map<string, string>()
      for (const { told } of sections)
        for (const [key, value] of told === null ? [] : valuesIn(told)) {
          if (value === null) cells.delete(key)
          else cells.set(key, value)
        }
      return [table, cells] as const
    }),
  )
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1)

/** All of a moment in one text, whatever sections it was stored in. */
export const textOfTold = (told: Told): string =>
  stepsText([
    {
      time: told.time,
      tables: new Map([...cellsOfTold(told)].sort(byName).map(([table, cells]) => [table, new Map([...cells].sort(byName))])),
    },
  ])
