import { expect, test, type Page } from '@playwright/test'
import { createAccess } from '../../electron/web/access.ts'
import { contentPolicy } from '../../shared/page.ts'
import { startWebServer, type WebServer } from '../../electron/web/server.ts'

/**
 * proven by what the browser blocks, not by the header's text. A page of our own host tries everything with its own script, as an
 * intruder would; a second run under a header with a known mistake shows that the probes can fail.
 */
const probes = `
const results = {};
const done = (name, blocked) => { results[name] = blocked; };
const ran = (name) => { globalThis.marks = globalThis.marks || {}; return () => marks[name] === true; };
globalThis.mark = (name) => { globalThis.marks = globalThis.marks || {}; marks[name] = true; };
const policy = globalThis.trustedTypes && (() => { try { return trustedTypes.createPolicy('app', { createHTML: (s) => s, createScript: (s) => s, createScriptURL: (s) => s }); } catch { return null; } })();
const script = (s) => policy ? policy.createScript(s) : s;
const html = (s) => policy ? policy.createHTML(s) : s;
const url = (s) => policy ? policy.createScriptURL(s) : s;
const later = () => new Promise((r) => setTimeout(r, 150));
const attempt = async (name, act, succeeded) => {
  try { await act(); } catch { done(name, true); return; }
  await later();
  done(name, !(await succeeded()));
};
const add = (tag, fill) => { const e = document.createElement(tag); fill(e); document.body.append(e); return e; };
const loads = (name, e) => new Promise((resolve) => { e.onload = () => { mark(name); resolve(); }; e.onerror = () => resolve(); setTimeout(resolve, 1500); });
const other = new URLSearchParams(location.hash.slice(1)).get('other');
(async () => {
  await attempt('inline script', () => add('script', (e) => { e.text = script('mark("inline script")'); }), ran('inline script'));
  await attempt('inline handler', () => { const d = add('div', (e) => { e.innerHTML = html('<b onclick="mark(\\'inline handler\\')">x</b>'); }); d.firstChild.click(); }, ran('inline handler'));
  await attempt('eval', () => (0, eval)(script('mark("eval")')), ran('eval'));
  await attempt('new Function', () => new Function(script('mark("new Function")'))(), ran('new Function'));
  await attempt('javascript:', () => { const a = add('a', (e) => { e.setAttribute('href', "javascript:mark('javascript:')"); }); a.click(); }, ran('javascript:'));
  let style; await attempt('style tag', () => { style = add('style', (e) => { e.textContent = '#styled { color: rgb(1, 2, 3) }'; }); add('p', (e) => { e.id = 'styled'; }); }, () => getComputedStyle(document.getElementById('styled')).color === 'rgb(1, 2, 3)');
  await attempt('remote image', () => loads('remote image', add('img', (e) => { e.src = other + '/pixel.svg'; })), ran('remote image'));
  await attempt('fetch', async () => { await fetch(other + '/cors'); mark('fetch'); }, ran('fetch'));
  await attempt('socket', () => new Promise((resolve, reject) => { const s = new WebSocket(other.replace('http', 'ws')); s.onopen = () => { mark('socket'); resolve(); }; s.onerror = reject; setTimeout(resolve, 1500); }), ran('socket'));
  await attempt('base', () => { const b = document.createElement('base'); b.href = other + '/'; document.head.append(b); }, () => { const a = document.createElement('a'); a.href = 'x'; return a.href.startsWith(other); });
  document.querySelector('base')?.remove();
  const frame = (name, tag, attribute) => attempt(name, () => loads(name, add(tag, (e) => { e[attribute] = other + '/' + name; })), () => askOther('/' + name));
  await attempt('form', () => { add('iframe', (e) => { e.name = 'target'; }); const f = add('form', (e) => { e.action = other + '/form'; e.method = 'post'; e.target = 'target'; }); f.submit(); }, () => askOther('/form'));
  await frame('iframe', 'iframe', 'src');
  await frame('object', 'object', 'data');
  await attempt('blob worker', () => new Promise((resolve, reject) => { const w = new Worker(url(URL.createObjectURL(new Blob(['postMessage(1)'])))); w.onmessage = () => { mark('blob worker'); resolve(); }; w.onerror = reject; setTimeout(resolve, 1500); }), ran('blob worker'));
  globalThis.probeResults = results;
})();
`

const files = new Map([
  [
    'index.html',
    '<!doctype html><html><head><meta charset="utf-8"><title>Probes</title></head><body><script src="/assets/probes.js"></script></body></html>',
  ],
  ['assets/probes.js', probes],
])
const entry = (file: string, type: string) => ({ file, type, size: 1, sha256: '', immutable: false })

let own: WebServer
let other: { readonly url: string; readonly hits: string[]; stop(): void }

test.beforeAll(async () => {
  const { createServer } = await import('node:http')
  const { WebSocketServer } = await import('ws')
  own = await startWebServer({
    port: 0,
    tunnelPort: null,
    manifest: {
      files: { '/index.html': entry('index.html', 'text/html'), '/assets/probes.js': entry('assets/probes.js', 'text/javascript') },
    },
    read: (file) => Promise.resolve(Buffer.from(files.get(file) ?? '')),
    access: createAccess({ now: () => performance.now() }),
    onPage: () => {},
    onDefect: (error) => {
      throw error
    },
  })
  const hits: string[] = []
  // As willing as a server can be, so that only the policy stands in the way.
  const server = createServer((request, response) => {
    hits.push(request.url ?? '')
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('cross-origin-resource-policy', 'cross-origin')
    response.setHeader('cross-origin-embedder-policy', 'require-corp')
    if (request.url === '/pixel.svg') response.setHeader('content-type', 'image/svg+xml')
    response.end(request.url === '/pixel.svg' ? '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>' : 'x')
  })
  new WebSocketServer({ server })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  other = { url: `http://127.0.0.1:${port}`, hits, stop: () => (server.closeAllConnections(), server.close()) }
})
test.afterAll(async () => {
  other.stop()
  await own.stop()
})

async function runProbes(page: Page, port = own.port): Promise<Record<string, boolean>> {
  other.hits.length = 0
  await page.exposeFunction('askOther', (path: string) => other.hits.includes(path))
  await page.goto(`http://127.0.0.1:${port}/#other=${other.url}`)
  await page.waitForFunction(() => 'probeResults' in globalThis, null, { timeout: 30_000 })
  return page.evaluate(() => (globalThis as unknown as { probeResults: Record<string, boolean> }).probeResults) // set by the page's script
}

test('A-03 the policy blocks 14 of 14 probes', async ({ page }) => {
  const results = await runProbes(page)
  expect(Object.keys(results)).toHaveLength(14)
  expect(Object.entries(results).filter(([, blocked]) => !blocked)).toEqual([])
  expect(other.hits).toEqual([])
})

test('A-03 the same probes pass under a header with colons after the directives', async ({ page }) => {
  const { createServer } = await import('node:http')
  const broken = createServer((request, response) => {
    const name = request.url === '/' ? 'index.html' : (request.url ?? '').slice(1)
    response.setHeader('content-security-policy', contentPolicy("'none'").replace(/(^|; )([a-z-]+) /g, '$1$2: '))
    response.setHeader('content-type', name.endsWith('.js') ? 'text/javascript' : 'text/html')
    response.end(files.get(name) ?? '')
  })
  await new Promise<void>((resolve) => broken.listen(0, '127.0.0.1', resolve))
  const address = broken.address()
  const results = await runProbes(page, typeof address === 'object' && address ? address.port : 0)
  broken.closeAllConnections()
  broken.close()
  expect(Object.entries(results).filter(([, blocked]) => blocked)).toEqual([])
})
