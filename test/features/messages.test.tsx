import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { SamsaHandlers } from '../../shared/contract/index.ts'
import { AppError } from '../../shared/errors/error.ts'
import { cellOf, rowOf, useScreens } from './screen.tsx'

const path = '/topics/orders.events/messages'
const read = (): HTMLElement => screen.getByRole('button', { name: 'Read' })
const asked = (calls: readonly { member: string; input: unknown }[]): unknown[] =>
  calls.filter((c) => c.member === 'messages.browse').map((c) => c.input)

describe('Messages', () => {
  const open = useScreens()

  it('reads nothing before it is asked to, and says that it leaves no trace', async () => {
    const { host, user } = await open(path)
    expect(await screen.findByText('This reads without joining a group and commits nothing.')).toBeTruthy()
    expect(asked(host.calls)).toEqual([])
    await user.click(read())
    await screen.findByRole('grid')
    expect(asked(host.calls)).toEqual([
      expect.objectContaining({
        topic: 'orders.events',
        from: { at: 'newest', count: 500 },
        partitions: null,
        filter: null,
        follow: false,
      }),
    ])
    expect(await screen.findByText('to the end')).toBeTruthy()
  })

  it('shows what a record has, what it lacks, and what cannot be read', async () => {
    const { user } = await open(path)
    await user.click(read())
    const row = await rowOf('12 408 332')
    expect(within(row).getByText('order-4712')).toBeTruthy()
    expect(await cellOf('12 408 334', 'key')).toBe('null')
    expect(await cellOf('12 408 342', 'value')).toBe('Cannot be read: its check sum is wrong')
  })

  it('opens one in full, with JSON laid out and its headers', async () => {
    const { user } = await open(path)
    await user.click(read())
    await user.click(await rowOf('12 408 332'))
    const detail = await screen.findByRole('complementary', { name: /12.408.332/ })
    expect(within(detail).getByText(/"order": \{\s+"id": 4712,/)).toBeTruthy()
    expect(within(detail).getByText('trace-id')).toBeTruthy()
    await user.click(within(detail).getByRole('button', { name: 'Close' }))
    await waitFor(() => expect(screen.queryByRole('complementary', { name: /12.408.332/ })).toBeNull())
  })

  it('asks for what stands in the form, and names the field that is wrong', async () => {
    const { host, user } = await open(`${path}?partition=2&offset=77`)
    await user.selectOptions(await screen.findByLabelText('Find'), 'path')
    await user.type(screen.getByLabelText('By path'), 'order.id = 42')
    await user.click(screen.getByRole('button', { name: 'Committed only' }))
    await user.click(read())
    expect(asked(host.calls).at(-1)).toMatchObject({
      from: { at: 'offset', offset: '77' },
      partitions: [2],
      committedOnly: true,
      filter: { path: { path: 'order.id', value: { text: '42', how: 'equals' } } },
    })
    await user.clear(screen.getByLabelText('Partitions'))
    await user.type(screen.getByLabelText('Partitions'), 'two')
    await user.click(read())
    expect(await screen.findByText('Numbers and ranges, as 0, 3–5')).toBeTruthy()
    expect(asked(host.calls)).toHaveLength(1)
  })

  it('names the right that is missing, and the command that grants it', async () => {
    const forbidden = new AppError('kafka.forbidden', {
      right: 'Read',
      resource: 'topic orders.events',
      command: 'kafka-acls.sh --add --operation Read',
    })
    const change = (handlers: SamsaHandlers): SamsaHandlers => ({
      ...handlers,
      messages: {
        ...handlers.messages,
        // eslint-disable-next-line require-yield -- it fails before anything is found
        async *browse() {
          await Promise.resolve()
          throw forbidden
        },
      },
    })
    const { user } = await open(path, { change })
    await user.click(read())
    expect(await screen.findByText(/needs Read on topic orders.events/)).toBeTruthy()
    expect(await screen.findByText(/kafka-acls\.sh --add --operation Read/)).toBeTruthy()
  })

  it('what is written is checked at its fields, and planned as it stands', async () => {
    const shown = await open(path)
    const { host, user } = shown
    const write = await screen.findByRole('button', { name: 'Write messages…' })
    await waitFor(() => expect(write.getAttribute('title')).toBe('This cluster is locked: unlock it first'))
    host.world.changes.access.patch('orders-eu', { level: 'guarded' })
    await screen.findByText('Guarded')
    await user.click(write)
    const form = await screen.findByRole('dialog', { name: 'Write messages to orders.events' })
    await user.type(within(form).getByLabelText('Key'), 'order-1')
    await user.type(within(form).getByLabelText('Value'), '{{')
    await user.type(within(form).getByLabelText('Partition'), 'x')
    await user.click(within(form).getByRole('button', { name: 'Review…' }))
    expect(
      within(form)
        .getAllByRole('alert')
        .map((a) => a.textContent),
    ).toEqual(['It is no JSON.', 'A whole number from 0 on'])
    await user.type(within(form).getByLabelText('Value'), '"a":1}')
    await user.clear(within(form).getByLabelText('Partition'))
    await user.click(within(form).getByRole('button', { name: 'Review…' }))
    expect(await screen.findByRole('alertdialog')).toBeTruthy()
    const asksFor = host.calls.filter((c) => c.member === 'messages.produce').map((c) => c.input)
    expect(asksFor).toEqual([
      {
        do: 'plan',
        cluster: 'orders-eu',
        input: {
          topic: 'orders.events',
          records: [{ key: { as: 'text', text: 'order-1' }, value: { as: 'json', text: '{"a":1}' }, headers: [], partition: null }],
        },
      },
    ])
  })

  it('a value is written by a schema of the registry or of a file; what is missing is told there', async () => {
    const { host, user } = await open(path)
    host.world.changes.access.patch('orders-eu', { level: 'guarded' })
    await screen.findByText('Guarded')
    await user.click(await screen.findByRole('button', { name: 'Write messages…' }))
    const form = await screen.findByRole('dialog', { name: 'Write messages to orders.events' })
    await user.selectOptions(within(form).getByLabelText('Key is'), 'null')
    await user.selectOptions(within(form).getByLabelText('Value is'), 'By registry')
    await user.click(within(form).getByLabelText('Value'))
    await user.paste('{"a":1}')
    await user.click(within(form).getByRole('button', { name: 'Review…' }))
    expect(within(form).getByRole('alert').textContent).toBe('Write the subject in the registry')
    await user.type(within(form).getByLabelText('Subject of values'), 'orders.events-value')
    await user.click(within(form).getByRole('button', { name: 'Review…' }))
    expect(await screen.findByRole('alertdialog')).toBeTruthy()
    expect(host.calls.findLast((c) => c.member === 'messages.produce')?.input).toMatchObject({
      input: {
        records: [{ key: null, value: { as: 'schema', text: '{"a":1}' } }],
        schemas: { key: null, value: { by: 'registry', subject: 'orders.events-value', message: null } },
      },
    })
  })

  it('many are written one a line; a bad line is told by its number', async () => {
    const { host, user } = await open(path)
    host.world.changes.access.patch('orders-eu', { level: 'guarded' })
    await screen.findByText('Guarded')
    await user.click(await screen.findByRole('button', { name: 'Write messages…' }))
    const form = await screen.findByRole('dialog', { name: 'Write messages to orders.events' })
    await user.click(within(form).getByRole('radio', { name: 'Many, one a line' }))
    const lines = within(form).getByLabelText('Messages as JSON, one a line')
    await user.click(lines)
    await user.paste('{"key":"a","value":1}\n{"val":2}')
    await user.click(within(form).getByRole('button', { name: 'Review…' }))
    expect(within(form).getByRole('alert').textContent).toBe('Line 2: There is no field val.')
    await user.clear(lines)
    await user.paste('{"key":"a","value":1}\n{"value":null,"key":"b"}')
    expect(within(form).getByText('2 messages')).toBeTruthy()
    await user.click(within(form).getByRole('button', { name: 'Review…' }))
    expect(await screen.findByRole('alertdialog')).toBeTruthy()
  })
})

describe('Messages by a schema', () => {
  const open = useScreens()

  it('asks for one before it reads, says what is wrong with it, and keeps it for the topic', async () => {
    const { host, user } = await open(path)
    await user.selectOptions(await screen.findByLabelText('Values as'), 'protobuf')
    const form = await screen.findByRole('dialog', { name: 'Schema of values' })
    await user.click(within(form).getByRole('button', { name: 'Cancel' }))
    // jsdom leaves the page hidden behind a dialog that went.
    await user.click(screen.getByRole('button', { name: 'Read', hidden: true }))
    expect((await screen.findByText('Choose a schema first')).textContent).toBe('Choose a schema first')
    expect(asked(host.calls)).toEqual([])

    await user.selectOptions(screen.getByLabelText('Values as'), 'avro')
    const avro = await screen.findByRole('dialog', { name: 'Schema of values' })
    await user.click(within(avro).getByLabelText('Avro schema (.avsc)'))
    await user.paste('record')
    expect(await within(avro).findByText(/it is no JSON, as an Avro schema/)).toBeTruthy()
    await user.clear(within(avro).getByLabelText('Avro schema (.avsc)'))
    await user.paste('{"type":"record"}')
    await within(avro).findByText('Describes shop.Order')
    await user.click(within(avro).getByRole('button', { name: 'A schema id stands before it' }))
    await user.click(within(avro).getByRole('button', { name: 'Use it' }))
    // jsdom leaves the page hidden behind a dialog that went.
    await user.click(screen.getByRole('button', { name: 'Read', hidden: true }))
    const schema = { kind: 'avro', text: '{"type":"record"}', references: [], message: null, framed: true }
    await waitFor(() =>
      expect(asked(host.calls)).toEqual([expect.objectContaining({ valueFormat: 'avro', valueSchema: schema, keySchema: null })]),
    )

    // Another format and back: it is still there.
    await user.selectOptions(screen.getByLabelText('Values as'), 'hex')
    await user.selectOptions(screen.getByLabelText('Values as'), 'avro')
    expect(screen.queryByRole('dialog', { name: 'Schema of values' })).toBeNull()
  })

  it('says which schema a value was read by', async () => {
    const { user } = await open(path)
    await user.click(read())
    await user.click(await rowOf('12 408 336'))
    const detail = await screen.findByRole('complementary', { name: /12.408.336/ })
    expect(within(detail).getByText('shop.Order · schema 41')).toBeTruthy()
    expect(within(detail).getByText('Avro')).toBeTruthy()
  })
})
