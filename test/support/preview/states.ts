import { contract, type SamsaHandlers } from '../../../shared/contract/index.ts'
import type { CallContext, ViewAbout, ViewSource } from '../../../shared/rpc/define.ts'

type AnyView = (input: unknown, context: CallContext) => ViewSource<unknown>

/** Subjects whose views are about a cluster: these take another state, the frame around them stays. */
const ofCluster = ['brokers', 'topics', 'groups', 'mesos', 'lag', 'alerts'] as const

/** Every view of a cluster in another state, with or without its rows: how each screen looks then. */
export const allViews =
  (change: Partial<ViewAbout>, keepRows: boolean) =>
  (handlers: SamsaHandlers): SamsaHandlers => {
    const changed = { ...handlers } as Record<string, Record<string, unknown>> // members by name; what they take stays as it is
    for (const subject of ofCluster) {
      const members = { ...changed[subject] }
      for (const [name, member] of Object.entries(contract[subject])) {
        if (member.kind !== 'view') continue
        const view = members[name] as AnyView // the contract says so
        members[name] = ((input, context) => {
          const source = view(input, context)
          return {
            watch: source.watch,
            read() {
              const { rows, about } = source.read()
              return { rows: keepRows ? rows : new Map(), about: { ...about, ...change } }
            },
          }
        }) satisfies AnyView
      }
      changed[subject] = members
    }
    // The same members as before.
    return changed as unknown as SamsaHandlers
  }
