/**
 * How often a test does what it does to chance: as often as `npm test` has time for; with SAMSA_LONG=1 as often as the requirement says; with
 * the variable of that name as often as it says.
 */
export const howMany = (variable: string, { usual, long }: { readonly usual: number; readonly long: number }): number =>
  Number(process.env[variable] ?? (process.env['SAMSA_LONG'] === '1' ? long : usual))
