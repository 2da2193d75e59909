import type { MarathonSettings } from './marathon/marathon-client.ts'
import type { MesosSettings } from './mesos/mesos-client.ts'
import type { HttpNetwork } from './http/network.ts'
import type { Credential, HttpTls } from './http/settings.ts'

/** Where Mesos, Marathon and the scheduler of a profile are, with secrets in clear. */
export interface PlacesSettings {
  /** Null: the profile names no master. */
  readonly mesos: MesosSettings | null
  readonly marathon: MarathonSettings | null
  readonly scheduler: { readonly base: string; readonly credential: Credential } | null
  /** Id of the framework, where the user chose one. */
  readonly framework: string | null
  readonly tls: HttpTls | null
  readonly plainCredentials: boolean
  /** For all of them; left out: straight. */
  readonly network?: HttpNetwork | undefined
}
