import { request } from 'node:http'

export interface RawAnswer {
  readonly status: number
  readonly reason: string
  readonly type: string
  readonly text: string
}

/** One request without any client of ours. A form goes into the body. */
export function rawHttp(method: string, url: string, form?: string): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const headers = form === undefined ? {} : { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' }
    const sent = request(url, { method, headers, agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (piece: string) => (text += piece))
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          reason: response.statusMessage ?? '',
          type: response.headers['content-type'] ?? '',
          text,
        }),
      )
      response.on('error', reject)
    })
    sent.on('error', reject)
    sent.end(form)
  })
}
