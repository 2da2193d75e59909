/**
 * Variables of the environment that would change how Samsa connects, or make libraries print what they send. Only the profile
 * decides about both. Compared without regard to case: proxy variables are known in both spellings.
 */
const NOT_OURS: ReadonlySet<string> = new Set([
  'node_tls_reject_unauthorized',
  'http_proxy',
  'https_proxy',
  'all_proxy',
  'no_proxy',
  'socks_proxy',
  'ftp_proxy',
  'node_use_env_proxy',
  'debug',
  'debug_fd',
  'node_debug',
  'node_debug_native',
  'sslkeylogfile',
  'kafkajs_debug_protocol_buffers',
  'kafkajs_debug_extended_protocol_buffers',
  'kafkajs_log_level',
])

/**
 * Removes them and answers their names, for the one line in the log that says so.
 */
export function dropForeignVariables(env: Record<string, string | undefined>): readonly string[] {
  const names = Object.keys(env).filter((name) => NOT_OURS.has(name.toLowerCase()))
  for (const name of names) delete env[name]
  return names
}
