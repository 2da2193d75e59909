import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import * as z from 'zod'
import { describe, expect, it } from 'vitest'
import { contract, type SamsaHandlers } from '../../shared/contract/index.ts'
import { AppError } from '../../shared/errors/error.ts'
import { buttonIn, fieldIn } from './bad-input/fields.ts'
import { useScreens } from './screen.tsx'

/**
 * Issue 5: nothing goes unsaid. Whatever field of a change the core refuses, also one that the form has no place for, its words are on the
 * screen and nothing is sent.
 */

interface Form {
  readonly change: string
  readonly at: string
  readonly title: string
  readonly submit: RegExp
  readonly onMesos?: true
  /** Makes it ready to be handed in. */
  readonly fill: (form: HTMLElement) => Promise<void> | void
}

const write = (form: HTMLElement, label: string, value: string): void => void fireEvent.change(fieldIn(form, label), { target: { value } })

const forms: readonly Form[] = [
  {
    change: 'topics.create',
    at: '/topics?form=topics.create',
    title: 'New topic',
    submit: /^Create…$/,
    fill: (form) => write(form, 'Name', 'orders.retry'),
  },
  {
    change: 'topics.configure',
    at: '/topics?form=topics.configure&of=orders.events',
    title: 'Configuration of orders.events',
    submit: /^Change 1/,
    fill: async (form) => void fireEvent.change(await within(form).findByLabelText('retention.ms'), { target: { value: '5' } }),
  },
  {
    change: 'topics.addPartitions',
    at: '/topics?form=topics.addPartitions&of=orders.events',
    title: 'Add partitions to orders.events',
    submit: /^Add…$/,
    fill: (form) => write(form, 'Partitions then', '40'),
  },
  {
    change: 'topics.deleteRecords',
    at: '/topics?form=topics.deleteRecords&of=orders.events',
    title: 'Delete records of orders.events',
    submit: /^Delete…$/,
    fill: async (form) => {
      const field = await within(form).findByLabelText('Delete before p0')
      const end = field.closest('tr')?.querySelectorAll('td')[2]?.textContent ?? ''
      fireEvent.change(field, { target: { value: end.replaceAll(/\D/g, '') } })
    },
  },
  {
    change: 'groups.resetOffsets',
    at: '/groups?form=groups.resetOffsets&of=nightly-export',
    title: 'Reset offsets of nightly-export',
    submit: /^Move .*…$/,
    fill: async (form) => void (await within(form).findByText(/partitions move$/)),
  },
  {
    change: 'groups.deleteOffsets',
    at: '/groups?form=groups.deleteOffsets&of=nightly-export',
    title: 'Delete offsets of nightly-export',
    submit: /^Delete…$/,
    fill: async (form) => void fireEvent.click((await within(form).findAllByRole('checkbox'))[0] ?? form),
  },
  {
    change: 'reassignments.throttle',
    at: '/reassignments?form=reassignments.throttle',
    title: 'Throttle of the reassignment',
    submit: /^Review…$/,
    fill: (form) => write(form, 'MiB a second, each broker', '5'),
  },
  {
    change: 'brokers.configure',
    at: '/brokers?form=brokers.configure&of=1',
    title: 'Configuration of Broker 1',
    submit: /^Change 1/,
    fill: async (form) => void fireEvent.change(await within(form).findByLabelText('min.insync.replicas'), { target: { value: '3' } }),
  },
  {
    change: 'security.createAcls',
    at: '/security?form=security.addAcl',
    title: 'Add an ACL',
    submit: /^Review…$/,
    fill(form) {
      write(form, 'Principal', 'User:ada')
      write(form, 'Name', 'billing')
    },
  },
  {
    change: 'security.alterQuotas',
    at: '/security?tab=quotas&form=security.setQuota',
    title: 'Set a quota',
    submit: /^Review…$/,
    fill(form) {
      write(form, 'User name', 'ada')
      write(form, 'Produce', '5')
    },
  },
  {
    change: 'security.setScram',
    at: '/security?tab=scram&form=security.setScram',
    title: 'Create a user',
    submit: /^Review…$/,
    fill(form) {
      write(form, 'User', 'ada')
      write(form, 'Password', 'p')
      write(form, 'Once more', 'p')
    },
  },
  {
    change: 'messages.produce',
    at: '/topics?form=messages.produce&of=orders.events',
    title: 'Write messages to orders.events',
    submit: /^Review…$/,
    fill: (form) => write(form, 'Value', '1'),
  },
  {
    change: 'lifecycle.add',
    at: '/brokers?form=add',
    title: 'Add brokers',
    submit: /^Next/,
    onMesos: true,
    fill: (form) => write(form, 'New brokers', '50'),
  },
  {
    change: 'lifecycle.clone',
    at: '/brokers?form=clone&of=4',
    title: 'Clone broker 4',
    submit: /^Next/,
    onMesos: true,
    fill: (form) => write(form, 'New brokers', '50'),
  },
]

type Json = { readonly [key: string]: unknown }
const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Deeper ones are within one field of a form. */
const DEPTH = 4

/** Each field of an input, and each thing that holds some: `records.0.value.text`. */
function pathsIn(schema: unknown, at: string): string[] {
  if (!isJson(schema) || at.split('.').length > DEPTH) return []
  const join = (name: string): string => (at === '' ? name : `${at}.${name}`)
  const properties = isJson(schema['properties']) ? Object.entries(schema['properties']) : []
  const variants = ['anyOf', 'oneOf'].flatMap((key) => (Array.isArray(schema[key]) ? (schema[key] as unknown[]) : []))
  const below = [
    ...properties.flatMap(([name, of]) => pathsIn(of, join(name))),
    ...(schema['items'] === undefined ? [] : pathsIn(schema['items'], join('0'))),
    ...variants.flatMap((of) => pathsIn(of, at)),
  ]
  return [...new Set([at, ...below])]
}

function inputPaths(change: string): readonly string[] {
  const [subject = '', member = ''] = change.split('.')
  const { input } = (contract as unknown as Record<string, Record<string, { readonly input: z.ZodType }>>)[subject]?.[member] ?? {}
  if (input === undefined) throw new Error(`There is no ${change}`)
  const schema = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as unknown as Json
  const requests = (schema['oneOf'] ?? schema['anyOf']) as readonly Json[]
  const plan = requests.find((one) => isJson(one['properties']) && 'input' in one['properties'])
  return pathsIn((plan?.['properties'] as Json | undefined)?.['input'], '')
}

describe('What the core refuses is said, whatever field it names', () => {
  const show = useScreens()

  it.each(forms)('$change', { timeout: 180_000 }, async ({ change, at, title, submit, fill, onMesos }) => {
    const [subject = '', member = ''] = change.split('.')
    let refused: { readonly path: string; readonly message: string } | null = null
    const shown = await show(at, {
      onMesos: onMesos === true,
      change: (handlers) => {
        const all = handlers as unknown as Record<string, object> // names became values
        const refuse = (): never => {
          throw new AppError('rpc.badInput', { member: change, issues: refused === null ? [] : [refused] })
        }
        return { ...all, [subject]: { ...all[subject], [member]: refuse } } as unknown as SamsaHandlers
      },
    })
    shown.host.world.changes.access.patch('orders-eu', { level: 'guarded', until: Date.now() + 900_000 })
    await screen.findByText('Guarded')
    const form = await screen.findByRole('dialog', { name: title })
    await fill(form)
    const paths = inputPaths(change)
    expect(paths.length).toBeGreaterThan(1)
    for (const [n, path] of paths.entries()) {
      refused = { path: path === '' ? 'input' : `input.${path}`, message: `No such thing ${n}.` }
      await waitFor(() => expect(buttonIn(form, submit)?.getAttribute('aria-disabled')).toBeNull())
      fireEvent.click(buttonIn(form, submit) ?? form)
      await waitFor(() => expect(form.textContent, path).toContain(`No such thing ${n}.`))
    }
    expect(document.querySelector('[role="alertdialog"]')).toBeNull()
  })
})

describe('What the server refuses is on the screen', () => {
  const show = useScreens()

  it('in its words, with what of it was done and what was not', async () => {
    const { host } = await show('/topics?form=topics.addPartitions&of=orders.events')
    host.world.changes.access.patch('orders-eu', { level: 'guarded', until: Date.now() + 900_000 })
    host.world.changes.next = { plan: { confirm: { ask: true, typed: null, armAfterMs: 0 } }, outcome: { is: 'follow' } }
    await screen.findByText('Guarded')
    const form = await screen.findByRole('dialog', { name: 'Add partitions to orders.events' })
    write(form, 'Partitions then', '40')
    fireEvent.click(buttonIn(form, 'Add…') ?? form)
    const dialog = await screen.findByRole('alertdialog')
    fireEvent.click(buttonIn(dialog, /^Stop broker 2/) ?? dialog)
    await within(dialog).findByText('Sent')
    const [act] = host.world.changes.acts.rows()
    const about = { what: 'add partitions', code: 44, name: 'POLICY_VIOLATION', message: 'No more than 36 on weekdays.' }
    host.world.changes.acts.patch(act?.act ?? '', {
      state: 'failed',
      ended: true,
      note: 'Done: a, b. Not done: c (No more than 36 on weekdays.)',
      error: { code: 'kafka.changeRefused', about },
    })
    await within(dialog).findByText('No more than 36 on weekdays. (POLICY_VIOLATION, Kafka error 44)')
    expect(dialog.textContent).toContain('Done: a, b. Not done: c (No more than 36 on weekdays.)')
  })
})
