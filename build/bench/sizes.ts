import { historyBounds } from '../../electron/core/history/tidy.ts'
import { measureSizes } from '../../test/support/figures/size-figures.ts'
import type { Figure } from './figures.ts'

/** Whole hours of the middle tier are needed. */
const HOURS = Number(process.env['SAMSA_BENCH_HOURS'] ?? 7)
const MEGABYTE = 2 ** 20
const DAY = 24

/** A day of XL on disk, worked out from hours of a twentieth of it: where the bytes are, and how much of the day is held at which grain. */
export async function sizes(): Promise<Figure[]> {
  const { tiers, overhead } = await measureSizes(HOURS)
  const [fine, middle, coarse] = tiers
  if (fine === undefined || middle === undefined || coarse === undefined) throw new Error('A tier is missing')
  const anHour = ({ packed, moments }: typeof fine): number => (packed + moments) * overhead
  // Tidying rolls up an hour when it is over; what is older than two goes by itself.
  const least = 1.1 * anHour(fine) + DAY * anHour(coarse)
  const whole = 2 * anHour(fine) + DAY * (anHour(middle) + anHour(coarse))
  const atAMinute = Math.max(0, Math.min(DAY, (historyBounds.bytes - least) / anHour(middle)))
  const ofTier = (name: string, tier: typeof fine): Figure[] =>
    tier.packed === 0
      ? []
      : [
          { name: `${name}: bytes for a partition of a group at a moment`, unit: 'values', goal: null, measured: tier.bytesASample },
          { name: `${name}: an hour of XL, offsets`, unit: 'MB', goal: null, measured: tier.packed / MEGABYTE },
          { name: `${name}: an hour of XL, moments`, unit: 'MB', goal: null, measured: tier.moments / MEGABYTE },
        ]
  return [
    ...ofTier('readings', fine),
    { name: 'readings: an hour of XL, offsets, until they are packed', unit: 'MB', goal: null, measured: fine.loose / MEGABYTE },
    ...ofTier('by the minute', middle),
    ...ofTier('by ten minutes', coarse),
    { name: 'bytes of the file for a byte in it', unit: '×', goal: null, measured: overhead },
    { name: 'XL, 24 h with nothing let go', unit: 'MB', goal: null, measured: whole / MEGABYTE },
    { name: 'XL, 24 h at the coarsest with the newest hour of readings', unit: 'MB', goal: 464, measured: least / MEGABYTE },
    { name: 'XL: hours of a day that are held by the minute', unit: 'values', goal: DAY, atLeast: true, measured: atAMinute },
  ]
}
