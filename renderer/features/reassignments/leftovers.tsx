import { useApp, useMayChange } from '../../app/actions.ts'
import { useQuery } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { count } from '../../ui/format/numbers.ts'
import { Icon } from '../../ui/icons/icon.tsx'
import styles from './style.module.css'

const t = en.reassignments.leftovers

/** A reminder of throttles that somebody forgot; nothing, when there are none or they cannot be read. */
export function Leftovers({ cluster }: { readonly cluster: string }) {
  const { data } = useQuery('reassignments', 'leftovers', { cluster })
  const app = useApp()
  const may = useMayChange()
  const n = data?.leftovers.length ?? 0
  if (n === 0) return null
  return (
    <div className={styles['reminder']} role="status">
      <Icon name="warn" size={14} />
      <span>
        <b>{t.title(n, count(n))}</b> {t.note}
      </span>
      <Button
        off={may === true ? undefined : may}
        onClick={() => void app.change('reassignments', 'clearThrottles', {}, { title: t.clearTitle })}
      >
        {t.clear}
      </Button>
    </div>
  )
}
