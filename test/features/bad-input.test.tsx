import { fireEvent, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { contract, type SamsaHandlers } from '../../shared/contract/index.ts'
import { ChangeResult } from '../../shared/contract/changes.ts'
import { AppError } from '../../shared/errors/error.ts'
import { buttonIn, fieldIn } from './bad-input/fields.ts'
import { kafkaForms } from './bad-input/kafka-forms.ts'
import { NOTHING_TO_WRITE, otherForms } from './bad-input/other-forms.ts'
import type { Bad, BadForm } from './bad-input/row.ts'
import { useScreens, type Shown } from './screen.tsx'

/** Issue 5: bad input is refused with the field and the reason, and nothing is sent of it. */
const forms: readonly BadForm[] = [...kafkaForms, ...otherForms]

type Refusals = { now: NonNullable<Bad['core']> | null }

/** The core refuses that field, in the plan and in the preview before it. */
function refusing(handlers: SamsaHandlers, members: readonly string[], refusals: Refusals): SamsaHandlers {
  // Names became values: each is a member of the contract, as the completeness below asks.
  const all = looseOf(handlers)
  for (const name of [...members, 'groups.previewReset']) {
    const [subject = '', member = ''] = name.split('.')
    const handler = all[subject]?.[member]
    if (handler === undefined) throw new Error(`There is no ${name}`)
    all[subject] = {
      ...all[subject],
      [member]: (...given) => {
        if (refusals.now === null) return handler(...given)
        const { path, message } = refusals.now
        throw new AppError('rpc.badInput', { member: name, issues: [{ path: `input.${path}`, message }] })
      },
    }
  }
  return all as unknown as SamsaHandlers
}
type Loose = Record<string, Record<string, (...given: readonly unknown[]) => unknown>>
const looseOf = (handlers: SamsaHandlers): Loose => ({ ...(handlers as unknown as Loose) })

const plansOf = ({ host }: Shown, { changes }: BadForm): number => host.calls.filter(({ member }) => changes.includes(member)).length

const write = (form: HTMLElement, label: string, value: string): boolean => fireEvent.change(fieldIn(form, label), { target: { value } })
const valueOf = (field: HTMLElement): string => (field as HTMLInputElement).value // `fieldIn` finds only such

/** What is said at the field itself: by its description, as screen readers have it. */
function saidAt(field: HTMLElement): string {
  const about = document.getElementById(field.getAttribute('aria-describedby') ?? '')
  return about?.getAttribute('role') === 'alert' ? (about.textContent ?? '') : ''
}

async function refuses(shown: Shown, at: BadForm, form: HTMLElement, row: Bad, refusals: Refusals): Promise<void> {
  row.choose?.(form)
  const before = new Map([...Object.keys(row.with ?? {}), row.field].map((label) => [label, valueOf(fieldIn(form, label))]))
  refusals.now = row.core ?? null
  for (const [label, value] of Object.entries(row.with ?? {})) write(form, label, value)
  write(form, row.field, row.write)
  const plans = plansOf(shown, at)
  if (row.off === undefined) fireEvent.click(buttonIn(form, at.submit) ?? form)
  await waitFor(() => {
    const said = saidAt(fieldIn(form, row.field))
    if (typeof row.says === 'string') expect(said).toBe(row.says)
    else expect(said).toMatch(row.says)
    if (row.says !== '') expect(fieldIn(form, row.field).getAttribute('aria-invalid')).toBe('true')
    if (row.off === 'gone') expect(buttonIn(form, at.submit)).toBeNull()
    else if (row.off !== undefined) {
      expect(buttonIn(form, at.submit)?.getAttribute('aria-disabled')).toBe('true')
      const title = buttonIn(form, at.submit)?.getAttribute('title')
      if (row.off === 'says') expect(title).toBe(saidAt(fieldIn(form, row.field)))
      else expect(title).toBe(row.off)
    }
  })
  // What only the core knows is asked for, and refused there.
  if (row.core === undefined) expect(plansOf(shown, at)).toBe(plans)
  expect(document.querySelector('[role="alertdialog"]')).toBeNull()
  refusals.now = null
  for (const [label, value] of before) write(form, label, value)
}

describe('Bad input is refused at its field', () => {
  const show = useScreens()

  it.each(forms)('$name', { timeout: 180_000 }, async (at) => {
    const refusals: Refusals = { now: null }
    const shown = await show(at.at, {
      onMesos: at.onMesos === true,
      change: (handlers) => refusing(at.world?.(handlers) ?? handlers, at.changes, refusals),
    })
    shown.host.world.changes.access.patch('orders-eu', { level: 'guarded', until: Date.now() + 900_000 })
    await screen.findByText('Guarded')
    const form = at.title === undefined ? await screen.findByRole('main') : await screen.findByRole('dialog', { name: at.title })
    const [first] = at.bad
    if (first && first.choose === undefined) await waitFor(() => fieldIn(form, first.field))
    for (const row of at.bad) {
      await refuses(shown, at, form, row, refusals).catch((error: unknown) => {
        throw new Error(`${row.field}: “${row.write.slice(0, 40)}”`, { cause: error })
      })
    }
  })

  it('every change of the contract has a form above, or nothing that is written', () => {
    const members = Object.entries(contract).flatMap(([subject, all]) =>
      Object.entries(all).flatMap(([name, member]) => ('output' in member && member.output === ChangeResult ? [`${subject}.${name}`] : [])),
    )
    const tested = new Set(forms.flatMap(({ changes }) => changes))
    expect(members.length).toBeGreaterThan(20)
    expect(members.filter((name) => !tested.has(name) && !(name in NOTHING_TO_WRITE))).toEqual([])
    expect(Object.keys(NOTHING_TO_WRITE).filter((name) => tested.has(name) || !members.includes(name))).toEqual([])
  })
})

const fileOf = (text: string, name = 'given.json'): File => new File([text], name)
const moves = (...entries: readonly object[]): string => JSON.stringify({ version: 1, partitions: entries })

describe('A bad file is refused where it was given', () => {
  const show = useScreens()

  it.each([
    ['orders.events,0,1', 'This is not JSON.'],
    ['{"version":2,"partitions":[]}', 'Only version 1 of the format is known.'],
    ['{"topics":[]}', 'It has no list “partitions”, as files of kafka-reassign-partitions have.'],
    [moves({ topic: 'a', partition: -1, replicas: [1] }), 'Entry 1: “partition” is not a whole number.'],
    [moves({ topic: 'a', partition: 0, replicas: ['1'] }), 'Entry 1: “replicas” is not a list of broker ids.'],
    [moves({ topic: 'a', partition: 0, replicas: [1, 1] }), 'Entry 1: a broker is named twice in [1, 1].'],
    [' '.repeat(8_000_001), 'It has more than 8 MB.'],
  ])('reassignment: number %#', async (text, why) => {
    const { host } = await show('/reassignments?goal=given')
    const button = await screen.findByRole('button', { name: 'Read a file…' })
    fireEvent.change(screen.getByLabelText('Read a file…', { selector: 'input' }), { target: { files: [fileOf(text)] } })
    await waitFor(() => expect(saidAt(button)).toBe(`given.json: ${why}`))
    expect(screen.queryByRole('button', { name: 'Start…' })).toBeNull()
    expect(host.calls.filter(({ member }) => member === 'reassignments.propose')).toEqual([])
  })

  it('offsets: one that is too large is not even read', async () => {
    await show('/groups?form=groups.resetOffsets&of=nightly-export')
    const form = await screen.findByRole('dialog', { name: 'Reset offsets of nightly-export' })
    fireEvent.change(fieldIn(form, 'Move to'), { target: { value: 'file' } })
    const input = form.querySelector<HTMLInputElement>('input[type="file"]')
    fireEvent.change(input ?? form, { target: { files: [fileOf('a,0,1\n'.repeat(700_000), 'offsets.csv')] } })
    await waitFor(() => expect(saidAt(fieldIn(form, 'Lines'))).toBe('At most 4 MB'))
    expect(buttonIn(form, 'Review…')?.getAttribute('aria-disabled')).toBe('true')
  })

  it('schema: what is wrong with it stands at its text, and it cannot be used', async () => {
    await show('/topics?form=messages.produce&of=orders.events')
    const form = await screen.findByRole('dialog', { name: 'Write messages to orders.events' })
    fireEvent.change(fieldIn(form, 'Value is'), { target: { value: 'avro' } })
    const schema = await screen.findByRole('dialog', { name: 'Schema of values' })
    expect(buttonIn(schema, 'Use it')?.getAttribute('title')).toBe('Choose a schema first')
    write(schema, 'Avro schema (.avsc)', 'record')
    const why = 'The schema cannot be used: it is no JSON, as an Avro schema (.avsc) is.'
    await waitFor(() => expect(saidAt(fieldIn(schema, 'Avro schema (.avsc)'))).toBe(why))
    expect(buttonIn(schema, 'Use it')?.getAttribute('title')).toBe(why)
  })
})
