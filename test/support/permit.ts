import type { Permit } from '../../electron/core/lib/permit.ts'
import { AppError } from '../../shared/errors/error.ts'

/** A permit as the command runner gives it, which a test can take back. */
export function createTestPermit(act = 'test'): Permit & { end(): void } {
  let over = false
  return {
    act,
    check() {
      if (over) throw new AppError('kafka.guard', { request: `${act} is over: a change` })
    },
    end: () => void (over = true),
  }
}
