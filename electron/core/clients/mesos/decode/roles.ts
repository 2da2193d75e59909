import type { MesosMachine, MesosMaintenance, MesosRole } from '../../../../../shared/domain/mesos.ts'
import { fieldsOf, type Fields } from '../../http/fields.ts'
import { durationMs, nanosAt, rows } from './common.ts'
import { v0Resources } from './resources.ts'

/** `/roles`. */
export async function roles(answer: unknown): Promise<readonly MesosRole[]> {
  const { good } = await rows(fieldsOf(answer).list('roles'), (of) => {
    const name = of.filled('name')
    if (name === null) return null
    const role = {
      name,
      weight: of.number('weight'),
      frameworkIds: of.texts('frameworks'),
      resources: v0Resources(of, 'resources'),
      guarantee: v0Resources(of.part('quota'), 'guarantee'),
      limit: v0Resources(of.part('quota'), 'limit'),
    }
    return { ...role, unreadable: of.unreadable() }
  })
  return good
}

/** `/maintenance/schedule` and `/maintenance/status`: both are `{}` when there is none. */
export function maintenance(schedule: unknown, status: unknown): MesosMaintenance {
  const machines = (list: readonly Fields[]): readonly MesosMachine[] =>
    list.map((of) => ({ hostname: of.filled('hostname'), ip: of.filled('ip') }))
  const now = fieldsOf(status)
  return {
    windows: fieldsOf(schedule)
      .list('windows')
      .map((window) => ({
        machines: machines(window.list('machine_ids')),
        startAt: nanosAt(window.part('unavailability'), 'start'),
        durationMs: durationMs(window.part('unavailability'), 'duration'),
      })),
    draining: machines(now.list('draining_machines').map((of) => of.part('id'))),
    down: machines(now.list('down_machines')),
  }
}
