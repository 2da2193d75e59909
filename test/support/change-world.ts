import type { Profile } from '../../shared/contract/profiles.ts'
import type { Keychain } from '../../shared/desktop-services.ts'
import { openChanges, type Changes } from '../../electron/core/commands/open-changes.ts'
import type { CommandDefinition, PlanDraft, SendOutcome, Verified } from '../../electron/core/commands/command.ts'
import type { ChangeRequest, ChangeResult, Plan } from '../../shared/contract/changes.ts'
import type { Clock } from '../../electron/core/lib/clock.ts'
import { nodeFileSystem, type FileSystem } from '../../electron/core/lib/file-system.ts'
import { createLifetime } from '../../electron/core/lib/lifetime.ts'
import { createRedactor } from '../../electron/core/lib/redact.ts'
import { silentLog } from '../../electron/core/lib/log.ts'
import { noKeychain } from './fake-keychain.ts'
import { testProfile } from './test-profile.ts'
import { tempFolder } from './temp-folder.ts'

/** A cluster that is one number, and a command that sets it: what the runner does is seen without any broker. */
export interface NumberWorld {
  value: number
  /** Requests that arrived. */
  readonly sent: number[]
  /** What the next sends do. */
  send: (input: { to: number }) => SendOutcome | Promise<SendOutcome>
  verify: (input: { to: number }) => Verified
  plan: Partial<PlanDraft<{ to: number }>>
}

export const setNumber: CommandDefinition<{ to: number }, NumberWorld> = {
  name: 'numbers.set',
  level: 'C2',
  verifyFor: 3_000,
  plan: ({ to }, world) =>
    Promise.resolve({
      object: 'the number',
      title: `Set the number to ${to}`,
      sentence: 'It becomes another number.',
      changes: [{ what: 'number', before: String(world.value), after: String(to) }],
      impact: [],
      verdict: 'safe',
      asOf: null,
      wayBack: 'Set it back.',
      equivalent: null,
      via: 'samsa',
      requests: [`SET ${to}`],
      before: { value: world.value },
      ...world.plan,
    }),
  send: async (input, world) => world.send(input),
  verify: async (input, world) => Promise.resolve(world.verify(input)),
  undo: ({ before }) => {
    const value = typeof before === 'object' && before !== null && 'value' in before ? before.value : null
    return typeof value === 'number' ? { command: 'numbers.set', input: { to: value } } : null
  },
}

export function numberWorld(): NumberWorld {
  const world: NumberWorld = {
    value: 1,
    sent: [],
    plan: {},
    send({ to }) {
      world.sent.push(to)
      world.value = to
      return { is: 'accepted', response: 'ok' }
    },
    verify: ({ to }) => (world.value === to ? { is: 'yes' } : { is: 'not yet' }),
  }
  return world
}

export interface OpenedChanges extends Changes {
  readonly folder: string
  readonly world: NumberWorld
  readonly set: (request: ChangeRequest<{ to: number }>) => Promise<ChangeResult>
  /** Plans and confirms what is asked for. */
  does(to: number): Promise<string>
  stop(): Promise<void>
}

export interface OpenNeeds {
  readonly clock: Clock
  readonly profile?: Partial<Profile>
  readonly folder?: string
  readonly fs?: FileSystem
  readonly keychain?: Keychain
  readonly world?: NumberWorld
}

export async function openTestChanges(needs: OpenNeeds): Promise<OpenedChanges> {
  const folder = needs.folder ?? (await tempFolder())
  const lifetime = createLifetime()
  const profile = testProfile(needs.profile)
  const redactor = createRedactor()
  redactor.learn('s3cret-value')
  const changes = await openChanges({
    fs: needs.fs ?? nodeFileSystem,
    clock: needs.clock,
    platform: process.platform,
    auditFolder: `${folder}/audit`,
    keptFolder: `${folder}/audit/acts`,
    keychain: needs.keychain ?? noKeychain,
    redactor,
    log: silentLog,
    lifetime,
    user: 'ada',
    profiles: { list: () => [profile], get: () => profile, onChange: () => {} },
  })
  const world = needs.world ?? numberWorld()
  const set = changes.runner.change(setNumber, () => world)
  const signal = new AbortController().signal
  const call = (request: ChangeRequest<{ to: number }>): Promise<ChangeResult> => set(request, { signal })
  return {
    ...changes,
    folder,
    world,
    set: call,
    async does(to) {
      const plan = planIn(await call({ do: 'plan', cluster: 'p1', input: { to } }))
      const result = await call({ do: 'apply', cluster: 'p1', plan: plan.id, typed: plan.confirm.typed, reason: null })
      if (result.is !== 'applied') throw new Error(`It was not applied: ${JSON.stringify(result)}`)
      return result.act
    },
    stop: () => lifetime.stop(),
  }
}

export function planIn(result: ChangeResult): Plan {
  if (result.is === 'applied') throw new Error('It was applied')
  return result.plan
}
