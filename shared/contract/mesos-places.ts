import * as z from 'zod'

const LONGEST = 300

/** `http://host:5050`, or with the path of a proxy: `https://dcos.example/mesos`. No user, query or fragment: logins have their own place. */
export const BaseUrl = z
  .string()
  .max(LONGEST, `At most ${LONGEST} characters`)
  .regex(/^https?:\/\/(\[[0-9a-fA-F:.%]+\]|[^\s:/?#@\\[\]]+)(:\d{1,5})?(\/[^\s?#\\]*)?$/, {
    error: 'Write an address such as http://master-1.example.org:5050, without a login, ? or #',
    abort: true,
  })
  .refine((url) => {
    const port = /^https?:\/\/(?:\[[^\]]*\]|[^:/]+):(\d+)/.exec(url)?.[1]
    return port === undefined || (Number(port) >= 1 && Number(port) <= 65_535)
  }, 'The port must be between 1 and 65535')

/** How to log in over HTTP. The password or token is a secret of the profile. */
export const HttpLogin = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('basic'), user: z.string().min(1, 'Enter the user name').max(255, 'At most 255 characters') }),
  /** DC/OS: `Authorization: token=…`. */
  z.strictObject({ kind: z.literal('token') }),
])
export type HttpLogin = z.infer<typeof HttpLogin>

/** Whom to believe of the servers at some addresses. */
export const HttpTrust = z.strictObject({
  /** PEM of authorities for all of them; empty: the system's only. */
  ca: z
    .string()
    .max(200_000, 'At most 200,000 characters: keep the certificates that are needed')
    .refine((pem) => !/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem), 'This holds a private key. Put only certificates here'),
  caUse: z.enum(['add', 'replace']),
  /** The user accepted that logins go out over plain HTTP. */
  plainCredentials: z.boolean(),
})
export type HttpTrust = z.infer<typeof HttpTrust>

export const HttpPlace = z.strictObject({ url: BaseUrl, login: HttpLogin })
export type HttpPlace = z.infer<typeof HttpPlace>

/** Where Mesos and the Kafka scheduler of a profile are. */
export const MesosPlaces = z.strictObject({
  /** The secret `mesosPassword` goes with the login; agents take the same one. */
  masters: z.array(BaseUrl).max(20, 'At most 20 masters'),
  /** Further addresses that the user accepted as masters of this cluster: redirects may lead there. */
  accepted: z.array(BaseUrl).max(20, 'At most 20 addresses'),
  mastersLogin: HttpLogin,
  /** `dcos`: agents are reached through the Admin Router that serves the master address. */
  agentsVia: z.enum(['direct', 'dcos']),
  /** Secret: `marathonPassword`. */
  marathon: HttpPlace.nullable(),
  /** Secret: `schedulerPassword`. */
  scheduler: HttpPlace.nullable(),
  /** Which framework the scheduler is, where Mesos has several that look alike; null: found. */
  framework: z.string().min(1).max(400).nullable(),
  ...HttpTrust.shape,
})
export type MesosPlaces = z.infer<typeof MesosPlaces>

export const noPlaces: MesosPlaces = {
  masters: [],
  accepted: [],
  mastersLogin: { kind: 'none' },
  agentsVia: 'direct',
  marathon: null,
  scheduler: null,
  framework: null,
  ca: '',
  caUse: 'add',
  plainCredentials: false,
}
