import { useCallback } from 'react'
import { useCommand } from './hooks.ts'

/** Reads a cluster at once: [Retry] on every data area. What comes of it shows in the views, also when it fails again. */
export function useReadNow(cluster: string): () => void {
  const { run } = useCommand('cluster', 'readNow')
  return useCallback(() => {
    run({ cluster }).catch(() => {
      // The hook keeps the error, and the views say what is missing and why.
    })
  }, [run, cluster])
}
