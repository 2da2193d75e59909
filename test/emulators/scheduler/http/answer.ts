import { STATUS_CODES } from 'node:http'
import type { Printable } from '../json.ts'
import type { ReleaseFacts } from '../releases.ts'
import { printJson } from '../json.ts'

export interface Answer {
  readonly status: number
  readonly reason?: string
  readonly type?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string
  /** What HEAD says of a file that nobody fetches. */
  readonly length?: number
}

/** Ends a request with a status; null: the server has nothing to say beyond the standard phrase. */
export class Refusal extends Error {
  readonly status: number
  readonly said: string | null
  constructor(status: number, said: string | null) {
    super(said ?? String(status))
    this.status = status
    this.said = said
  }
}

export const refuse = (said: string | null, status = 400): never => {
  throw new Refusal(status, said)
}

/** What went wrong in a handler of 0.10 without a message for the caller. */
export const requestFailed = (): never => refuse('Request failed.', 500)

export function jsonAnswer(value: Printable, { line }: ReleaseFacts): Answer {
  const old = line === 'P09'
  return {
    status: 200,
    type: old ? 'application/json; charset=utf-8' : 'application/json',
    body: printJson(value, old) + (old ? '\n' : ''),
  }
}

export const plainAnswer = (body: string): Answer => ({ status: 200, type: 'text/plain; charset=utf-8', body })

const escapeHtml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const page = (status: number, path: string, said: string): string => `<html>
<head>
<meta http-equiv="Content-Type" content="text/html;charset=ISO-8859-1"/>
<title>Error ${status} </title>
</head>
<body>
<h2>HTTP ERROR: ${status}</h2>
<p>Problem accessing ${path}. Reason:
<pre>    ${escapeHtml(said)}</pre></p>
<hr /><i><small>Powered by Jetty://</small></i>
</body>
</html>
`

/** 0.9: JSON under the two APIs, plain text elsewhere. 0.10: the message is in the reason phrase and in a page. */
export function refusalAnswer({ status, said }: Refusal, path: string, { line }: ReleaseFacts): Answer {
  const standard = STATUS_CODES[status] ?? ''
  if (line === 'P09') {
    const text = said ?? standard
    if (/^\/api\/(broker|topic)/.test(path)) {
      return { status, type: 'application/json; charset=utf-8', body: `${printJson({ code: status, error: text }, true)}\n` }
    }
    return { status, type: 'text/plain', body: `${status} - ${text}` }
  }
  const reason = (said ?? standard).replace(/[\r\n]/g, '?').slice(0, 1024)
  return {
    status,
    reason,
    type: 'text/html;charset=ISO-8859-1',
    headers: { 'Cache-Control': 'must-revalidate,no-cache,no-store', ...(status === 405 ? { Allow: 'POST,OPTIONS' } : {}) },
    body: page(status, path, said ?? standard),
  }
}
