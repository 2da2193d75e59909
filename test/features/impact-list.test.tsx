import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { ImpactList, type ImpactLine } from '../../renderer/ui/change/impact-list.tsx'

const names = Array.from({ length: 60 }, (_, n) => `topic-${n} 0, 1`).join('; ')
const line = (severity: ImpactLine['severity'], text: string): ImpactLine => ({ severity, text, path: null })

it('a long list of what merely moves is folded, what warns is not', async () => {
  render(
    <ImpactList
      impact={[line('bad', `offline: ${names}`), line('info', `60 leaders move: ${names}`), line('info', 'short')]}
      onOpen={() => {}}
    />,
  )
  const [bad, long, short] = screen.getAllByRole('listitem').map((item) => item.textContent ?? '')
  expect(bad).toContain('topic-59')
  expect(long).toMatch(/^60 leaders move: topic-0 .* … Show all of it/)
  expect(long).not.toContain('topic-59')
  expect(short?.trim()).toBe('short')
  await userEvent.setup().click(screen.getByRole('button', { name: 'Show all of it' }))
  expect(screen.getAllByRole('listitem')[1]?.textContent).toContain('topic-59')
})
