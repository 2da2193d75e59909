import type { ClusterState } from '../cluster-state.ts'
import type { Observation } from '../observation.ts'
import { reduceConfig } from './config.ts'
import { reduceDescriptions } from './descriptions.ts'
import { reduceGroups } from './groups.ts'
import { reduceLinks } from './links.ts'
import { reduceLogDirs } from './log-dirs.ts'
import { reduceCauses, reduceMaintenance, reduceMesos, reduceScheduler } from './mesos.ts'
import { reduceMetadata } from './metadata.ts'
import { reduceOffsets, reduceStables, reduceStarts } from './offsets.ts'
import { reduceProbes } from './probes.ts'
import { withPart, type Steps } from './parts.ts'

/** The state after an observation. A large one (100,000 partitions) takes a while; between two steps it takes about a millisecond. */
export function reduceSteps(state: ClusterState, observation: Observation): Steps<ClusterState> {
  switch (observation.kind) {
    case 'metadata':
      return reduceMetadata(state, observation)
    case 'links':
      return done(reduceLinks(state, observation.links))
    case 'groups':
      return reduceGroups(state, observation)
    case 'descriptions':
      return reduceDescriptions(state, observation)
    case 'offsets':
      return reduceOffsets(state, observation)
    case 'starts':
      return reduceStarts(state, observation)
    case 'stables':
      return reduceStables(state, observation)
    case 'probes':
      return done(reduceProbes(state, observation.probes))
    case 'logDirs':
      return reduceLogDirs(state, observation)
    case 'config':
      return done(reduceConfig(state, observation))
    case 'mesos':
      return done(reduceMesos(state, observation))
    case 'causes':
      return done(reduceCauses(state, observation))
    case 'maintenance':
      return done(reduceMaintenance(state, observation))
    case 'scheduler':
      return done(reduceScheduler(state, observation))
    case 'part':
      return done(withPart(state, observation.part, observation.change))
  }
}

/** All at once. */
export function reduce(state: ClusterState, observation: Observation): ClusterState {
  const steps = reduceSteps(state, observation)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

// A generator by declaration: it has nothing to yield.
// oxlint-disable-next-line require-yield
function* done<T>(value: T): Steps<T> {
  return value
}
