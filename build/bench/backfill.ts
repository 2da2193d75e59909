import { measureBackfillStore } from '../../test/support/figures/backfill-store-figures.ts'
import type { Figure } from './figures.ts'

/** What log ends that are asked for later take on the disk and of the processor: of one run at its bounds, and of every topic of XL. */
export async function backfill(): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const [topics, of] of [
    [50, '500 partitions, as many as a run asks for'],
    [10_000, 'all 100,000 partitions of XL'],
  ] as const) {
    const { bytes, storing, tidying } = await measureBackfillStore(topics)
    const name = `backfill, 24 h of ${of}`
    figures.push(
      { name: `${name}: on disk`, unit: 'MB', goal: null, measured: bytes / 2 ** 20 },
      { name: `${name}: storing it, CPU`, unit: 'ms', goal: null, measured: storing },
      { name: `${name}: tidying a file with it, CPU`, unit: 'ms', goal: null, measured: tidying },
    )
  }
  return figures
}
