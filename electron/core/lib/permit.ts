/**
 * Leave to change something, given by the command runner for one confirmed act and taken back when that act is over. Clients send
 * nothing that changes a cluster without one (E-01, E-04, E-05).
 */
export interface Permit {
  /** Id of the act in the audit log. */
  readonly act: string
  /** Throws the catalogue error that says why not, once it is no longer valid. */
  check(): void
}
