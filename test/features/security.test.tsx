import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import type { SamsaHandlers } from '../../shared/contract/index.ts'
import { AppError } from '../../shared/errors/error.ts'
import { aclCells } from '../../shared/domain/acl-csv.ts'
import { fakeAcls } from '../support/fake-security.ts'
import { rowOf, useScreens } from './screen.tsx'

const answering =
  (acls: SamsaHandlers['security']['acls']) =>
  (handlers: SamsaHandlers): SamsaHandlers => ({ ...handlers, security: { ...handlers.security, acls } })

describe('Security', () => {
  const open = useScreens()

  it('shows who may do what, and finds by any field', async () => {
    await open('/security')
    const row = await rowOf('User:intern')
    expect(within(row).getByText('deny')).toBeTruthy()
    cleanup()
    await open('/security?filter=principal:shop%20operation:write')
    expect(await screen.findByText('10.4.1.17')).toBeTruthy()
    expect(screen.queryByText('User:intern')).toBeNull()
  })

  it('finds those that meet nothing which is there', async () => {
    const acl = { pattern: 'literal', principal: 'User:old', host: '*', operation: 'Read', permission: 'allow' } as const
    const acls = [
      { ...acl, resource: 'topic', name: 'orders.events' } as const,
      { ...acl, resource: 'topic', name: 'gone.for.good' } as const,
      { ...acl, resource: 'cluster', name: 'kafka-cluster', operation: 'Describe' } as const,
    ]
    await open('/security?filter=meets%3D0', { change: answering(() => ({ asOf: 0, authorizer: true, acls, unknown: 0 })) })
    const row = await rowOf('gone.for.good')
    expect(within(row).getByText('none')).toBeTruthy()
    expect(screen.queryByText('orders.events')).toBeNull()
    expect(screen.queryByText('kafka-cluster')).toBeNull()
  })

  it('answers what a principal may do with one thing, from anywhere or one address, and because of what', async () => {
    const { user } = await open('/security?form=security.mayDo')
    const dialog = await screen.findByRole('dialog', { name: 'What may a principal do' })
    await within(dialog).findByText('Write a principal, as User:name.')
    await user.type(within(dialog).getByLabelText('Principal'), 'shop')
    const rules = await within(dialog).findByRole('list', { name: 'ACLs that speak of it' })
    expect(within(rules).getByText('User:shop: allow Write on topic orders.events from 10.4.1.17')).toBeTruthy()
    await user.type(within(dialog).getByLabelText(/^Name/), 'orders.events')
    const answer = async (operation: string): Promise<string> => {
      const head = await within(dialog).findByRole('rowheader', { name: operation })
      return head.closest('tr')?.textContent ?? ''
    }
    expect(await answer('Write')).toContain('depends on the address')
    expect(await answer('Read')).toContain('no ACL allows it')
    await user.type(within(dialog).getByLabelText(/^From/), '10.4.1.17')
    expect(await answer('Write')).toBe('WriteyesUser:shop: allow Write on topic orders.events from 10.4.1.17')
    expect(await answer('Describe')).toContain('yes')
  })

  it('brokers without an authorizer say so in place of an empty list', async () => {
    await open('/security', { change: answering(() => ({ asOf: 0, authorizer: false, acls: [], unknown: 0 })) })
    expect(await screen.findByRole('heading', { name: 'The brokers have no authorizer' })).toBeTruthy()
    expect(screen.queryByRole('grid')).toBeNull()
  })

  it('names the right that is missing to read them', async () => {
    const forbidden = new AppError('kafka.forbidden', {
      right: 'Describe',
      resource: 'the cluster',
      command: 'kafka-acls.sh --add --cluster',
    })
    await open('/security', {
      change: answering(() => {
        throw forbidden
      }),
    })
    expect(await screen.findByText(/needs Describe on the cluster/)).toBeTruthy()
  })

  it('a new one is checked at its fields, and planned as it stands; another kind of resource has its own operations', async () => {
    const { host, user } = await open('/security')
    host.world.changes.access.patch('orders-eu', { level: 'guarded' })
    await screen.findByText('Guarded')
    await user.click(screen.getByRole('button', { name: 'Add an ACL' }))
    const form = await screen.findByRole('dialog', { name: 'Add an ACL' })
    await user.clear(within(form).getByLabelText('Principal'))
    await user.type(within(form).getByLabelText('Principal'), 'ada')
    await user.click(within(form).getByRole('button', { name: 'Review…' }))
    expect(
      within(form)
        .getAllByRole('alert')
        .map((a) => a.textContent),
    ).toEqual(['A type and a name, as User:alice.', 'A name is needed; * stands for all.'])
    await user.selectOptions(within(form).getByLabelText('Resource'), 'group')
    const operations = within(within(form).getByLabelText('Operation')).getAllByRole('option')
    expect(operations.map((o) => o.textContent)).not.toContain('Write')
    await user.clear(within(form).getByLabelText('Principal'))
    await user.type(within(form).getByLabelText('Principal'), 'User:ada')
    await user.type(within(form).getByLabelText('Name'), 'billing')
    await user.click(within(form).getByRole('radio', { name: 'deny' }))
    await user.click(within(form).getByRole('button', { name: 'Review…' }))
    expect(await screen.findByRole('alertdialog')).toBeTruthy()
    expect(host.calls.filter((c) => c.member === 'security.createAcls').map((c) => c.input)).toEqual([
      {
        do: 'plan',
        cluster: 'orders-eu',
        input: {
          acls: [
            {
              resource: 'group',
              name: 'billing',
              pattern: 'literal',
              principal: 'User:ada',
              host: '*',
              operation: 'Read',
              permission: 'deny',
            },
          ],
        },
      },
    ])
  })

  it('ACLs of a file are shown beside those that there are; what it adds is planned, what it lacks stays', async () => {
    const { host } = await open('/security?form=security.importAcls')
    host.world.changes.access.patch('orders-eu', { level: 'guarded' })
    const form = await screen.findByRole('dialog', { name: 'Import ACLs' })
    const lines = [...fakeAcls.slice(1).map((acl) => aclCells(acl).join(',')), 'User:ada,allow,Read,topic,orders,literal,*']
    fireEvent.change(within(form).getByLabelText('ACLs, one a line'), { target: { value: lines.join('\n') } })
    const told = await within(form).findByText(/^To be added/)
    expect(told.textContent).toBe(`To be added: 1. There already: ${fakeAcls.length - 1}. There and not in the file, and left alone: 1.`)
    expect(within(form).getByText('+ User:ada: allow Read on topic orders')).toBeTruthy()
    fireEvent.click(within(form).getByRole('button', { name: 'Add 1 ACL…' }))
    expect(await screen.findByRole('alertdialog')).toBeTruthy()
    expect(host.calls.find((c) => c.member === 'security.createAcls')?.input).toMatchObject({
      input: { acls: [{ principal: 'User:ada', operation: 'Read', name: 'orders' }] },
    })
  })

  it('shows what clients are limited to, in units, and finds by user', async () => {
    await open('/security?tab=quotas')
    const row = await rowOf('10.0 MiB/s')
    expect(row.textContent).toContain('user billing')
    expect(row.textContent).toContain('150\u202F%')
    cleanup()
    await open('/security?tab=quotas&filter=user:shop')
    expect(await screen.findByText('checkout-7')).toBeTruthy()
    expect(screen.queryByText('billing')).toBeNull()
  })

  it('a quota shows its limits as they are; only what was written over is planned, in bytes', async () => {
    const { host, user } = await open('/security?tab=quotas&form=security.setQuota&of=user%3Dbilling')
    host.world.changes.access.patch('orders-eu', { level: 'guarded' })
    const form = await screen.findByRole('dialog', { name: 'Set a quota' })
    const field = (name: string): HTMLElement => within(form).getByLabelText(name)
    expect((await within(form).findByDisplayValue('10485760')) === field('Produce')).toBe(true)
    const review = within(form).getByRole('button', { name: 'Review…' })
    expect(review.title).toBe('Write a limit first.')
    await user.clear(field('Fetch'))
    await user.type(field('Fetch'), '30 MiB')
    await user.clear(field('Request time'))
    await user.type(field('Topic changes'), '0')
    await user.click(review)
    expect((await within(form).findByRole('alert')).textContent).toContain('More than zero.')
    await user.clear(field('Topic changes'))
    await user.click(review)
    expect(await screen.findByRole('alertdialog')).toBeTruthy()
    expect(host.calls.filter((c) => c.member === 'security.alterQuotas').map((c) => c.input)).toEqual([
      {
        do: 'plan',
        cluster: 'orders-eu',
        input: {
          quotas: [
            {
              entity: { user: { name: 'billing' }, clientId: null, ip: null },
              changes: [
                { key: 'consumer_byte_rate', value: 31_457_280 },
                { key: 'request_percentage', value: null },
              ],
            },
          ],
        },
      },
    ])
  })

  it('an address has its own limit and stands alone; every other needs no name', async () => {
    const { host, user } = await open('/security?tab=quotas&form=security.setQuota')
    host.world.changes.access.patch('orders-eu', { level: 'guarded' })
    const form = await screen.findByRole('dialog', { name: 'Set a quota' })
    await user.click(within(form).getByRole('radio', { name: 'IP address' }))
    expect(within(form).queryByLabelText('Produce')).toBeNull()
    await user.selectOptions(within(form).getByLabelText('For', { selector: 'select' }), 'every other address')
    await user.clear(within(form).getByLabelText('New connections'))
    await user.type(within(form).getByLabelText('New connections'), '300')
    await user.click(within(form).getByRole('button', { name: 'Review…' }))
    expect(await screen.findByRole('alertdialog')).toBeTruthy()
    expect(host.calls.find((c) => c.member === 'security.alterQuotas')?.input).toMatchObject({
      input: {
        quotas: [
          { entity: { user: null, clientId: null, ip: { name: null } }, changes: [{ key: 'connection_creation_rate', value: 300 }] },
        ],
      },
    })
  })

  it('through the scheduler only byte rates of client ids are set, and none is taken away: each says so', async () => {
    const through = (handlers: SamsaHandlers): SamsaHandlers => ({
      ...handlers,
      security: {
        ...handlers.security,
        quotas: () => ({
          asOf: 0,
          quotas: [
            {
              entity: { user: null, clientId: { name: 'checkout' }, ip: null },
              values: [{ key: 'producer_byte_rate', value: 1_048_576 }],
            },
          ],
          unknown: 0,
          via: 'scheduler',
        }),
      },
    })
    const { host, user } = await open('/security?tab=quotas', { change: through })
    host.world.changes.access.patch('orders-eu', { level: 'guarded' })
    fireEvent.contextMenu(await rowOf('checkout'))
    const remove = await screen.findByRole('menuitem', { name: /^Remove this quota…/ })
    expect(remove.getAttribute('aria-disabled')).toBe('true')
    expect(screen.getByText(/^Through the scheduler/)).toBeTruthy()
    cleanup()
    const again = await open('/security?tab=quotas&form=security.setQuota', { change: through })
    again.host.world.changes.access.patch('orders-eu', { level: 'guarded' })
    const form = await screen.findByRole('dialog', { name: 'Set a quota' })
    await within(form).findByLabelText('Client id')
    expect(
      within(form)
        .getAllByRole('radio')
        .map((each) => each.textContent),
    ).toEqual(['Client id'])
    expect(within(form).queryByLabelText('Request time')).toBeNull()
    await user.type(within(form).getByLabelText('Client id'), 'billing')
    await user.type(within(form).getByLabelText('Produce'), '2 MiB')
    await user.click(within(form).getByRole('button', { name: 'Review…' }))
    expect(await screen.findByRole('alertdialog')).toBeTruthy()
    expect(again.host.calls.find((c) => c.member === 'security.alterQuotas')?.input).toMatchObject({
      input: {
        quotas: [
          { entity: { user: null, clientId: { name: 'billing' }, ip: null }, changes: [{ key: 'producer_byte_rate', value: 2_097_152 }] },
        ],
      },
    })
  })

  it('what cannot be read cannot be changed: the release, or the right, that is missing is on the button as well', async () => {
    const old = new AppError('kafka.unsupported', { what: 'Client quotas', needs: 'Kafka 2.6' })
    const change = (handlers: SamsaHandlers): SamsaHandlers => ({
      ...handlers,
      security: {
        ...handlers.security,
        quotas: () => {
          throw old
        },
      },
    })
    const { host } = await open('/security?tab=quotas', { change })
    host.world.changes.access.patch('orders-eu', { level: 'guarded' })
    expect(await screen.findByText(/Kafka 2\.6/, { selector: 'main *' })).toBeTruthy()
    await vi.waitFor(() => expect(screen.getByRole('button', { name: 'Set a quota' }).title).toMatch(/Client quotas/))
  })

  it('lists who can log in by SCRAM; a new user needs a name and the password twice, and only the core gets it', async () => {
    const { host, user } = await open('/security?tab=scram')
    host.world.changes.access.patch('orders-eu', { level: 'guarded' })
    expect((await rowOf('intern')).textContent).toContain('SCRAM-SHA-256')
    await screen.findByText('Guarded')
    await user.click(screen.getByRole('button', { name: 'Create a user' }))
    const form = await screen.findByRole('dialog', { name: 'Create a user' })
    const field = (name: string): HTMLElement => within(form).getByLabelText(name)
    await user.type(field('Password'), 'secret')
    await user.type(field('Once more'), 'secre')
    const review = within(form).getByRole('button', { name: 'Review…' })
    await user.click(review)
    expect(
      within(form)
        .getAllByRole('alert')
        .map((a) => a.textContent),
    ).toEqual(['A name is needed.', 'It is another one than before.'])
    await user.type(field('User'), 'ada')
    await user.type(field('Once more'), 't')
    await user.clear(field('Iterations'))
    await user.type(field('Iterations'), '8192')
    await user.click(review)
    expect(await screen.findByRole('alertdialog')).toBeTruthy()
    expect(host.calls.filter((c) => c.member === 'security.setScram').map((c) => c.input)).toEqual([
      {
        do: 'plan',
        cluster: 'orders-eu',
        input: { user: 'ada', mechanism: 'SCRAM-SHA-512', iterations: 8_192, password: 'secret' },
      },
    ])
    const kept = [localStorage, sessionStorage].flatMap((store) => Object.entries(store)).join(' ')
    expect(`${location.href} ${document.body.textContent} ${kept}`).not.toContain('secret')
  })

  it('another password is of that user and mechanism', async () => {
    const { host, user } = await open('/security?tab=scram&form=security.setScram&of=user%3Dshop%26mechanism%3DSCRAM-SHA-512')
    host.world.changes.access.patch('orders-eu', { level: 'guarded' })
    const form = await screen.findByRole('dialog', { name: 'Change the password of shop' })
    expect(within(form).queryByRole('radiogroup')).toBeNull()
    await user.type(within(form).getByLabelText('Password'), 'p')
    await user.type(within(form).getByLabelText('Once more'), 'p')
    await user.click(within(form).getByRole('button', { name: 'Review…' }))
    expect(await screen.findByRole('alertdialog')).toBeTruthy()
    expect(host.calls.find((c) => c.member === 'security.setScram')?.input).toMatchObject({
      input: { user: 'shop', mechanism: 'SCRAM-SHA-512', password: 'p' },
    })
  })
})
