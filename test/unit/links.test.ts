import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linkIn, linkProblem, linkTo, parseLink } from '../../shared/links.ts'

describe('A-13 links from outside', () => {
  it.each([
    ['samsa://open/groups/billing?profile=orders-eu', { profile: 'orders-eu', path: '/groups/billing' }],
    ['samsa://open/wall?profile=a', { profile: 'a', path: '/wall' }],
    ['samsa://open/groups/a%2Fb%20c?profile=x%20y', { profile: 'x y', path: '/groups/a%2Fb%20c' }],
  ])('%s', (text, place) => expect(parseLink(text)).toEqual(place))

  it.each([
    'https://open/groups?profile=a',
    'samsa://connect/groups?profile=a',
    'samsa://open/settings?profile=a',
    'samsa://open/__proto__?profile=a',
    'samsa://open/wall/x?profile=a',
    'samsa://open/groups',
    'samsa://open/groups?profile=',
    'samsa://open/groups?profile=a&connect=1',
    'samsa://open/groups?profile=a#x',
    'samsa://open/groups/../settings?profile=a',
    'samsa://open/groups/%00?profile=a',
    'samsa://open/groups/%E0%A4%A?profile=a',
    'samsa://user:secret@open/groups?profile=a',
    'samsa://open:80/groups?profile=a',
    `samsa://open/groups/${'x'.repeat(600)}?profile=a`,
  ])('%s is nothing', (text) => expect(parseLink(text)).toBeNull())

  it('whatever is written, the result is a known screen of a profile or nothing', () => {
    const piece = fc.constantFrom(
      'samsa://',
      'open/',
      'groups',
      '/',
      '..',
      '%2e',
      '?profile=',
      'a',
      '&',
      '#',
      '@',
      ':',
      '%',
      '\\',
      ' ',
      '%00',
      'settings',
      'é',
    )
    const text = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 12 }).map((parts) => parts.join('')),
      fc.string().map((name) => `samsa://open/groups/${name}?profile=a`),
    )
    const known = /^\/(overview|wall|agents|alerts|activity|(groups|topics|brokers)(\/[^/]+)?)$/
    fc.assert(
      fc.property(text, (link) => {
        const place = parseLink(link)
        if (place === null) return
        expect(place.path).toMatch(known)
        expect(place.profile).not.toBe('')
        expect(Object.keys(place)).toEqual(['profile', 'path'])
      }),
      { numRuns: 20_000 },
    )
  })

  it('are written as they are read: a place without its parameters, and none where no link leads', () => {
    expect(linkTo('orders-eu', '/groups/billing?tab=members')).toBe('samsa://open/groups/billing?profile=orders-eu')
    expect(linkTo('orders-eu', '/wall')).toBe('samsa://open/wall?profile=orders-eu')
    for (const path of ['/topics/orders.events/messages', '/security', '', '//settings']) expect(linkTo('a', path)).toBeNull()
    const part = fc.string({ minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(part, part, (profile, name) => {
        const path = `/groups/${encodeURIComponent(name)}`
        expect(parseLink(linkTo(profile, path) ?? '')).toEqual({ profile, path })
      }),
    )
  })

  it('is found among the arguments of a start', () => {
    const argv = ['/opt/samsa', '--data-folder', '/x', 'samsa://open/wall?profile=a', 'samsa://open/wall?profile=b']
    expect(linkIn(argv)).toBe('samsa://open/wall?profile=a')
    expect(linkIn(['/opt/samsa', 'samsa://nonsense'])).toBe('samsa://nonsense')
    expect(linkIn(['/opt/samsa'])).toBeNull()
  })
})

describe('A link that leads nowhere says why', () => {
  it.each(['samsa://open/groups', 'samsa://open/groups/billing', 'samsa://open/groups?profile=', 'SAMSA://open/groups'])('%s', (text) =>
    expect(linkProblem(text)).toBe(text.startsWith('samsa') ? 'noProfile' : 'notKnown'),
  )

  it.each(['samsa://open/settings?profile=a', 'samsa://connect/groups?profile=a', 'samsa://', 'samsa://open/wall/x?profile=a'])(
    '%s is not one that is opened',
    (text) => expect(linkProblem(text)).toBe('notKnown'),
  )

  it('none for one that leads somewhere, and for what is no link of Samsa', () => {
    for (const text of ['samsa://open/wall?profile=a', 'https://example.org', '/opt/samsa', '']) expect(linkProblem(text)).toBeNull()
  })
})
