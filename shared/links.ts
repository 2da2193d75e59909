/** What a link from outside may open: a place of the page, and nothing that acts. */
export interface LinkedPlace {
  readonly profile: string
  /** Inside the cluster: `/groups/billing`. */
  readonly path: string
}

const MAX_CHARACTERS = 512

/** Screens that only show. A name follows where the screen is about one thing. */
const screens: Readonly<Record<string, 'alone' | 'named' | 'both'>> = {
  overview: 'alone',
  wall: 'alone',
  groups: 'both',
  topics: 'both',
  brokers: 'both',
  agents: 'alone',
  alerts: 'alone',
  activity: 'alone',
}

/**
 * `samsa://open/groups/billing?profile=orders-eu`. Null for anything else: another scheme or verb, a host, a port, a secret, further
 * parameters, a fragment, a screen that is not in the list. Whoever opens it asks before it connects.
 */
export function parseLink(text: string): LinkedPlace | null {
  if (text.length > MAX_CHARACTERS) return null
  const found = /^samsa:\/\/open\/([a-z]+)(?:\/([^/?#]+))?\?profile=([^&?#/]+)$/.exec(text)
  if (!found) return null
  const [, screen = '', name, profile = ''] = found
  const takes = Object.hasOwn(screens, screen) ? screens[screen] : undefined
  if (takes === undefined || (takes === 'alone' && name !== undefined)) return null
  const [decodedName, decodedProfile] = [name === undefined ? '' : decode(name), decode(profile)]
  if (decodedName === null || decodedProfile === null || decodedProfile === '') return null
  return { profile: decodedProfile, path: name === undefined ? `/${screen}` : `/${screen}/${encodeURIComponent(decodedName)}` }
}

/** The link that opens a place of a cluster, as far as links go: without its parameters. Null: to such a screen there is none. */
export function linkTo(profile: string, path: string): string | null {
  const link = `samsa://open${path.replace(/[?#].*$/s, '')}?profile=${encodeURIComponent(profile)}`
  return parseLink(link) === null ? null : link
}

/** Why a text that begins like a link from outside is none: nothing of what stands in it goes further. */
export type LinkProblem = 'noProfile' | 'notKnown'

export const isLink = (text: string): boolean => /^samsa:/i.test(text)

export function linkProblem(text: string): LinkProblem | null {
  if (!isLink(text) || parseLink(text) !== null) return null
  return parseLink(`${text}?profile=x`) !== null || parseLink(`${text}x`) !== null ? 'noProfile' : 'notKnown'
}

/** Null: no text, or with control characters in it. */
function decode(part: string): string | null {
  try {
    const text = decodeURIComponent(part)
    // oxlint-disable-next-line no-control-regex -- these are what is looked for
    return /[\u0000-\u001f\u007f]/.test(text) ? null : text
  } catch {
    return null
  }
}

/** `/c/<profile>/groups/billing`, as the page has it. Every whole path of a place in a cluster is written here. */
export const clusterPath = (profile: string, path = ''): string => `/c/${encodeURIComponent(profile)}${path}`

export const wholePath = ({ profile, path }: LinkedPlace): string => clusterPath(profile, path)

/** The cluster that a whole path lies in; null: beside the launcher. */
export function clusterOf(path: string): string | null {
  const found = /^\/c\/([^/?#]+)/.exec(path)?.[1]
  return found === undefined ? null : decode(found)
}

/** The first link among the arguments of a start, right or wrong. */
export const linkIn = (argv: readonly string[]): string | null => argv.find(isLink) ?? null
