import { fireEvent, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { buttonIn, fieldIn } from './bad-input/fields.ts'
import { badProfiles } from './bad-input/profile-rows.ts'
import { asked, useApp } from './start.tsx'

const valueOf = (field: HTMLElement): string => (field as HTMLInputElement).value // `fieldIn` finds only such

/** What is said at the field itself: by its description, as screen readers have it. */
function saidAt(field: HTMLElement): string {
  const about = document.getElementById(field.getAttribute('aria-describedby') ?? '')
  return about?.getAttribute('role') === 'alert' ? (about.textContent ?? '') : ''
}

describe('A profile with bad input is refused at its field, and nothing is saved', () => {
  const start = useApp()

  it.each(badProfiles)('issue 5.7 $name', { timeout: 120_000 }, async ({ open, bad }) => {
    const { host } = await start('/new?bootstrap=kafka-1%3A9092')
    const form = await screen.findByRole('main')
    await screen.findByRole('textbox', { name: /^Name/ })
    fireEvent.change(fieldIn(form, 'Name'), { target: { value: 'eu' } })
    open(form)
    for (const { field, write, says } of bad) {
      const before = valueOf(fieldIn(form, field))
      fireEvent.change(fieldIn(form, field), { target: { value: write } })
      fireEvent.click(buttonIn(form, 'Save') ?? form)
      await waitFor(() => {
        const said = saidAt(fieldIn(form, field))
        if (typeof says === 'string') expect(said, `${field}: ${write.slice(0, 40)}`).toBe(says)
        else expect(said, `${field}: ${write.slice(0, 40)}`).toMatch(says)
      })
      expect(fieldIn(form, field).getAttribute('aria-invalid')).toBe('true')
      expect(buttonIn(form, 'Save')).not.toBeNull()
      expect(screen.getByText('1 field needs attention')).toBeDefined()
      fireEvent.change(fieldIn(form, field), { target: { value: before } })
    }
    expect(asked(host, 'profiles.create')).toEqual([])
    // What was bad was all that kept it from being saved.
    fireEvent.click(buttonIn(form, 'Save') ?? form)
    await waitFor(() => expect(asked(host, 'profiles.create')).toHaveLength(1))
  })
})
