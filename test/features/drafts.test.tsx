import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { fakeCards } from '../support/fake-profiles.ts'
import type { FakeHost, FakeHostOptions } from '../support/fake-host.ts'
import { buttonIn, fieldIn } from './bad-input/fields.ts'
import { kafkaForms } from './bad-input/kafka-forms.ts'
import { otherForms } from './bad-input/other-forms.ts'
import type { BadForm } from './bad-input/row.ts'
import { place, useScreens, type Shown } from './screen.tsx'

const RESTORED = /What you had written is here again/

/** What the host would still have after `kill -9`. */
function keptOf({ calls }: FakeHost, before: FakeHostOptions['kept'] = {}): Record<string, string> {
  const kept = new Map(Object.entries(before))
  for (const { member, input } of calls) {
    if (member !== 'host.keep') continue
    const { key, value } = input as { readonly key: string; readonly value: string | null } // as the contract has it
    if (value === null) kept.delete(key)
    else kept.set(key, value)
  }
  return Object.fromEntries(kept)
}
const drafts = (host: FakeHost): readonly string[] =>
  Object.entries(keptOf(host)).flatMap(([key, value]) => (key.startsWith('form.') ? [value] : []))

const write = (form: HTMLElement, label: string, value: string): boolean => fireEvent.change(fieldIn(form, label), { target: { value } })
const valueOf = (form: HTMLElement, label: string): string => (fieldIn(form, label) as HTMLInputElement).value // `fieldIn` finds only such
const dialog = (name: string): Promise<HTMLElement> => screen.findByRole('dialog', { name })

/** The page ends without notice and is there again at the same place. */
async function again(show: ReturnType<typeof useScreens>, { host }: Shown, options: FakeHostOptions = {}): Promise<Shown> {
  const at = place()
  cleanup()
  host.stop()
  return show(at, { ...options, kept: keptOf(host, options.kept) })
}

const inTest = fakeCards(Date.now()).map((card) => ({ ...card, environment: 'test' as const }))
const forms: readonly BadForm[] = [...kafkaForms, ...otherForms].filter(({ bad }) => bad.some(({ write: text }) => text !== ''))
const formAt = ({ title }: BadForm): Promise<HTMLElement> => (title === undefined ? screen.findByRole('main') : dialog(title))

describe('What is written in a form is there again after the page ended without notice', () => {
  const show = useScreens()

  it.each(forms)('$name', { timeout: 60_000 }, async (at) => {
    const row = at.bad.find((each) => each.write !== '' && !/Password|Once more/.test(each.field))
    if (row === undefined) throw new Error('nothing to write')
    const options = { profiles: inTest, onMesos: at.onMesos === true, ...(at.world ? { change: at.world } : {}) }
    const shown = await show(at.at, options)
    const form = await formAt(at)
    if (row.choose === undefined) await waitFor(() => fieldIn(form, row.field))
    row.choose?.(form)
    for (const [label, value] of Object.entries({ ...row.with, [row.field]: row.write })) write(form, label, value)
    await waitFor(() => expect(drafts(shown.host).join()).toContain(JSON.stringify(row.write).slice(1, -1)))

    const after = await again(show, shown, options)
    const back = await formAt(at)
    await waitFor(() => expect(valueOf(back, row.field)).toBe(row.write))
    if (at.title === undefined) return
    fireEvent.click(await within(back).findByRole('button', { name: 'Start over' }))
    expect(within(back).queryByText(RESTORED)).toBeNull()
    expect(drafts(after.host)).toEqual([])
  })

  it('a rule of the alerts', async () => {
    const shown = await show('/alerts?tab=rules&rule=new')
    const form = await screen.findByRole('complementary', { name: 'New rule' })
    write(form, 'For', '17 min')
    await waitFor(() => expect(drafts(shown.host)).toHaveLength(1))
    await again(show, shown)
    const editor = await screen.findByRole('complementary', { name: 'New rule' })
    expect(valueOf(editor, 'For')).toBe('17 min')
    expect(within(editor).getByText(RESTORED)).toBeDefined()
  })
})

describe('The draft of a form', () => {
  const show = useScreens()

  it('is about its own things: another topic has none of it', async () => {
    const shown = await show('/topics?form=topics.addPartitions&of=orders.events')
    write(await dialog('Add partitions to orders.events'), 'Partitions then', '77')
    await waitFor(() => expect(drafts(shown.host)).toHaveLength(1))
    location.hash = '#/c/orders-eu/topics?form=topics.addPartitions&of=payments'
    const other = await dialog('Add partitions to payments')
    expect(valueOf(other, 'Partitions then')).toBe('')
    expect(drafts(shown.host)).toHaveLength(1)
  })

  it('goes when it is given up', async () => {
    const shown = await show('/topics?form=topics.create')
    const form = await dialog('New topic')
    write(form, 'Name', 'orders.retry')
    await waitFor(() => expect(drafts(shown.host)).toHaveLength(1))
    fireEvent.click(within(form).getByRole('button', { name: 'Cancel' }))
    fireEvent.click(within(form).getByRole('button', { name: 'Discard' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    await again(show, shown)
    expect(drafts(shown.host)).toEqual([])
  })

  it('stays while its plan is looked at, and goes when that is applied', async () => {
    const shown = await show('/topics?form=topics.addPartitions&of=orders.events')
    const { changes } = shown.host.world
    changes.access.patch('orders-eu', { level: 'guarded' })
    changes.next = { plan: { ...changes.next.plan, confirm: { ask: true, typed: null, armAfterMs: 0 } }, outcome: { is: 'verified' } }
    await screen.findByText('Guarded')
    const form = await dialog('Add partitions to orders.events')
    write(form, 'Partitions then', '40')
    fireEvent.click(buttonIn(form, 'Add…') ?? form)
    const plan = await screen.findByRole('alertdialog')
    await waitFor(() => expect(drafts(shown.host)).toHaveLength(1))
    fireEvent.click(within(plan).getAllByRole('button').at(-1) ?? plan)
    await waitFor(() => expect(drafts(shown.host)).toEqual([]))
    expect(place()).toBe('/topics')
  })

  it('of a reassignment goes when that was started, although the screen is left at once', async () => {
    const shown = await show('/reassignments')
    const { changes } = shown.host.world
    changes.access.patch('orders-eu', { level: 'guarded' })
    changes.next = { plan: { ...changes.next.plan, confirm: { ask: true, typed: null, armAfterMs: 0 } }, outcome: { is: 'verified' } }
    await screen.findByText('Guarded')
    fireEvent.change(screen.getByLabelText('Goal'), { target: { value: 'racks' } })
    const start = await screen.findByRole('button', { name: 'Start…' })
    await waitFor(() => expect(start.getAttribute('aria-disabled')).toBeNull())
    await waitFor(() => expect(drafts(shown.host)).toHaveLength(1))
    fireEvent.click(start)
    const plan = await screen.findByRole('alertdialog')
    fireEvent.click(within(plan).getAllByRole('button').at(-1) ?? plan)
    await waitFor(() => expect(place()).toContain('tab=running'))
    expect(drafts(shown.host)).toEqual([])
  })

  it('survives that another tab comes to the front, without waiting for a pause', async () => {
    const shown = await show('/topics?form=topics.create')
    write(await dialog('New topic'), 'Name', 'orders.retry')
    location.hash = '#/c/orders-eu/groups'
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(drafts(shown.host).join()).toContain('orders.retry')
  })

  it('C-09 has no password in it, and no option that names one', async () => {
    const scram = await show('/security?tab=scram&form=security.setScram')
    const form = await dialog('Create a user')
    for (const [label, value] of Object.entries({ User: 'ada', Password: 'canary-1', 'Once more': 'canary-1' })) write(form, label, value)
    await waitFor(() => expect(drafts(scram.host).join()).toContain('ada'))
    await again(show, scram)
    expect(valueOf(await dialog('Create a user'), 'Password')).toBe('')
    await screen.findByText(/Passwords have to be entered again/)
    cleanup()
    const broker = await show('/brokers?form=add', { onMesos: true })
    const add = await dialog('Add brokers')
    write(add, 'Kafka options', 'ssl.keystore.password=canary-2')
    fireEvent.click(within(add).getByRole('button', { name: 'More settings' }))
    write(add, 'JVM options', '-Djavax.net.ssl.keyStorePassword=canary-3')
    write(add, 'Memory, MiB', '4321')
    await waitFor(() => expect(drafts(broker.host).join()).toContain('4321'))
    const everything = JSON.stringify([scram.host.calls, broker.host.calls])
    expect(everything).not.toContain('canary')
  })

  it('has messages in it only where the cluster is not production', async () => {
    const shown = await show('/topics?form=messages.produce&of=orders.events')
    const form = await dialog('Write messages to orders.events')
    await screen.findAllByText('production')
    write(form, 'Value', '{"canary":1}')
    write(form, 'Partition', '3')
    await waitFor(() => expect(drafts(shown.host).join()).toContain('"partition":"3"'))
    expect(JSON.stringify(shown.host.calls)).not.toContain('canary')
  })

  it('is not taken when it is damaged or of another version', async () => {
    const kept = {
      'form.topics.create/orders-eu': JSON.stringify({ about: '["orders-eu","topics.create"]', written: { name: 'x', configs: 7 } }),
    }
    await show('/topics?form=topics.create', { kept })
    const form = await dialog('New topic')
    expect(valueOf(form, 'Name')).toBe('')
    expect(within(form).queryByText(RESTORED)).toBeNull()
  })
})
