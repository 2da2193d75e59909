import { lagDefaults } from '../../../shared/domain/lag-defaults.ts'
import type { Tier } from './tiers.ts'

/** Groups nobody looks at are read this often, in whatever tier it is kept. */
const UNSEEN_MS = 30_000
/** The slowest reading there is, of groups without members. */
const SLOWEST_MS = 600_000

const plannedMs = (tier: Tier): number => Math.max(UNSEEN_MS, tier * 1_000)

/**
 * Whether nothing was recorded between two moments, as against readings that were planned that far apart. What was planned is not
 * recorded: it is the tier's interval, or that of the moments just before.
 */
export function isGap(ms: number, before: number | null, tier: Tier): boolean {
  const seen = before === null ? 0 : Math.min(before, SLOWEST_MS)
  return ms > lagDefaults.gapAfter * Math.max(plannedMs(tier), seen)
}
