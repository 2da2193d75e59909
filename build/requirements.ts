import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './machine.ts'

/**
 * Security and reliability requirements that bind now (P0 and P1). A test that proves one has its ID in a title. `npm run check` fails
 * when one has none. An ID moves from `next` to `due` with the feature that it is about.
 */
export const due: Readonly<Record<string, string>> = {
  'A-01': 'one window factory, sandboxed, isolated, no Node in the page',
  'A-02': 'pages are looked up in a build-time manifest, never joined to a folder',
  'A-03': 'the content policy blocks inline code, evaluation and every foreign source',
  'A-04': 'no navigation, frame or new window but our own document',
  'A-05': 'every permission is refused; the clipboard is a capped contract member',
  'A-06': 'only listed pages are opened outside',
  'A-07': 'the preload is exactly send and listen',
  'A-08': 'the sender of every message is checked',
  'A-09': 'the contract is the only door, both ways validated',
  'A-10': 'fuses are set on purpose',
  'A-12': 'one instance; the second one’s arguments are hostile input',
  'A-13': 'nothing on the command line opens or weakens a shipped app',
  'A-14': 'the page has no network of its own',
  'A-15': 'no developer tools and no inspector in what is shipped',
  'A-16': 'a release has a supported Electron and a clean lock file',
  'B-01': 'the browser host listens on loopback only',
  'B-02': 'Host is checked before everything',
  'B-03': 'Origin must be our own; no CORS',
  'B-04': 'a launch token is used once, soon, and leaves no trace',
  'B-05': 'a session token without cookies',
  'B-06': 'the WebSocket needs a one-use ticket',
  'B-07': 'tokens are compared in constant time and kept as hashes',
  'B-08': 'no token in any log or error',
  'B-11': 'both hosts serve the same contract',
  'B-12': 'security headers on every answer',
  'C-03': 'without a keychain secrets are not stored',
  'C-05': 'secrets go from page to core only',
  'C-08': 'library errors never leave the client that met them',
  'D-09': 'the frame guard on every Kafka socket',
  'D-10': 'decoding is bounded',
  'D-14': 'untrusted keys do not reach prototypes',
  'E-05': 'a Kafka connection may only read',
  'F-01': 'one atomic writer',
  'F-02': 'stored files carry version and checksum',
  'F-03': 'the newest valid generation wins; damage is moved aside',
  'F-04': 'kill -9 loses nothing acknowledged',
  'G-01': 'one state machine per source',
  'G-02': 'old data says that it is old',
  'G-03': 'back-off with jitter',
  'G-04': 'polls do not pile up',
  'G-05': 'leaving cancels',
  'H-03': 'nothing accumulates',
  'H-04': 'the core never blocks',
  'H-05': 'the page is quick with very large clusters',
  'H-06': 'everything is bounded',
}

/** Of the same stage, with what comes next: Mesos, the scheduler, messages, workers. */
export const next: Readonly<Record<string, string>> = {
  'M-1': 'large replies are parsed in workers',
  'M-2': 'a worker that misbehaves is ended',
  'M-3': 'one pool makes workers',
  'D-01': 'fixed routes',
  'D-02': 'four clocks a request',
  'D-03': 'bodies are capped while they stream',
  'D-04': 'JSON is counted before it is parsed',
  'D-06': 'redirects are never followed by the library',
  'D-07': 'no proxy from the environment',
  'D-11': 'codecs with capped output, in workers',
  'D-12': 'an undecodable record is a row',
  'E-04': 'an Observe connection sends reads only over HTTP',
}

/** IDs in the titles of tests, with the files. */
export function proven(): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>()
  for (const file of globSync('test/**/*.{test,spec}.{ts,tsx}', { cwd: root })) {
    const text = readFileSync(join(root, file), 'utf8')
    for (const [, title = ''] of text.matchAll(/\b(?:describe|test|it)(?:\.\w+(?:\([^)]*\))?)*\(\s*(['"`][^\n]*)/g)) {
      for (const id of title.match(/\b[A-HM]-\d{1,2}\b/g) ?? []) found.set(id, (found.get(id) ?? new Set()).add(file))
    }
  }
  return found
}

export const missing = (): string[] => {
  const known = proven()
  return Object.keys(due).filter((id) => !known.has(id))
}
