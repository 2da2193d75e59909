import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPageHandler, pageScheme } from '../../../electron/main/protocol.ts'
import { contentPolicy, PageManifest } from '../../../shared/page.ts'

const file = (name: string, type: string, immutable = false) => ({ file: name, type, size: 1, sha256: '', immutable })
const manifest: PageManifest = {
  files: {
    '/index.html': file('index.html', 'text/html; charset=utf-8'),
    '/assets/main-a.js': file('assets/main-a.js', 'text/javascript', true),
  },
}
const known = ['app://ui/', 'app://ui/index.html', 'app://ui/assets/main-a.js']

function setUp() {
  const reads: string[] = []
  const handler = createPageHandler(manifest, (name) => {
    reads.push(name)
    return Promise.resolve(new Uint8Array([65]))
  })
  return { reads, get: (url: string, method = 'GET') => handler({ method, url }) }
}

describe('A-02 app://ui/ by manifest', () => {
  it('serves what is in the manifest, with its type', async () => {
    const { get, reads } = setUp()
    for (const url of known) expect((await get(url)).status).toBe(200)
    expect(reads).toEqual(['index.html', 'index.html', 'assets/main-a.js'])
    expect((await get(known[2] ?? '')).headers.get('content-type')).toBe('text/javascript')
    expect((await get(known[0] ?? '', 'POST')).status).toBe(404)
  })

  it('serves the page again where it is: a reload brings the fragment along', async () => {
    const { get, reads } = setUp()
    expect((await get('app://ui/#/c/one/groups?filter=a%2Fb')).status).toBe(200)
    expect(reads).toEqual(['index.html'])
    expect((await get('app://ui/none#/')).status).toBe(404)
  })

  it('reads nothing for 20,000 other addresses', async () => {
    const { get, reads } = setUp()
    const part = fc.constantFrom(
      '..',
      '.',
      '%2e%2e',
      '%252e%252e',
      '\\',
      '%5c',
      '%00',
      '\0',
      '/',
      '//',
      'assets',
      'index.html',
      'INDEX.HTML',
      'main-a.js',
      '?',
      '#',
      'etc',
      'passwd',
      'manifest.json',
      '__proto__',
      'constructor',
      ' ',
      '%2f',
      ';',
    )
    const head = fc.constantFrom(
      'app://ui/',
      'app://ui',
      'app://UI/',
      'app://ui:80/',
      'app://a@ui/',
      'app://other/',
      'APP://ui/',
      'http://ui/',
      'file:///',
      'app:///',
      'app://ui/assets/',
    )
    const urls = fc.tuple(head, fc.array(part, { maxLength: 6 })).map(([start, parts]) => start + parts.join('')).filter((url) => !known.includes(url.split('#')[0] ?? '')) // prettier-ignore
    await fc.assert(
      fc.asyncProperty(urls, async (url) => {
        expect((await get(url)).status).toBe(404)
      }),
      { numRuns: 20_000 },
    )
    expect(reads).toEqual([])
  })

  it('has a scheme without ways around', () => {
    expect(pageScheme.privileges).toEqual({
      standard: true,
      secure: true,
      supportFetchAPI: true,
      bypassCSP: false,
      allowServiceWorkers: false,
      corsEnabled: false,
      stream: false,
    })
  })

  it('takes no manifest that points out of its folder', () => {
    for (const name of ['../x', '/etc/passwd', 'a/../../b', 'a/..', 'a\\b', '.', ''])
      expect(PageManifest.safeParse({ files: { '/a': file(name, 't') } }).success, name).toBe(false)
    expect(PageManifest.safeParse(manifest).success).toBe(true)
  })
})

describe('A-03 the content policy', () => {
  it('is on every answer, also 404', async () => {
    const { get } = setUp()
    for (const url of [...known, 'app://ui/none'])
      expect((await get(url)).headers.get('content-security-policy')).toBe(contentPolicy("'none'"))
  })

  it('has no unsafe source and no colon after a directive', () => {
    const policy = contentPolicy("'none'")
    expect(policy).not.toMatch(/unsafe|\*|https?:/)
    for (const directive of policy.split('; ')) expect(directive).toMatch(/^[a-z-]+ [^:]+(data:)?$/)
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("require-trusted-types-for 'script'")
  })
})
