import * as z from 'zod'
import { BaseUrl, HttpLogin } from './mesos-places.ts'

/** Where the schemas are that the ids before keys and values name. It is only read. */
export const SchemaRegistry = z.strictObject({
  /** `http://registry:8081`, or with the path of a proxy. */
  url: BaseUrl,
  /** Secret: `registryPassword`. A token goes out as `Authorization: Bearer …`. */
  login: HttpLogin,
  /** PEM of authorities; empty: the system's only. */
  ca: z
    .string()
    .max(200_000, 'At most 200,000 characters: keep the certificates that are needed')
    .refine((pem) => !/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem), 'This holds a private key. Put only certificates here'),
  caUse: z.enum(['add', 'replace']),
  /** The user accepted that a login goes out over plain HTTP. */
  plainCredentials: z.boolean(),
})
export type SchemaRegistry = z.infer<typeof SchemaRegistry>
