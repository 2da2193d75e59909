import { en } from '../../text/en.ts'
import { IconButton } from '../button.tsx'
import { Menu } from '../menu.tsx'

const t = en.lag

/** Saves what is seen: as a picture, or its figures. */
export function SaveMenu({ pictured, onSave }: { readonly pictured: boolean; onSave(what: 'png' | 'csv'): void }) {
  const items = [
    ...(pictured ? [{ id: 'png', title: t.savePicture, run: () => onSave('png') }] : []),
    { id: 'csv', title: t.saveTable, run: () => onSave('csv') },
  ]
  return <Menu label={t.export} groups={[items]} trigger={<IconButton icon="down" label={t.export} />} />
}
