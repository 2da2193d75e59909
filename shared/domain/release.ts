/** Versions of Samsa itself, as `package.json` and tags write them: `0.2.0`, `v0.2.0`, `0.3.0-beta.1` (semver.org). */

interface Parts {
  readonly numbers: readonly [number, number, number]
  readonly pre: readonly string[]
}

function partsOf(version: string): Parts | null {
  const found = /^v?(\d{1,6})\.(\d{1,6})\.(\d{1,6})(?:-([0-9A-Za-z.-]{1,60}))?(?:\+[0-9A-Za-z.-]{1,60})?$/.exec(version.trim())
  if (!found) return null
  const [, major, minor, patch, pre = ''] = found
  return { numbers: [Number(major), Number(minor), Number(patch)], pre: pre === '' ? [] : pre.split('.') }
}

/** Whether `found` comes after `installed`; null: one of them is no version. */
export function isNewer(found: string, installed: string): boolean | null {
  const [a, b] = [partsOf(found), partsOf(installed)]
  if (a === null || b === null) return null
  for (const at of [0, 1, 2] as const) if (a.numbers[at] !== b.numbers[at]) return a.numbers[at] > b.numbers[at]
  // What comes before a release is less than it (semver 11.3).
  if (a.pre.length === 0 || b.pre.length === 0) return a.pre.length === 0 && b.pre.length > 0
  for (let i = 0; i < Math.max(a.pre.length, b.pre.length); i += 1) {
    const [mine, its] = [a.pre[i], b.pre[i]]
    if (mine === its) continue
    if (mine === undefined || its === undefined) return its === undefined
    const [asNumber, than] = [/^\d+$/.test(mine), /^\d+$/.test(its)]
    if (asNumber && than) return Number(mine) > Number(its)
    return asNumber === than ? mine > its : than
  }
  return false
}

/** `v0.2.0` as people write it: `0.2.0`. */
export const plainVersion = (tag: string): string => tag.trim().replace(/^v/, '')
