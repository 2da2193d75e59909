import { measureSizes } from '../../test/support/figures/size-figures.ts'
import type { Figure } from './figures.ts'

const HOURS = Number(process.env['SAMSA_BENCH_HOURS'] ?? 24)
const MEGABYTE = 2 ** 20
const NAMES: Readonly<Record<number, string>> = {
  10: 'readings',
  60: 'by the minute',
  600: 'by ten minutes',
}

/** A day of XL on disk, by a fortieth of it in a fortieth of the room: where the bytes are, and how much of the day is held at which grain. */
export async function sizes(): Promise<Figure[]> {
  const { tiers, most } = await measureSizes(HOURS)
  return [
    {
      name: `XL, ${HOURS} h: the file, at most`,
      unit: 'MB',
      goal: 512 - 16,
      measured: most / MEGABYTE,
    },
    {
      name: `XL, ${HOURS} h: hours that are held`,
      unit: 'values',
      goal: HOURS,
      atLeast: true,
      measured: Math.max(...tiers.map((t) => t.reach)),
    },
    ...tiers.flatMap(({ grain, reach, bytesASample, offsets, moments }): Figure[] => {
      const name = `XL, ${NAMES[grain] ?? grain}`
      return [
        {
          name: `${name}: hours back`,
          unit: 'values',
          goal: null,
          measured: reach,
        },
        {
          name: `${name}: bytes for a partition of a group at a moment`,
          unit: 'values',
          goal: null,
          measured: bytesASample,
        },
        {
          name: `${name}: an hour of offsets`,
          unit: 'MB',
          goal: null,
          measured: offsets / MEGABYTE,
        },
        {
          name: `${name}: an hour of all else`,
          unit: 'MB',
          goal: null,
          measured: moments / MEGABYTE,
        },
      ]
    }),
  ]
}
