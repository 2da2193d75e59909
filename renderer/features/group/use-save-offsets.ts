import { useApp, useAt } from '../../app/actions.ts'
import { useClient } from '../../host/api.tsx'
import { toAppError } from '../../host/app-error.ts'
import { errorText } from '../../text/errors.ts'
import { saveBlob } from '../../ui/chart/export.ts'

/** The group's offsets as the file that Kafka's own tool reads and writes. */
export function useSaveOffsets(group: string): () => void {
  const app = useApp()
  const client = useClient()
  const { cluster } = useAt()
  return () => {
    client.groups.exportOffsets({ cluster, groups: [group] }).then(
      ({ text }) => {
        // A group may be called anything; a file may not.
        const name = `${group.replaceAll(/[^\w.-]+/g, '_').slice(0, 100)}-offsets.csv`
        saveBlob(name, new Blob([text], { type: 'text/csv;charset=utf-8' }))
      },
      (error: unknown) => {
        const { title, cause } = errorText(toAppError(error, 'groups.exportOffsets'))
        app.notify({ tone: 'bad', title, detail: cause })
      },
    )
  }
}
