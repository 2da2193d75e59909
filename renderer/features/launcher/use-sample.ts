import { useCallback } from 'react'
import { useApp } from '../../app/actions.ts'
import { useClient } from '../../host/api.tsx'
import { toAppError } from '../../host/app-error.ts'
import { errorText } from '../../text/errors.ts'

/** Opens the recording that ships with Samsa, with the first step of its tour. */
export function useSample(): () => void {
  const client = useClient()
  const app = useApp()
  return useCallback(() => {
    client.recordings.sample({}).then(
      ({ id }) => app.open(`//c/${encodeURIComponent(id)}/overview?tour=1`),
      (error: unknown) => {
        const text = errorText(toAppError(error, 'recordings.sample'))
        app.notify({ tone: 'bad', title: text.title, detail: `${text.cause} ${text.remedy}` })
      },
    )
  }, [client, app])
}
