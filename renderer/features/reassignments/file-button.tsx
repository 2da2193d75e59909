import { useRef } from 'react'
import { useApp } from '../../app/actions.ts'
import { readReassignment, type GivenMove } from '../../../shared/domain/reassignment/json.ts'
import { jsonOf } from '../../host/json-of.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'

const t = en.reassignments
/** Larger than a file of 20,000 partitions. */
const MOST_BYTES = 8_000_000

/** Reads a file of kafka-reassign-partitions; what is wrong with it is told, and nothing else happens. */
export function FileButton({ onRead }: { onRead(moves: readonly GivenMove[]): void }) {
  const app = useApp()
  const input = useRef<HTMLInputElement>(null)
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return
    const parsed = file.size > MOST_BYTES ? undefined : jsonOf(await file.text())
    const read = parsed === undefined ? ({ ok: false, why: t.notJson } as const) : readReassignment(parsed)
    if (read.ok) onRead(read.moves)
    else app.notify({ tone: 'bad', title: file.name, detail: read.why })
  }
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label={t.file}
        onChange={(event) => {
          void take(event.target.files?.[0])
          event.target.value = ''
        }}
      />
      <Button icon="file" onClick={() => input.current?.click()}>
        {t.file}
      </Button>
    </>
  )
}
