import { en } from '../../text/en.ts'
import { Menu } from '../../ui/menu.tsx'
import type { RowAction } from '../../ui/table/types.ts'

export interface MenuAt {
  readonly group: string
  readonly x: number
  readonly y: number
}

export interface GroupMenuProps {
  readonly at: MenuAt
  readonly acts: readonly RowAction[]
  onOpen(how: { readonly newTab: boolean }): void
  onClose(): void
}

/** What can be done about the group under the pointer. */
export function GroupMenu({ at, acts, onOpen, onClose }: GroupMenuProps) {
  const t = en.table
  return (
    <Menu
      label={en.wall.actsOf(at.group)}
      open
      align="start"
      groups={[
        [
          { id: 'open', title: t.open, keys: 'Enter', run: () => onOpen({ newTab: false }) },
          { id: 'open-tab', title: t.openInNewTab, keys: 'Mod+Enter', run: () => onOpen({ newTab: true }) },
        ],
        acts,
      ]}
      onOpenChange={(open) => !open && onClose()}
      anchor={{ getBoundingClientRect: () => new DOMRect(at.x, at.y, 0, 0) }}
    />
  )
}
