import * as z from 'zod'
import { query, type Subject } from '../rpc/define.ts'
import { ProfileId } from './common.ts'

const Step = z.strictObject({ name: z.string(), status: z.string(), message: z.string() })

/** In the scheduler's words: COMPLETE, IN_PROGRESS, PENDING, STARTING, WAITING, DELAYED, ERROR … */
export const DcosPlan = z.strictObject({
  name: z.string(),
  status: z.string(),
  errors: z.array(z.string()),
  phases: z.array(z.strictObject({ name: z.string(), status: z.string(), steps: z.array(Step) })),
})
export type DcosPlan = z.infer<typeof DcosPlan>

/** What the later scheduler, of the DC/OS packages, tells. It is read; nothing is changed through it. */
export const DcosScheduler = z.strictObject({
  asOf: z.number(),
  address: z.string(),
  /** `first`: packages 1.x, which have one plan and one endpoint. */
  generation: z.enum(['sdk', 'first']),
  /** Ids that registered in ZooKeeper. */
  brokers: z.array(z.int()),
  plans: z.array(DcosPlan),
  endpoints: z.array(
    z.strictObject({
      name: z.string(),
      addresses: z.array(z.string()),
      dns: z.array(z.string()),
      vip: z.string().nullable(),
      /** Of the endpoint that is plain text: ZooKeeper. */
      text: z.string().nullable(),
    }),
  ),
})
export type DcosScheduler = z.infer<typeof DcosScheduler>

export const dcos = {
  /** Asked at the address that the profile names. Fails with `mesos.notSet`, or with `scheduler.notScheduler` where none answers. */
  scheduler: query(z.strictObject({ cluster: ProfileId }), DcosScheduler),
} as const satisfies Subject
