/**
 * The process that is killed: changes one setting of one broker after the other through the command runner, and says which change was
 * confirmed and which came to its end.
 */
import { writeSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { lifecycleHandlers } from '../../electron/core/api/lifecycle.ts'
import { openChanges } from '../../electron/core/commands/open-changes.ts'
import { systemClock } from '../../electron/core/lib/clock.ts'
import { nodeFileSystem } from '../../electron/core/lib/file-system.ts'
import { createLifetime } from '../../electron/core/lib/lifetime.ts'
import { silentLog } from '../../electron/core/lib/log.ts'
import { createRedactor } from '../../electron/core/lib/redact.ts'
import { noKeychain } from '../support/fake-keychain.ts'
import { schedulerWorld } from '../support/scheduler-world.ts'
import { testProfile } from '../support/test-profile.ts'

const [folder = '', url = '', first = '0'] = process.argv.slice(2)

// What is killed writes no cache at its end: the next child would compile its sources anew.
flushCompileCache()

/** A synchronous write: said means that the parent has it, whatever happens next. */
const say = (line: string): void => void writeSync(1, `${line}\n`)

const profile = testProfile()
const { audit, runner } = await openChanges({
  fs: nodeFileSystem,
  clock: systemClock,
  platform: process.platform,
  auditFolder: `${folder}/audit`,
  keptFolder: `${folder}/audit/acts`,
  keychain: noKeychain,
  redactor: createRedactor(),
  log: silentLog,
  lifetime: createLifetime(),
  user: 'ada',
  profiles: { list: () => [profile], get: () => profile, onChange: () => {} },
})
const { world } = await schedulerWorld(url, systemClock)
const { update } = lifecycleHandlers(runner, () => ({ ...world, kafka: null, agents: () => Promise.resolve(null) }))
const context = { signal: new AbortController().signal }

say('ready')
for (let n = Number(first); ; n += 1) {
  const input = { brokers: String(n % 5), settings: { mem: 10_000 + n } }
  const planned = await update({ do: 'plan', cluster: profile.id, input }, context)
  if (planned.is !== 'plan') throw new Error('not planned')
  say(`pressed ${n}`)
  const applied = await update({ do: 'apply', cluster: profile.id, plan: planned.plan.id, typed: null, reason: null }, context)
  if (applied.is !== 'applied') throw new Error(`not applied: ${JSON.stringify(applied)}`)
  while (audit.row(applied.act)?.ended !== true) await new Promise((resolve) => setTimeout(resolve, 1))
  await audit.settled()
  say(`${audit.row(applied.act)?.state ?? ''} ${n}`)
}
