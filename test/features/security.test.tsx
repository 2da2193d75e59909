import { cleanup, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { SamsaHandlers } from '../../shared/contract/index.ts'
import { AppError } from '../../shared/errors/error.ts'
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
    await user.click(within(form).getByRole('button', { name: 'Review' }))
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
    await user.click(within(form).getByRole('button', { name: 'Review' }))
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
})
