import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ClipboardContext } from '../../renderer/ui/clipboard.tsx'
import { FilterBox } from '../../renderer/ui/filter/filter-box.tsx'
import type { FilterFields } from '../../renderer/ui/filter/filter.ts'
import { forThisPage, KeptContext } from '../../renderer/ui/kept.ts'
import { DataTable } from '../../renderer/ui/table/data-table.tsx'
import type { Column, DataTableProps } from '../../renderer/ui/table/types.ts'

interface Row {
  readonly name: string
  readonly lag: number | null
  readonly note: string
}
const columns: readonly Column<Row>[] = [
  { id: 'name', title: 'Name', width: 160, grow: 1, value: (row) => row.name },
  { id: 'lag', title: 'Lag', width: 100, align: 'end', value: (row) => row.lag },
  { id: 'note', title: 'Note', width: 100, hidden: true, value: (row) => row.note },
]
const fields: FilterFields<Row> = { name: (row) => row.name, lag: (row) => row.lag }
const keyOf = (row: Row): string => row.name
const few: readonly Row[] = [
  { name: 'billing', lag: 5, note: 'x' },
  { name: 'audit', lag: 40, note: 'y' },
  { name: 'crm', lag: null, note: 'z' },
]

interface Seen {
  readonly copied: string[]
  readonly opened: string[]
}

type Extra = Pick<DataTableProps<Row>, 'groupOf' | 'detail'>

function List({ rows, seen, extra = {} }: { readonly rows: readonly Row[]; readonly seen: Seen; readonly extra?: Extra }) {
  const [filter, setFilter] = useState('')
  const [shown, setShown] = useState(0)
  return (
    <ClipboardContext
      value={(text) => {
        seen.copied.push(text)
        return Promise.resolve(true)
      }}
    >
      <FilterBox value={filter} onChange={setFilter} shown={shown} total={rows.length} />
      <DataTable
        label="Groups"
        rows={rows}
        columns={columns}
        rowKey={keyOf}
        filter={filter}
        fields={fields}
        initialSort={{ column: 'lag', descending: true }}
        onOpen={(row, how) => seen.opened.push(`${row.name}${how.newTab ? ' in a new tab' : ''}`)}
        fullRow={(row) => (row.note === 'full' ? 'Not allowed' : null)}
        onShown={setShown}
        storageKey="test"
        {...extra}
      />
    </ClipboardContext>
  )
}

const cells = (column: string): readonly (string | null)[] =>
  [...document.querySelectorAll<HTMLElement>('[role=row][aria-rowindex]:not([aria-rowindex="1"])')]
    .sort((a, b) => Number(a.getAttribute('aria-rowindex')) - Number(b.getAttribute('aria-rowindex')))
    .map((row) => row.querySelector(`[data-column=${column}]`)?.textContent ?? null)
const selected = (): string | undefined => document.querySelector('[aria-selected=true] [data-column=name]')?.textContent ?? undefined

describe('Table', () => {
  /** One a test: what one chose is not there for the next. */
  let kept = forThisPage()
  beforeEach(() => {
    vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(720)
    kept = forThisPage()
  })
  afterEach(() => {
    cleanup()
    vi.restoreAllMocks()
  })

  function show(rows: readonly Row[] = few, extra: Extra = {}) {
    const seen: Seen = { copied: [], opened: [] }
    const list = (next: readonly Row[]) => (
      <KeptContext value={kept}>
        <List rows={next} seen={seen} extra={extra} />
      </KeptContext>
    )
    const { rerender } = render(list(rows))
    return { seen, user: userEvent.setup(), set: (next: readonly Row[]) => rerender(list(next)) }
  }

  it('draws few of 50,000 rows, and the last one after End', async () => {
    const many = Array.from({ length: 50_000 }, (_, at): Row => ({ name: `group-${at}`, lag: 50_000 - at, note: '' }))
    const { user } = show(many)
    expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('50001')
    expect(cells('name').length).toBeLessThan(60)
    await user.keyboard('{End}')
    const grid = screen.getByRole('grid')
    // It is named when it is there, and has to be scrolled to, which this document cannot by itself.
    expect(grid.getAttribute('aria-activedescendant')).toBe(null)
    grid.scrollTop = 50_000 * 60
    fireEvent.scroll(grid)
    await waitFor(() => expect(grid.getAttribute('aria-activedescendant')).toMatch(/-49999$/))
    expect(cells('name')).toContain('group-49999')
  })

  it('sorts by keys: Tab to the head that it is sorted by, arrows between heads, Enter', async () => {
    const { user } = show()
    const head = (name: RegExp): HTMLElement => within(screen.getByRole('columnheader', { name })).getByRole('button')
    act(() => screen.getByRole('grid').focus())
    await user.tab()
    expect(document.activeElement).toBe(head(/Lag/))
    await user.keyboard('{ArrowRight}{ArrowLeft}{ArrowLeft}')
    expect(document.activeElement).toBe(head(/Name/))
    await user.keyboard('{Enter}')
    expect(screen.getByRole('columnheader', { name: /Name/ }).getAttribute('aria-sort')).toBe('ascending')
    // One stop: the next one is behind the list.
    await user.tab()
    expect(document.activeElement?.closest('[role="row"]')).toBeNull()
  })
  it('sorts by a press on a head, unknown last, and keeps it over a restart', async () => {
    const { user } = show()
    expect(cells('lag')).toEqual(['40', '5', '—'])
    await user.click(screen.getByRole('button', { name: /^Lag/ }))
    expect(cells('lag')).toEqual(['5', '40', '—'])
    await user.click(screen.getByRole('button', { name: 'Name' }))
    expect(cells('name')).toEqual(['audit', 'billing', 'crm'])
    expect(screen.getByRole('columnheader', { name: /Name/ }).getAttribute('aria-sort')).toBe('ascending')
    cleanup()
    show()
    expect(cells('name')).toEqual(['audit', 'billing', 'crm'])
  })

  it('shows and hides columns, and keeps the choice', async () => {
    const { user } = show()
    expect(screen.queryByRole('columnheader', { name: 'Note' })).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Columns' }))
    await user.click(await screen.findByRole('menuitemcheckbox', { name: 'Note' }))
    expect(screen.getByRole('columnheader', { name: 'Note', hidden: true })).toBeDefined()
    cleanup()
    show()
    expect(cells('note')).toEqual(['y', 'x', 'z'])
  })

  it('moves by keys from the page itself, opens, and opens in a new tab', async () => {
    const { seen, user } = show()
    await user.keyboard('j')
    expect(selected()).toBe('audit')
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}')
    expect(selected()).toBe('crm')
    await user.keyboard('{Home}k{Enter}')
    await user.keyboard('{End}{Control>}{Enter}{/Control}')
    expect(seen.opened).toEqual(['audit', 'crm in a new tab'])
  })

  it('puts rows under the heads of their groups, by rank, and keys go from row to row', async () => {
    const racks: Extra['groupOf'] = (row) => (row.lag === null ? { key: 'none', title: 'no lag', rank: 1 } : { key: 'lag', title: 'lag' })
    const { user } = show(few, { groupOf: racks })
    expect(cells('name')).toEqual(['audit', 'billing', 'crm'])
    await user.click(screen.getByRole('button', { name: /^Lag/ }))
    expect(cells('name')).toEqual(['billing', 'audit', 'crm'])
    expect(screen.getByText('lag').textContent).toBe('lag 2')
    expect(screen.getByText('no lag').textContent).toBe('no lag 1')
    await user.keyboard('{End}')
    expect(selected()).toBe('crm')
  })

  it('draws under a row what there is to say about it', async () => {
    const { user } = show(few, { detail: (row) => (row.lag === null ? <p>Waits for an offer</p> : null) })
    expect(screen.getByText('Waits for an offer').closest('[role=row]')?.previousElementSibling?.textContent).toContain('crm')
    await user.keyboard('jjj')
    expect(selected()).toBe('crm')
  })

  it('filters, counts, and gives the keys back to the rows', async () => {
    const { seen, user } = show()
    await user.keyboard('/')
    await user.keyboard('lag>1 -audit')
    expect(cells('name')).toEqual(['billing'])
    expect(screen.getByText('1 of 3')).toBeDefined()
    await user.keyboard('{Enter}j{Enter}')
    expect(seen.opened).toEqual(['billing'])
    await user.keyboard('/')
    await user.keyboard('{Escape}')
    expect(cells('name')).toHaveLength(3)
  })

  it('copies rows as TSV and as JSON: the marked ones, or the current one', async () => {
    const { seen, user } = show()
    await user.keyboard('j{Control>}c{/Control}')
    await user.keyboard('{ArrowDown} {ArrowDown}{Shift>} {/Shift}{Control>}{Shift>}c{/Shift}{/Control}')
    expect(seen.copied[0]).toBe('Name\tLag\naudit\t40')
    expect(JSON.parse(seen.copied[1] ?? '')).toEqual([
      { name: 'billing', lag: 5 },
      { name: 'crm', lag: null },
    ])
    await user.keyboard('{Escape}{Control>}a{/Control}')
    expect(screen.getByText('3 selected')).toBeDefined()
  })

  it('offers row actions by “.”, copies a cell, and keeps rows in their places while the menu is open', async () => {
    const { seen, user, set } = show()
    await user.keyboard('j.')
    const menu = await screen.findByRole('menu', { name: 'Row actions' })
    set([{ name: 'billing', lag: 999, note: '' }, ...few.slice(1), { name: 'new', lag: 1000, note: '' }])
    expect(cells('name')).toEqual(['audit', 'billing', 'crm', 'new'])
    await user.click(within(menu).getByRole('menuitem', { name: /Copy name/ }))
    expect(seen.copied).toEqual(['audit'])
    await waitFor(() => expect(screen.queryByRole('menu')).toBeNull())
    set([{ name: 'billing', lag: 1001, note: '' }, ...few.slice(1), { name: 'new', lag: 1000, note: '' }])
    expect(cells('name')).toEqual(['billing', 'new', 'audit', 'crm'])
  })

  it('keeps the selected row selected when it moves', async () => {
    const { user, set } = show()
    await user.keyboard('j')
    act(() => set([{ name: 'billing', lag: 999, note: '' }, ...few.slice(1)]))
    expect(cells('name')).toEqual(['billing', 'audit', 'crm'])
    expect(selected()).toBe('audit')
  })

  it('lets a row without figures say why, at its place', () => {
    show([...few, { name: 'partner', lag: null, note: 'full' }])
    const row = screen.getByText('Not allowed').closest('[role=row]')
    expect(row?.textContent).toContain('partner')
    expect(row?.querySelector('[data-column=lag]')).toBeNull()
  })
})
