/** Where an administrator's policy is looked for, for both hosts. */
export interface PolicyPlaces {
  /** Only an administrator can write there. Looked at first. */
  readonly system: string
  /** Named by `SAMSA_POLICY`, for hosts that have no such place. It counts only where the first is not there; it has to be there then. */
  readonly named: string | null
}

const bySystem: Readonly<Record<string, string>> = {
  darwin: '/Library/Application Support/Samsa/policy.json',
  // Not from a variable, which a user could set.
  win32: 'C:\\ProgramData\\Samsa\\policy.json',
}

export const policyPlaces = (platform: string, environment: Readonly<Record<string, string | undefined>>): PolicyPlaces => ({
  system: bySystem[platform] ?? '/etc/samsa/policy.json',
  named: environment['SAMSA_POLICY'] || null,
})
