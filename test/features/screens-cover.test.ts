import { describe, expect, it } from 'vitest'
import { shots } from '../../build/screens/shots.ts'
import { features } from '../../renderer/app/features.ts'

const IN_CLUSTER = '/c/orders-eu'
const fits = (path: string, place: string): boolean => new RegExp(`^${path.replaceAll(/:[^/]+/g, '[^/]+')}$`).test(place)

describe('npm run screens', () => {
  it('has a picture of every route of the app, so that axe and the eye see them all', () => {
    const places = shots.map(({ path }) => path.split('?')[0] ?? '')
    const missing = features.flatMap(({ place, routes }) =>
      routes
        .map(({ path }) => (place === 'cluster' ? `${IN_CLUSTER}${path}` : path))
        .filter((path) => !places.some((each) => fits(path, each))),
    )
    expect(missing).toEqual([])
  })
})
