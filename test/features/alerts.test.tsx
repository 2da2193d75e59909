import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { draftOf, formOf, newForm, parseSpan } from '../../renderer/features/alerts/draft.ts'
import { minuteOf } from '../../renderer/features/alerts/telling.tsx'
import { AlertRule } from '../../shared/contract/alerts.ts'
import { readyRules } from '../../shared/domain/alerts/rule.ts'
import { fakeAlert } from '../support/fake-alerts.ts'
import { place, useScreens } from './screen.tsx'

const show = useScreens()

describe('alerts', () => {
  it('the log: newest first, what stands, why it was not told, acknowledge, open the moment', async () => {
    const { user, host } = await show('/alerts')
    const log = await screen.findByRole('list', { name: 'Alerts' })
    const lines = within(log).getAllByRole('listitem')
    expect(lines.map((line) => line.querySelector('b')?.textContent)).toEqual([
      'billing: time lag 31 min',
      'ledger-sink: data lost',
      'Broker 3 is not running',
    ])
    expect(lines[1]?.textContent).toContain('told on the page only')
    expect(lines[1]?.textContent).toContain('reminded')
    expect(lines[2]?.textContent).toContain('recovered')
    expect(lines[2]?.textContent).toMatch(/lasted 13\Wm 00\Ws/)
    expect(screen.getByRole('button', { name: 'Alerts: 2 standing' })).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Acknowledge: billing: time lag 31 min' }))
    await waitFor(() => expect(host.world.alerts.log.rows()[0]?.acknowledgedAt).not.toBeNull())
    await user.click(screen.getByRole('button', { name: 'Acknowledge all' }))
    await waitFor(() => expect(host.world.alerts.log.rows().every((row) => row.acknowledgedAt !== null)).toBe(true))
    await user.click(within(lines[0] ?? log).getByRole('button', { name: 'Open the moment' }))
    await waitFor(() => expect(place()).toMatch(/^\/groups\/billing\?moment=\d+$/))
  })

  it('mutes the cluster or one group for an hour', async () => {
    const { user, host } = await show('/alerts')
    const muted = () => host.world.alerts.settings.rows()[0]?.muted.map(({ group }) => group)
    await user.click(await screen.findByRole('button', { name: 'Mute billing for 1 h' }))
    await waitFor(() => expect(muted()).toEqual(['billing']))
    await user.click(screen.getByRole('button', { name: 'Mute for 1 h' }))
    await screen.findByText(/Muted until/)
    expect(muted()).toEqual(['billing', ''])
    await user.click(screen.getByRole('button', { name: 'Unmute' }))
    await waitFor(() => expect(muted()).toEqual(['billing']))
  })

  it('a rule is written as a sentence, says what is wrong by field, is tested on the past and saved', async () => {
    const { user, host } = await show('/alerts')
    await user.click(await screen.findByRole('button', { name: 'New rule' }))
    const editor = await screen.findByRole('complementary', { name: 'New rule' })
    const in_ = within(editor)
    await user.selectOptions(in_.getByLabelText('Of'), 'group')
    await user.clear(in_.getByLabelText('Time'))
    await user.type(in_.getByLabelText('Time'), 'soon')
    await user.click(in_.getByRole('button', { name: 'Save rule' }))
    expect(in_.getAllByRole('alert').map((each) => each.textContent)).toEqual(['A time like 90 s, 3 min or 1 h 30 min.', 'Name the group.'])
    await user.clear(in_.getByLabelText('Time'))
    await user.type(in_.getByLabelText('Time'), '2 min')
    await user.type(in_.getByLabelText('Group'), 'billing')
    expect(editor.textContent).toContain('Group billing: time lag > 2 min for 3 min')
    await user.click(in_.getByRole('button', { name: 'Test on the last 24 h' }))
    await in_.findByText(/It would have fired 2 times/)
    expect(in_.getAllByRole('button', { name: /billing: time lag/ })).toHaveLength(2)
    await user.click(in_.getByRole('button', { name: 'Save rule' }))
    await waitFor(() => expect(host.world.alerts.rules.rows().at(-1)?.condition).toMatchObject({ is: 'timeLag', aboveSeconds: 120 }))
    const rules = await screen.findByRole('list', { name: 'Rules' })
    await user.click(await within(rules).findByRole('checkbox', { name: 'Rule on: Group billing: time lag > 2 min for 3 min' }))
    await waitFor(() => expect(host.world.alerts.rules.rows().at(-1)?.enabled).toBe(false))
    await user.click(await screen.findByRole('button', { name: 'Remove' }))
    await waitFor(() => expect(host.world.alerts.rules.rows()).toHaveLength(readyRules.length))
  })

  it('a rule that cannot be told now says why', async () => {
    const { host } = await show('/alerts?tab=rules')
    await screen.findByRole('list', { name: 'Rules' })
    host.world.alerts.rules.patch('ready-framework', { blind: 'notRead' })
    const word = await screen.findByText('not read')
    expect(word.closest('[title]')?.getAttribute('title')).toMatch(/can neither fire nor recover/)
  })

  it('quiet hours and notifications are kept; a host that cannot notify says so', async () => {
    const { user, host } = await show('/alerts?tab=rules')
    const telling = within(await screen.findByRole('region', { name: 'Telling' }))
    expect(telling.getByText('A process behind a browser tab cannot notify.')).toBeDefined()
    await user.click(telling.getByRole('button', { name: 'Set' }))
    await waitFor(() => expect(host.world.alerts.settings.rows()[0]?.quiet).toEqual({ from: 1_320, to: 420 }))
    await user.click(await telling.findByRole('button', { name: 'off' }))
    await waitFor(() => expect(host.world.alerts.settings.rows()[0]?.quiet).toBeNull())
    await user.click(telling.getByRole('checkbox'))
    await waitFor(() => expect(host.world.alerts.settings.rows()[0]?.notify).toBe(false))
  })

  it('a new alert is read out on any screen and opens the moment; what stood before is no news', async () => {
    const { user, host } = await show('/topics')
    await screen.findByRole('button', { name: 'Alerts: 2 standing' })
    const live = document.querySelector('[role="status"][aria-live="polite"]')
    expect(live?.textContent).toBe('')
    const { log } = host.world.alerts
    log.set([...log.rows(), fakeAlert(Date.now(), { id: 'new', subject: 'bi-loader', path: '/groups/bi-loader?moment=1795521600000' })])
    await waitFor(() => expect(live?.textContent).toContain('Alert: bi-loader: time lag 31 min'))
    await user.click(screen.getByRole('button', { name: 'Open the moment' }))
    await waitFor(() => expect(place()).toBe('/groups/bi-loader?moment=1795521600000'))
    await screen.findByRole('button', { name: 'Back to live' })
    await user.click(screen.getByRole('button', { name: 'Back to live' }))
    await waitFor(() => expect(place()).toBe('/groups/bi-loader'))
  })

  it('a notification that was clicked opens its place, from anywhere', async () => {
    const { host } = await show('/topics')
    await screen.findByRole('button', { name: 'Alerts: 2 standing' })
    host.world.alerts.click({ cluster: 'orders-eu', path: '/groups/billing?moment=1795521600000' })
    await waitFor(() => expect(place()).toBe('/groups/billing?moment=1795521600000'))
  })
})

describe('what is written in the form', () => {
  it.each<[string, number | null]>([
    ['90 s', 90],
    ['90', 90],
    ['3 min', 180],
    ['1 h 30 min', 5_400],
    ['2d', 172_800],
    ['0 s', 0],
    ['', null],
    ['soon', null],
    ['3 weeks', null],
    ['3 min x', null],
    ['8 d', null],
    ['1 30', null],
  ])('a time: %s is %s s', (text, seconds) => expect(parseSpan(text)).toBe(seconds))

  it('a time of day', () => {
    expect(['22:00', '7', '7:30', '24:00', '7:60', 'noon'].map(minuteOf)).toEqual([1_320, 420, 450, null, null, null])
  })

  it('every ready rule survives the form unchanged', () => {
    for (const rule of readyRules) expect(draftOf(formOf(AlertRule.parse(rule))).draft).toEqual(rule)
    expect(draftOf(newForm).errors).toEqual({})
  })
})
