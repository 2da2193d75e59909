import { useCallback } from 'react'
import { toAppError } from '../host/app-error.ts'
import { errorText } from '../text/errors.ts'
import { useApp } from './actions.ts'

/** Says in passing what went wrong, with its cause and its remedy. */
export function useTellFailure(where: string): (error: unknown) => void {
  const app = useApp()
  return useCallback(
    (error) => {
      const text = errorText(toAppError(error, where))
      app.notify({ tone: 'bad', title: text.title, detail: `${text.cause} ${text.remedy}` })
    },
    [app, where],
  )
}
