import * as z from 'zod'
import { stream, type Subject } from '../rpc/define.ts'
import { ProfileId, RowError } from './common.ts'
import { BaseUrl, MesosPlaces } from './mesos-places.ts'
import { ProfileProxy } from './network.ts'
import { AddressMapEntry, SecretValues, Security } from './profiles.ts'

export const DiscoveryInput = z.strictObject({
  /** What was pasted: a Mesos master or a list of them, Marathon, the scheduler, bootstrap brokers. */
  address: z.string().trim().min(1, 'Paste an address').max(4_000, 'At most 4,000 characters'),
  /** Whose kept secrets may be used. */
  id: ProfileId.nullable(),
  /** What the user has set by hand goes before what is found. */
  mesos: MesosPlaces,
  security: Security,
  addressMap: z.array(AddressMapEntry).max(200),
  proxy: ProfileProxy,
  secrets: SecretValues,
})
export type DiscoveryInput = z.infer<typeof DiscoveryInput>

/** What is known so far of where everything is: what the form can take over. */
export const Found = z.strictObject({
  masters: z.array(BaseUrl),
  leader: BaseUrl.nullable(),
  agentsVia: z.enum(['direct', 'dcos']),
  framework: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
  marathon: BaseUrl.nullable(),
  scheduler: BaseUrl.nullable(),
  /** `host:port` of brokers that run. */
  bootstrap: z.array(z.string()),
})
export type Found = z.infer<typeof Found>

export const DiscoveryHop = z.strictObject({
  /** Stable within one discovery; a later event with the same id replaces it. */
  id: z.string().max(400),
  kind: z.enum(['address', 'master', 'leader', 'framework', 'marathon', 'scheduler', 'brokers', 'kafka', 'done']),
  label: z.string().max(400),
  /** `skipped`: not needed, or nothing to ask; `detail` says why. */
  state: z.enum(['running', 'ok', 'warning', 'failed', 'skipped']),
  ms: z.number().nullable(),
  detail: z.string().max(1_000),
  error: RowError.nullable(),
  /** Everything found up to this hop. */
  found: Found,
  /** Several things it could be: the user chooses one, which goes into the named field of the profile. */
  choices: z.array(
    z.strictObject({
      field: z.enum(['masters', 'accepted', 'framework', 'marathon', 'scheduler']),
      value: z.string().max(400),
      label: z.string().max(400),
    }),
  ),
  /** Field of the profile that overrides what this hop found; null: nothing to override. */
  override: z.enum(['masters', 'framework', 'marathon', 'scheduler', 'bootstrap']).nullable(),
})
export type DiscoveryHop = z.infer<typeof DiscoveryHop>

/** From one address to the rest, hop by hop. Nothing is stored: the page takes over what was found. */
export const discovery = {
  hops: stream(DiscoveryInput, DiscoveryHop),
} as const satisfies Subject
