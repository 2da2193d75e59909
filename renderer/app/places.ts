import { useMemo } from 'react'
import { matchRoute, useRouter, type Parser } from 'wouter'
import type { Feature, FeatureRoute } from './actions.ts'

export interface Found {
  readonly feature: Feature
  readonly route: FeatureRoute
  readonly params: Readonly<Record<string, string>>
}

/** Which feature draws a path (`/groups/a%2Fb?tab=members`); null: nothing is there. */
export function findRoute(features: readonly Feature[], place: Feature['place'], path: string, parser: Parser): Found | null {
  const bare = path.split('?')[0] || '/'
  for (const feature of features) {
    if (feature.place !== place) continue
    for (const route of feature.routes) {
      const [matches, params] = matchRoute(parser, route.path, bare)
      if (matches) return { feature, route, params: decodeParams(params) }
    }
  }
  return null
}

/** Parameters also come numbered; only the named ones are wanted. */
const decodeParams = (params: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) => (value === undefined || /^\d/.test(name) ? [] : [[name, decode(value)]])),
  )

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

export type FindRoute = (place: Feature['place'], path: string) => Found | null

export function useFindRoute(features: readonly Feature[]): FindRoute {
  const { parser } = useRouter()
  return useMemo(() => (place, path) => findRoute(features, place, path, parser), [features, parser])
}
