import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { address, useApp } from './start.tsx'

describe('Keys in the settings', () => {
  const start = useApp()
  const lineOf = async (title: string): Promise<HTMLElement> => {
    const list = await screen.findByRole('list', { name: 'Keys of actions' })
    const line = within(list)
      .getAllByRole('listitem')
      .find((each) => each.firstElementChild?.textContent === title)
    if (!line) throw new Error(`no line ${title}`)
    return line
  }

  it('records keys, says what they clash with at once, and takes them over; the list of keys tells the truth', async () => {
    const { user } = await start('/settings')
    await user.click(within(await lineOf('Topics')).getByRole('button', { name: /^Record/ }))
    await user.keyboard('gc')
    const line = await lineOf('Topics')
    expect(await within(line).findByText('“Consumer groups” has these keys')).toBeDefined()
    await user.click(within(line).getByRole('button', { name: 'Take them from “Consumer groups”' }))
    await waitFor(async () => expect((await lineOf('Consumer groups')).textContent).toContain('no key'))
    expect((await lineOf('Topics')).textContent).toContain('changed')
    await user.keyboard('?')
    const help = await screen.findByRole('dialog')
    const told = within(help).getByText('Topics').closest('li')
    expect(told?.textContent).toBe('Topicsgc')
    await user.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    await user.click(screen.getByRole('button', { name: 'All as they came' }))
    await waitFor(async () => expect((await lineOf('Topics')).textContent).not.toContain('changed'))
  })

  it('the list of keys tells those of the screen that is there, and no other’s', async () => {
    const { user } = await start('/c/orders-eu/groups')
    await screen.findByRole('grid', { name: 'Consumer groups' })
    const here = async (): Promise<string> => {
      await user.keyboard('?')
      const help = await screen.findByRole('dialog', { name: 'Keyboard' })
      const told = within(help).queryByRole('heading', { name: 'On this screen' })?.closest('section')?.textContent ?? ''
      await user.keyboard('{Escape}')
      await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
      return told
    }
    expect(await here()).toBe('On this screenExplain this numbereWatch, or no longer*Reset offsets…RExportx')
    await user.keyboard('gh')
    await screen.findByRole('heading', { name: /^Activity/ })
    expect(await here()).toBe('On this screenUndo…zExportx')
  })

  it('new keys work, the old ones do not, and they are there after a restart', async () => {
    const { user, host } = await start('/settings')
    await user.click(within(await lineOf('Local time or UTC')).getByRole('button', { name: /^Record/ }))
    await user.keyboard('q')
    await waitFor(async () => expect((await lineOf('Local time or UTC')).textContent).toContain('q'))
    ;(document.activeElement as HTMLElement | null)?.blur()
    const saves = (): number => host.calls.filter(({ member }) => member === 'host.saveSettings').length
    await user.keyboard('u')
    expect(saves()).toBe(0)
    await user.keyboard('q')
    await waitFor(() => expect(saves()).toBe(1))
    await waitFor(() =>
      expect(host.calls.some(({ member, input }) => member === 'host.keep' && JSON.stringify(input).includes('samsa.keys'))).toBe(true),
    )
  })

  it('Escape leaves the recording; keys of lists are refused with their reason', async () => {
    const { user } = await start('/settings')
    await user.click(within(await lineOf('Topics')).getByRole('button', { name: /^Record/ }))
    await user.keyboard('{Escape}')
    expect((await lineOf('Topics')).textContent).toContain('gt')
    await user.click(within(await lineOf('Topics')).getByRole('button', { name: /^Record/ }))
    await user.keyboard('j')
    expect(await within(await lineOf('Topics')).findByText('Lists, fields and menus need these keys everywhere')).toBeDefined()
    expect(address()).toBe('/settings')
  })
})
