import { hiderOf } from '../../../shared/domain/hidden-words.ts'

/**
 * Takes secrets out of text on its way into a sink (log, error to the page, diagnostics). By value: every live secret in the forms it
 * may travel in. By key: see `isSecretKey`. A last fence: what is meant to reach a sink holds no secret in the first place.
 */
export interface Redactor {
  /** From now on this value is taken out wherever it appears. */
  learn(secret: string): void
  text(text: string): string
  /** From now on `forOthers` takes these out too. */
  hide(words: readonly string[]): void
  /** For what may be given to others, the log and reports: also without the words that the user wants hidden. */
  forOthers(text: string): string
}

export const REMOVED = '[removed]'

/** A value this short is part of too many harmless words to be taken out by value. */
const SHORTEST = 3
/** Secrets of 500 profiles, each changed a few times. The oldest is forgotten first. */
const MOST_SECRETS = 5_000
/** Lines of a key in PEM form; a shorter one tells nothing. */
const SHORTEST_LINE = 24

const PEM_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g
const URL_USER = /([a-z][a-z0-9+.-]*:\/\/)[^\s/@"']+@/gi
const JVM_OPTION = /(-D[\w.-]*(?:password|passphrase|secret|token|jaas|credential|keytab)[\w.-]*=)("[^"]*"|\S+)/gi

export function createRedactor(): Redactor {
  const forms = new Map<string, readonly string[]>()
  let pattern: RegExp | null = null
  let hidden = hiderOf([])

  const learn = (secret: string): void => {
    if (secret.length < SHORTEST) return
    forms.delete(secret)
    forms.set(secret, formsOf(secret))
    const oldest = forms.keys().next()
    if (forms.size > MOST_SECRETS && !oldest.done) forms.delete(oldest.value)
    pattern = null
  }

  const text = (given: string): string => {
    pattern ??= compile([...forms.values()].flat())
    return given.replace(pattern, REMOVED).replace(PEM_KEY, REMOVED).replace(URL_USER, `$1${REMOVED}@`).replace(JVM_OPTION, `$1${REMOVED}`)
  }

  return {
    learn(secret) {
      learn(secret)
      if (!secret.includes('\n')) return
      // A part of a key is as bad as the whole.
      for (const line of secret.split(/\r?\n/)) if (line.length >= SHORTEST_LINE && !line.startsWith('-----')) learn(line)
    },
    text,
    hide: (words) => void (hidden = hiderOf(words)),
    forOthers: (given) => hidden(text(given)),
  }
}

/** Longest first, so that a secret within another does not leave the rest of it behind. */
function compile(values: readonly string[]): RegExp {
  const sorted = [...new Set(values)].filter((v) => v.length >= SHORTEST).sort((a, b) => b.length - a.length)
  if (sorted.length === 0) return /(?!)/g
  return new RegExp(sorted.map((v) => v.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|'), 'g')
}

/** The spellings in which a value may turn up: as it is, in JSON, percent-encoded, hex, base64 at each of its three alignments. */
function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret)
  const hex = bytes.toString('hex')
  const percent = percentForms(secret)
  const json = JSON.stringify(secret).slice(1, -1)
  return [secret, json, JSON.stringify(json).slice(1, -1), ...percent, hex, hex.toUpperCase(), ...base64Forms(bytes)]
}

function percentForms(secret: string): readonly string[] {
  try {
    const component = encodeURIComponent(secret)
    const lower = component.replace(/%[0-9A-F]{2}/g, (e) => e.toLowerCase())
    return [component, component.replaceAll('%20', '+'), lower, encodeURI(secret)]
  } catch {
    // A lone surrogate has no percent form.
    return []
  }
}

/** Only the characters that come from the secret's own bytes alone, whatever stands before and after. */
function base64Forms(bytes: Buffer): readonly string[] {
  const found: string[] = []
  for (const before of [0, 1, 2]) {
    const whole = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replaceAll('=', '')
    const from = Math.ceil((before * 8) / 6)
    const to = Math.floor(((before + bytes.length) * 8) / 6)
    const inner = whole.slice(from, to)
    // Six characters are 36 bits: shorter ones would be taken out of harmless text.
    if (inner.length >= 6) found.push(inner, inner.replaceAll('+', '-').replaceAll('/', '_'))
  }
  return found
}
