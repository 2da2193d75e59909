/** Keys whose values are secret, in any spelling: `sasl.password`, `tlsKeyPassphrase`, `api-token`, `ssl.keystore.key` … */
export const isSecretKey = (key: string): boolean =>
  /password|passwd|pass[ _-]?phrase|(^|[._-])pass$|secret|token|jaas|credential|keytab|private[ ._-]?key|authorization|cookie|^tls-?key$|keystore\.key$/i.test(
    key,
  )

/** Whether a text of options (`a=b`, `-Da=b`, one a line or a word) gives one of those a value. */
export const namesSecret = (options: string): boolean =>
  [...options.matchAll(/([^\s=;,"']+)\s*=\s*\S/g)].some(([, name = '']) => isSecretKey(name))
