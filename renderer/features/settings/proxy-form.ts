import { ProxyChoice } from '../../../shared/contract/network.ts'

/** A proxy written by hand, as it stands in its form. */
export interface ProxyForm {
  readonly address: string
  readonly user: string
  /** One a line. */
  readonly except: string
}

export type ProxyProblems = Partial<Record<keyof ProxyForm, string>>

export const blankProxy: ProxyForm = { address: '', user: '', except: '' }

export const proxyFormOf = (proxy: ProxyChoice): ProxyForm =>
  proxy.use === 'manual' ? { address: proxy.address, user: proxy.user, except: proxy.except.join('\n') } : blankProxy

const linesOf = (text: string): string[] =>
  text
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** What the form says, or what is wrong with which of its fields. */
export function readProxyForm(form: ProxyForm): { readonly proxy: ProxyChoice } | { readonly problems: ProxyProblems } {
  const except = linesOf(form.except)
  const read = ProxyChoice.safeParse({ use: 'manual', address: form.address.trim(), user: form.user, except })
  if (read.success) return { proxy: read.data }
  const problems: ProxyProblems = {}
  for (const { path, message } of read.error.issues) {
    const [name, n] = path
    if (name !== 'address' && name !== 'user' && name !== 'except') continue
    problems[name] ??= typeof n === 'number' ? `${except[n]?.slice(0, 60) ?? ''}: ${message}` : message
  }
  return { problems }
}

/** A whole address as browsers and other tools have it (`http://ada:secret@proxy.example.org:3128/`) in its parts; null: it is none. */
export function splitProxyUrl(text: string): { readonly address: string; readonly user: string; readonly password: string } | null {
  const written = text.trim()
  if (!/^http:\/\//i.test(written) || !URL.canParse(written)) return null
  const { hostname, port, username, password } = new URL(written)
  return { address: `${hostname}:${port || '80'}`, user: decoded(username), password: decoded(password) }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
