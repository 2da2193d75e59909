import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { contract } from '../../shared/contract/index.ts'
import type { ChangeResult, Plan } from '../../shared/contract/changes.ts'
import { useClient } from './api.tsx'
import { toAppError } from './app-error.ts'

export interface ChangeCall {
  /** What it would do. Nothing is sent to the cluster. Rejects with an `AppError`. */
  plan(input: unknown): Promise<Plan>
  /** The only step that changes anything. Never retried by machine. */
  apply(plan: string, typed: string | null): Promise<Exclude<ChangeResult, { readonly is: 'plan' }>>
  /** What it disturbs is asked again. */
  disturb(): void
}

interface LooseCommand {
  (input: unknown): Promise<ChangeResult>
}

/** The two steps of one change. `subject` and `member` were tied to their input by `App.change`. */
export function useChangeCall(subject: string, member: string, cluster: string): ChangeCall {
  const client = useClient()
  const queries = useQueryClient()
  return useMemo(() => {
    const where = `${subject}.${member}`
    const call = async (input: unknown): Promise<ChangeResult> => {
      // Names became values; `serve` validates the input and the answer.
      const run = (client as unknown as Record<string, Record<string, LooseCommand>>)[subject]?.[member]
      if (!run) throw new Error(`There is no ${where}`)
      try {
        return await run(input)
      } catch (error) {
        throw toAppError(error, where)
      }
    }
    return {
      async plan(input) {
        const answer = await call({ do: 'plan', cluster, input })
        if (answer.is !== 'plan') throw toAppError(new Error('A plan was asked for'), where)
        return answer.plan
      },
      async apply(plan, typed) {
        const answer = await call({ do: 'apply', cluster, plan, typed, reason: null })
        if (answer.is === 'plan') throw toAppError(new Error('A plan was not asked for'), where)
        return answer
      },
      disturb() {
        for (const disturbed of disturbedBy(subject, member)) void queries.invalidateQueries({ queryKey: [disturbed] })
      },
    }
  }, [client, queries, subject, member, cluster])
}

function disturbedBy(subject: string, member: string): readonly string[] {
  const found = (contract as unknown as Record<string, Record<string, { readonly disturbs?: readonly string[] }>>)[subject]?.[member]
  return found?.disturbs ?? []
}
