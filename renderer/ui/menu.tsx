import { Menu as Base } from '@base-ui/react/menu'
import { useState, type ReactElement, type ReactNode } from 'react'
import { cx } from './cx.ts'
import { Icon, type IconName } from './icons/icon.tsx'
import { Kbd } from './kbd.tsx'
import styles from './menu.module.css'

export interface MenuItem {
  readonly id: string
  readonly title: string
  readonly icon?: IconName
  readonly keys?: string
  /** Why it cannot be done now; shown beside it. */
  readonly off?: string | undefined
  readonly danger?: boolean
  run(): void
}

/** Parted by lines between the groups. */
export type MenuGroups = readonly (readonly MenuItem[])[]

export interface MenuProps {
  readonly label: string
  readonly groups: MenuGroups
  readonly trigger?: ReactElement
  readonly open?: boolean
  onOpenChange?(open: boolean): void
  /** Where it opens when there is no trigger. */
  readonly anchor?: Element | { getBoundingClientRect(): DOMRect } | null
  readonly align?: 'start' | 'end'
}

/**
 * Where a menu is put: into the page's main part, so that what it offers is in a landmark; over a dialog, which would cut it, beside that.
 * Null: beside a dialog. Asked when it opens.
 */
const homeNow = (): HTMLElement | null =>
  document.querySelector('[role="dialog"], [role="alertdialog"]') === null ? document.querySelector('main') : null

function useHome(isOpen: boolean | undefined): { readonly home: HTMLElement | null; look(opens: boolean): void } {
  const [found, setFound] = useState<HTMLElement | null>(null)
  return { home: isOpen === true ? homeNow() : found, look: (opens) => opens && setFound(homeNow()) }
}

export function Menu({ label, groups, trigger, open, onOpenChange, anchor, align = 'end' }: MenuProps) {
  const { home, look } = useHome(open)
  return (
    <Base.Root
      modal={false}
      {...(open === undefined ? {} : { open })}
      onOpenChange={(next) => {
        look(next)
        onOpenChange?.(next)
      }}
    >
      {trigger && <Base.Trigger render={trigger} />}
      <Base.Portal container={home ?? undefined}>
        <Base.Positioner
          className={cx(styles['positioner'], home === null && styles['overDialog'])}
          positionMethod="fixed"
          align={align}
          sideOffset={4}
          {...(anchor ? { anchor } : {})}
        >
          <Base.Popup className={styles['popup']} aria-label={label}>
            {groups
              .filter((group) => group.length > 0)
              .map((group, at) => (
                <Base.Group key={group[0]?.id ?? at} className={styles['group']}>
                  {group.map((item) => (
                    <Base.Item
                      key={item.id}
                      className={styles['item']}
                      data-danger={item.danger || undefined}
                      disabled={item.off !== undefined}
                      onClick={() => item.run()}
                      label={item.title}
                    >
                      <ItemLine item={item} />
                    </Base.Item>
                  ))}
                </Base.Group>
              ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

function ItemLine({ item }: { readonly item: MenuItem }): ReactNode {
  return (
    <>
      <span className={styles['icon']}>{item.icon && <Icon name={item.icon} size={14} />}</span>
      <span className={styles['title']}>
        {item.title}
        {item.off !== undefined && <span className={styles['why']}>{item.off}</span>}
      </span>
      {item.keys !== undefined && <Kbd keys={item.keys} />}
    </>
  )
}

export interface CheckMenuProps {
  readonly label: string
  readonly trigger: ReactElement
  readonly items: readonly { readonly id: string; readonly title: string; readonly checked: boolean; readonly off?: string }[]
  onChange(id: string, checked: boolean): void
  readonly foot?: { readonly title: string; run(): void }
}

/** A menu of things to switch on and off; it stays open. */
export function CheckMenu({ label, trigger, items, onChange, foot }: CheckMenuProps) {
  const { home, look } = useHome(undefined)
  return (
    <Base.Root modal={false} onOpenChange={look}>
      <Base.Trigger render={trigger} />
      <Base.Portal container={home ?? undefined}>
        <Base.Positioner
          className={cx(styles['positioner'], home === null && styles['overDialog'])}
          positionMethod="fixed"
          align="end"
          sideOffset={4}
        >
          <Base.Popup className={styles['popup']} aria-label={label}>
            <div className={styles['group']}>
              {items.map((item) => (
                <Base.CheckboxItem
                  key={item.id}
                  className={styles['item']}
                  checked={item.checked}
                  disabled={item.off !== undefined}
                  onCheckedChange={(checked) => onChange(item.id, checked)}
                  closeOnClick={false}
                >
                  <span className={styles['icon']}>
                    <Base.CheckboxItemIndicator>
                      <Icon name="check" size={14} />
                    </Base.CheckboxItemIndicator>
                  </span>
                  <span className={styles['title']}>{item.title}</span>
                </Base.CheckboxItem>
              ))}
            </div>
            {foot && (
              <div className={styles['group']}>
                <Base.Item className={styles['item']} onClick={() => foot.run()}>
                  <span className={styles['icon']} />
                  <span className={styles['title']}>{foot.title}</span>
                </Base.Item>
              </div>
            )}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
