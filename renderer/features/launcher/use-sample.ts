import { useCallback } from 'react'
import { inCluster, useApp } from '../../app/actions.ts'
import { useTellFailure } from '../../app/actions-failure.ts'
import { useClient } from '../../host/api.tsx'

/** Opens the recording that ships with Samsa, with the first step of its tour. */
export function useSample(): () => void {
  const client = useClient()
  const app = useApp()
  const tell = useTellFailure('recordings.sample')
  return useCallback(() => {
    client.recordings.sample({}).then(({ id }) => app.open(inCluster(id, '/overview?tour=1')), tell)
  }, [client, app, tell])
}
