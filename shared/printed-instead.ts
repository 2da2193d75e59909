/** What a host prints instead of starting anything; null: it is to start. */
export function printedInstead(argv: readonly string[], usage: string, version: string): string | null {
  if (argv.includes('--help') || argv.includes('-h')) return usage
  return argv.includes('--version') ? `Samsa ${version}` : null
}
