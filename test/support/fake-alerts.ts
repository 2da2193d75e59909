import type { AlertRow, AlertRuleRow, AlertSettings } from '../../shared/contract/alerts.ts'
import type { SamsaHandlers } from '../../shared/contract/index.ts'
import { readyRules } from '../../shared/domain/alerts/rule.ts'
import { createCell } from './fake-cell.ts'

const MINUTE = 60_000

export const fakeAlert = (now: number, change: Partial<AlertRow> = {}): AlertRow => ({
  id: 'a1',
  rule: 'ready-time-lag',
  condition: { is: 'timeLag', groups: { of: 'watched' }, aboveSeconds: 300 },
  forSeconds: 180,
  subject: 'billing',
  value: 1_860,
  verdict: null,
  firedAt: now - 12 * MINUTE,
  endedAt: null,
  ended: null,
  remindedAt: null,
  acknowledgedAt: null,
  silent: null,
  path: `/groups/billing?moment=${now - 12 * MINUTE}`,
  ...change,
})

const firstLog = (now: number): readonly AlertRow[] => [
  fakeAlert(now),
  fakeAlert(now, {
    id: 'a2',
    rule: 'ready-loss',
    condition: { is: 'verdict', groups: { of: 'watched' }, verdicts: ['DATA_LOST', 'LOSS_RISK', 'NO_LEADER'] },
    forSeconds: 0,
    subject: 'ledger-sink',
    value: null,
    verdict: 'DATA_LOST',
    firedAt: now - 96 * MINUTE,
    remindedAt: now - 66 * MINUTE,
    silent: 'notSupported',
    path: `/groups/ledger-sink?moment=${now - 96 * MINUTE}`,
  }),
  fakeAlert(now, {
    id: 'a3',
    rule: 'ready-broker',
    condition: { is: 'brokerDown' },
    forSeconds: 120,
    subject: '3',
    value: null,
    firedAt: now - 300 * MINUTE,
    endedAt: now - 287 * MINUTE,
    ended: 'recovered',
    acknowledgedAt: now - 280 * MINUTE,
    path: '/brokers/3',
  }),
]

/** Rules that are saved are there afterwards; a star is kept; what a test answers is told by the test. */
export function createFakeAlerts(now: number) {
  // The ready rules fit the contract; a test of theirs says so.
  const ready = readyRules.map((rule) => ({ ...rule, standing: 0, blind: null }) as AlertRuleRow)
  const rules = createCell<AlertRuleRow>('id', ready, null)
  const log = createCell<AlertRow>('id', firstLog(now), null)
  const first: AlertSettings = {
    id: 'settings',
    watched: [],
    quiet: null,
    notify: true,
    muted: [],
    notifications: { available: false, why: 'A process behind a browser tab cannot notify.' },
  }
  const settings = createCell<AlertSettings>('id', [first], null)
  const current = (): AlertSettings => settings.rows()[0] ?? first
  const opened: { cluster: string; path: string }[] = []
  let wake = (): void => {}
  let made = 0
  const handlers: SamsaHandlers['alerts'] = {
    rules: () => rules.source,
    settings: () => settings.source,
    log: () => log.source,
    save({ rule }) {
      const id = rule.id ?? `rule-${++made}`
      const row = { ...rule, id, standing: 0, blind: null }
      const known = rules.rows().some((each) => each.id === id)
      rules.set(known ? rules.rows().map((each) => (each.id === id ? row : each)) : [...rules.rows(), row])
      return { id }
    },
    remove({ id }) {
      rules.set(rules.rows().filter((rule) => rule.id !== id))
      return {}
    },
    configure({ quiet, notify }) {
      settings.patch('settings', { ...(quiet === undefined ? {} : { quiet }), ...(notify === undefined ? {} : { notify }) })
      return {}
    },
    watch({ group, on }) {
      const others = current().watched.filter((each) => each !== group)
      settings.patch('settings', { watched: on ? [...others, group] : others })
      return {}
    },
    mute({ group, forSeconds }) {
      const others = current().muted.filter((each) => each.group !== group)
      settings.patch('settings', { muted: forSeconds === 0 ? others : [...others, { group, until: Date.now() + forSeconds * 1_000 }] })
      return {}
    },
    acknowledge({ ids }) {
      for (const id of ids) log.patch(id, { acknowledgedAt: now })
      return {}
    },
    test: ({ hours }) => ({
      from: now - hours * 60 * MINUTE,
      to: now,
      since: now - 300 * MINUTE,
      fired: [
        { subject: 'billing', firedAt: now - 12 * MINUTE, endedAt: null, value: 1_860, verdict: null },
        { subject: 'billing', firedAt: now - 200 * MINUTE, endedAt: now - 190 * MINUTE, value: 340, verdict: null },
      ],
      more: 0,
      subjects: 4,
      notes: ['timeLagFromPolling'],
    }),
    async *opened(_input, { signal }) {
      signal.addEventListener('abort', () => wake(), { once: true })
      while (!signal.aborted) {
        const next = opened.shift()
        if (next) yield next
        else await new Promise<void>((resolve) => (wake = resolve))
      }
    },
  }
  return {
    handlers,
    rules,
    log,
    settings,
    /** As if the user had clicked a notification. */
    click(place: { cluster: string; path: string }) {
      opened.push(place)
      wake()
    },
  }
}
