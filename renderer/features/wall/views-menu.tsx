import { useState } from 'react'
import { usePlace } from '../../app/actions.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { Menu } from '../../ui/menu.tsx'
import { choiceOf, placeChange, sameChoice } from '../../state/wall-views.ts'
import { useSavedViews, type SavedViewsState } from './views.ts'

const t = en.wall.views

/** Views that were given a name: open one, save this one, remove one. */
export function ViewsMenu({ cluster }: { readonly cluster: string }) {
  const saved = useSavedViews(cluster)
  const { query, setQuery } = usePlace()
  const [naming, setNaming] = useState(false)
  const choice = choiceOf(query)
  const current = saved.views.find((view) => sameChoice(view.choice, choice))
  return (
    <>
      <Menu
        label={t.title}
        trigger={<Button icon="star">{current?.name ?? t.title}</Button>}
        groups={[
          saved.views.map((view) => ({
            id: `open ${view.name}`,
            title: view.name,
            ...(view === current ? { icon: 'check' as const } : {}),
            run: () => setQuery(placeChange(view.choice)),
          })),
          [
            { id: 'save', title: t.save, run: () => setNaming(true) },
            { id: 'plain', title: t.plain, run: () => setQuery(placeChange({})) },
          ],
          saved.views.map((view) => ({
            id: `remove ${view.name}`,
            title: t.remove(view.name),
            danger: true,
            run: () => saved.remove(view.name),
          })),
        ]}
      />
      {naming && (
        <NameDialog
          views={saved.views}
          onClose={() => setNaming(false)}
          onName={(name) => {
            saved.save({ name, choice })
            setNaming(false)
          }}
        />
      )}
    </>
  )
}

interface NameProps extends Pick<SavedViewsState, 'views'> {
  onName(name: string): void
  onClose(): void
}

function NameDialog({ views, onName, onClose }: NameProps) {
  const [name, setName] = useState('')
  const given = name.trim()
  const replaces = views.some((view) => view.name === given)
  return (
    <Dialog
      title={t.saveTitle}
      open
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{en.common.cancel}</Button>
          <Button tone="primary" off={given === '' ? t.noName : undefined} onClick={() => onName(given)}>
            {replaces ? t.replace : t.saveNow}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (given !== '') onName(given)
        }}
      >
        <TextField label={t.name} value={name} onChange={setName} maxLength={80} autoFocus note={replaces ? t.isThere : t.says} />
      </form>
    </Dialog>
  )
}
