import { useCallback, useMemo, useRef, useState } from 'react'
import type { AccessRow } from '../../../shared/contract/access.ts'
import type { ProfileCard } from '../../../shared/contract/profiles.ts'
import type { App } from '../actions.ts'
import { useAppStore } from '../store-context.ts'
import { Change, type Followed } from './changes.tsx'
import { Follow } from './follow.tsx'
import type { ChangeRequest } from './request.ts'

export interface Changing {
  readonly change: App['change']
  readonly request: ChangeRequest | null
  clear(): void
}

/** One change at a time: its dialog has the whole page. */
export function useChanging(): Changing {
  const store = useAppStore()
  const [request, setRequest] = useState<ChangeRequest | null>(null)
  const made = useRef(0)
  const open = useRef(false)
  const clear = useCallback(() => {
    open.current = false
    setRequest(null)
  }, [])
  const change = useCallback<App['change']>(
    (subject, member, input, how) =>
      new Promise((resolve) => {
        const { cluster } = store.getState()
        if (open.current || cluster === null) return resolve({ is: 'cancelled' })
        open.current = true
        setRequest({
          id: ++made.current,
          subject,
          member,
          cluster,
          input,
          title: how.title,
          form: how.form !== undefined,
          signal: how.form?.signal ?? null,
          shown: () => how.form?.onShown(),
          settle: resolve,
        })
      }),
    [store],
  )
  return useMemo(() => ({ change, request, clear }), [change, request, clear])
}

export interface ChangeLayerProps {
  readonly changing: Changing
  readonly profile: ProfileCard | null
  readonly access: AccessRow | null
}

/** The dialog of the change that is being asked about, and those that are on their way. */
export function ChangeLayer({ changing, profile, access }: ChangeLayerProps) {
  const { request, clear } = changing
  const [followed, setFollowed] = useState<readonly Followed[]>([])
  const onEnd = useCallback((act: string) => setFollowed((all) => all.filter((each) => each.act !== act)), [])
  return (
    <>
      {request !== null && (
        <Change
          key={request.id}
          request={request}
          profile={profile}
          access={access}
          onGone={(act) => {
            if (act !== null) setFollowed((all) => [...all, act])
            clear()
          }}
        />
      )}
      {followed.map((each) => (
        <Follow key={each.act} followed={each} onEnd={onEnd} />
      ))}
    </>
  )
}
