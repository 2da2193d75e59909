import { AppError } from '../../../shared/errors/error.ts'

/** The first answer of a script for proxies (`PROXY host:port; DIRECT`); null: straight. Fails with `http.proxyKind` where it is none for HTTP. */
export function firstProxy(answer: string, address: string): { readonly host: string; readonly port: number } | null {
  const first = (answer.split(';')[0] ?? '').trim()
  if (first === '' || /^direct$/i.test(first)) return null
  const [, kind = first, host = '', port = ''] = /^(\S+)\s+(\[[0-9a-f:.%]+\]|[^\s:]+):(\d{1,5})$/i.exec(first) ?? []
  if (!/^(proxy|http)$/i.test(kind) || host === '' || Number(port) < 1 || Number(port) > 65_535)
    throw new AppError('http.proxyKind', { address, kind: kind.slice(0, 40), proxy: `${host}:${port}`.slice(0, 300) })
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) }
}
