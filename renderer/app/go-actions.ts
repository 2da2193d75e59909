import { en } from '../text/en.ts'
import type { Action, Feature } from './actions.ts'

/** `g o`, `g c`, …: one action a screen that has a line in the rail. */
export const goActions = (features: readonly Feature[]): readonly Action[] =>
  features.flatMap((feature): readonly Action[] => {
    const { rail } = feature
    if (!rail || feature.place !== 'cluster') return []
    return [
      {
        id: `go-${feature.id}`,
        title: feature.title,
        icon: feature.icon,
        ...(rail.key === undefined ? {} : { keys: `g ${rail.key}` }),
        when: ({ profile }) => (profile ? true : en.app.why.noCluster),
        run: ({ app }) => app.open(rail.path),
      },
    ]
  })
