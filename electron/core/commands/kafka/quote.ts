import { shellQuote } from '../../clients/kafka/shell-quote.ts'

/** A command line of Kafka's own tools, quoted for a shell (D-16). */
export const toolLine = (tool: string, bootstrap: string, ...words: readonly string[]): string =>
  [`${tool}.sh`, '--bootstrap-server', bootstrap, ...words].map(shellQuote).join(' ')
