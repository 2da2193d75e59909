/** Where a fault strikes; what is left out matches all. */
export interface Where {
  readonly broker?: number
  /** API key. */
  readonly api?: number
  readonly topic?: string
  readonly partition?: number
  readonly group?: string
  /** Strikes so many times and is gone. */
  readonly times?: number
}

/** Ends the fault. */
export type Undo = () => void

/** What can go wrong between a client and a broker. Each verb returns its end. */
export interface Faults {
  /** Answers `ms` later. */
  slow(ms: number, where?: Where): Undo
  /** Takes the request and never answers; the connection stays open. */
  hang(where?: Where): Undo
  /** Closes the connection in place of an answer. */
  drop(where?: Where): Undo
  /** Answers with bytes that are no Kafka. */
  garble(where?: Where): Undo
  /** Says that an answer of `bytes` follows, and sends a little of it. */
  oversize(bytes: number, where?: Where): Undo
  /** Gives the error code for the topic, partition, group or (if none is named) the whole answer. */
  answer(code: number, where: Where): Undo
  /** Asks the client to hold back. */
  throttle(ms: number, where?: Where): Undo
  clear(): void
}

export type Strike =
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'hang' }
  | { readonly kind: 'drop' }
  | { readonly kind: 'garble' }
  | { readonly kind: 'oversize'; readonly bytes: number }
  | { readonly kind: 'throttle'; readonly ms: number }
  | { readonly kind: 'answer'; readonly code: number }

interface Rule {
  readonly strike: Strike
  readonly where: Where
  left: number
}

export interface FaultBook {
  readonly verbs: Faults
  /** First strike of that kind for the request. */
  strike<K extends Strike['kind']>(kind: K, broker: number, api: number): Extract<Strike, { kind: K }> | null
  /** Whether `codeFor` can give anything but 0. */
  hasCodes(): boolean
  /** Error code for one item of an answer; 0: none. */
  codeFor(broker: number, api: number, item: { topic?: string; partition?: number; group?: string }): number
}

export function createFaultBook(): FaultBook {
  const rules = new Set<Rule>()
  const add = (strike: Strike, where: Where = {}): Undo => {
    const rule: Rule = { strike, where, left: where.times ?? Infinity }
    rules.add(rule)
    return () => void rules.delete(rule)
  }
  const use = (rule: Rule): void => {
    rule.left--
    if (rule.left <= 0) rules.delete(rule)
  }
  const matches = (rule: Rule, broker: number, api: number): boolean =>
    (rule.where.broker === undefined || rule.where.broker === broker) && (rule.where.api === undefined || rule.where.api === api)

  return {
    verbs: {
      slow: (ms, where) => add({ kind: 'slow', ms }, where),
      hang: (where) => add({ kind: 'hang' }, where),
      drop: (where) => add({ kind: 'drop' }, where),
      garble: (where) => add({ kind: 'garble' }, where),
      oversize: (bytes, where) => add({ kind: 'oversize', bytes }, where),
      answer: (code, where) => add({ kind: 'answer', code }, where),
      throttle: (ms, where) => add({ kind: 'throttle', ms }, where),
      clear: () => rules.clear(),
    },
    strike<K extends Strike['kind']>(kind: K, broker: number, api: number) {
      for (const rule of rules) {
        if (rule.strike.kind !== kind || !matches(rule, broker, api)) continue
        use(rule)
        return rule.strike as Extract<Strike, { kind: K }> // the kind was compared
      }
      return null
    },
    hasCodes: () => [...rules].some((rule) => rule.strike.kind === 'answer'),
    codeFor(broker, api, item) {
      for (const rule of rules) {
        if (rule.strike.kind !== 'answer' || !matches(rule, broker, api)) continue
        const { topic, partition, group } = rule.where
        // A rule strikes the items it names, so one about a group never strikes the answer as a whole.
        if (topic !== item.topic || group !== item.group) continue
        if (partition !== undefined && partition !== item.partition) continue
        use(rule)
        return rule.strike.code
      }
      return 0
    },
  }
}
