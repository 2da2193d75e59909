import { en } from '../../text/en.ts'
import { Chip } from '../../ui/badge.tsx'
import { FieldGroup } from '../../ui/field.tsx'
import styles from './style.module.css'

const t = en.reassignments

export const toggled = (list: readonly number[], id: number): number[] =>
  list.includes(id) ? list.filter((each) => each !== id) : [...list, id]

interface IdsProps {
  readonly label: string
  readonly ids: readonly number[]
  readonly on: readonly number[]
  onToggle(id: number): void
}

/** Brokers to choose from. */
export function Ids({ label, ids, on, onToggle }: IdsProps) {
  return (
    <FieldGroup label={label} note={ids.length === 0 ? t.brokersNone : undefined}>
      <div className={styles['chips']}>
        {ids.map((id) => (
          <Chip key={id} on={on.includes(id)} onClick={() => onToggle(id)}>
            {id}
          </Chip>
        ))}
      </div>
    </FieldGroup>
  )
}
