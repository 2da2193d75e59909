import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { place, useScreens } from './screen.tsx'

/** px: in a DOM without a layout the strip is at its narrowest. */
const STRIP_FROM = 190
const STRIP_TO = 250
const FIRST_ROW = { strip: 28 + 14, arrows: 28 + 30 }

describe('The partitioned log under the pointer', () => {
  const show = useScreens()

  async function open() {
    const shown = await show('/topics/orders.events')
    const picture = await screen.findByRole('img', { name: /partitions as strips of offsets/ })
    const drag = (from: number, to: number, y: number): void => {
      fireEvent.pointerDown(picture, { clientX: from, clientY: y, button: 0 })
      fireEvent.pointerMove(picture, { clientX: (from + to) / 2, clientY: y })
      fireEvent.pointerUp(picture, { clientX: to, clientY: y })
    }
    return { ...shown, picture, drag }
  }

  it('chooses a stretch by dragging, which is browsed, copied, or the beginning of what stays', async () => {
    const { user, drag, host } = await open()
    host.world.changes.access.patch('orders-eu', { level: 'guarded' })
    await screen.findByText('Guarded')
    drag(STRIP_FROM, STRIP_TO, FIRST_ROW.strip)
    const bar = await screen.findByRole('group', { name: 'Chosen offsets' })
    expect(bar.textContent).toMatch(/p\d+, offsets [\d\s\u202F]+ to [\d\s\u202F]+/)
    await user.click(within(bar).getByRole('button', { name: /^Delete records before/ }))
    const form = await screen.findByRole('dialog')
    const filled = within(form)
      .getAllByRole<HTMLInputElement>('textbox')
      .filter((each) => each.value !== '')
    expect(filled).toHaveLength(1)
    await user.keyboard('{Escape}')
    await user.click(within(bar).getByRole('button', { name: 'Browse messages' }))
    await waitFor(() => expect(place()).toMatch(/^\/topics\/orders\.events\/messages\?partition=\d+&offset=\d+&count=\d+$/))
    expect((await screen.findByLabelText<HTMLInputElement>('Offset')).value).toBe(/offset=(\d+)/.exec(place())?.[1])
  })

  it('chooses one place by a click; Enter browses it, Escape lets it go', async () => {
    const { user, drag } = await open()
    drag(STRIP_FROM, STRIP_FROM + 1, FIRST_ROW.strip)
    await screen.findByText(/^p\d+, offset [\d\s\u202F]+$/)
    await user.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('group', { name: 'Chosen offsets' })).toBeNull())
    await user.keyboard('{Enter}')
    await waitFor(() => expect(place()).toMatch(/messages\?partition=\d+&offset=\d+$/))
  })

  it('moves a group’s arrow to where it is to read, as a form that is filled and asks', async () => {
    const { picture, drag, host } = await open()
    const reach = (): boolean => screen.queryByText(/^drag to reset /) !== null
    const find = (): number => {
      for (let x = STRIP_FROM - 15; x < STRIP_TO + 3; x += 2) {
        fireEvent.pointerMove(picture, { clientX: x, clientY: FIRST_ROW.arrows })
        if (reach()) return x
      }
      throw new Error('no arrow can be grabbed')
    }
    // Locked: it is looked at only.
    expect(find).toThrow('no arrow can be grabbed')
    host.world.changes.access.patch('orders-eu', { level: 'guarded' })
    await screen.findByText('Guarded')
    const arrow = find()
    drag(arrow, arrow > STRIP_FROM + 20 ? STRIP_FROM : STRIP_TO, FIRST_ROW.arrows)
    const form = await screen.findByRole('dialog', { name: /^Reset offsets of / })
    expect(within(form).getByLabelText<HTMLInputElement>('Offset').value).toMatch(/^\d+$/)
    expect(within(form).getByLabelText<HTMLInputElement>('Topics, with commas').value).toMatch(/^orders\.events:\d+$/)
    await waitFor(() =>
      expect(host.calls.findLast((call) => call.member === 'groups.previewReset')?.input).toMatchObject({
        scope: { of: 'topics', topics: [{ topic: 'orders.events' }] },
        target: { to: 'offset' },
      }),
    )
  })

  it('comes nearer to the end by key and by wheel with Ctrl, and 0 shows all again', async () => {
    const { user } = await open()
    await user.keyboard('++')
    await screen.findByText(/16× nearer to the end/)
    await user.keyboard('-')
    await screen.findByText(/ 4× nearer to the end/)
    fireEvent.wheel(screen.getByTestId('log-picture'), { deltaY: -100, ctrlKey: true })
    await screen.findByText(/16× nearer to the end/)
    await user.keyboard('0')
    await waitFor(() => expect(screen.queryByText(/nearer to the end/)).toBeNull())
  })
})
