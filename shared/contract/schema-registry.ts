import * as z from 'zod'
import { BaseUrl, HttpLogin, HttpTrust } from './mesos-places.ts'

/** Where the schemas are that the ids before keys and values name. It is only read. */
export const SchemaRegistry = z.strictObject({
  /** `http://registry:8081`, or with the path of a proxy. */
  url: BaseUrl,
  /** Secret: `registryPassword`. A token goes out as `Authorization: Bearer …`. */
  login: HttpLogin,
  ...HttpTrust.shape,
})
export type SchemaRegistry = z.infer<typeof SchemaRegistry>
