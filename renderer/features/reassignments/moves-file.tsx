import { useId, useState } from 'react'
import { readReassignment, type GivenMove, type ReadJson } from '../../../shared/domain/reassignment/json.ts'
import { jsonOf } from '../../host/json-of.ts'
import { en } from '../../text/en.ts'
import { FileButton } from '../../ui/file-button.tsx'
import styles from './style.module.css'

const t = en.reassignments
/** Larger than a file of 20,000 partitions. */
const MOST_BYTES = 8_000_000

async function readFile(file: File): Promise<ReadJson> {
  if (file.size > MOST_BYTES) return { ok: false, why: t.fileLarge }
  const parsed = jsonOf(await file.text())
  return parsed === undefined ? { ok: false, why: t.notJson } : readReassignment(parsed)
}

/** Reads a file of kafka-reassign-partitions; what is wrong with it stands beside the button, and nothing else happens. */
export function MovesFileButton({ onRead }: { onRead(moves: readonly GivenMove[]): void }) {
  const id = useId()
  const [wrong, setWrong] = useState<string | null>(null)
  const take = async (file: File): Promise<void> => {
    const read = await readFile(file)
    setWrong(read.ok ? null : t.fileBad(file.name, read.why))
    onRead(read.ok ? read.moves : [])
  }
  return (
    <>
      <FileButton
        icon="file"
        label={t.file}
        accept=".json,application/json"
        describedBy={wrong === null ? undefined : id}
        onFiles={([file]) => void take(file)}
      />
      {wrong !== null && (
        <span id={id} className={styles['bad']} role="alert">
          {wrong}
        </span>
      )}
    </>
  )
}
