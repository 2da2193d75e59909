import type { DiscoveryHop, Found } from '../../../shared/contract/discovery.ts'

const nothingFound: Found = {
  masters: [],
  leader: null,
  agentsVia: 'direct',
  framework: null,
  marathon: null,
  scheduler: null,
  bootstrap: [],
}

/** Follows an address to everything else. Not yet: it says so. */
export async function* discover(): AsyncGenerator<DiscoveryHop> {
  yield {
    id: 'done',
    kind: 'done',
    label: 'Discovery',
    state: 'failed',
    ms: null,
    detail: '',
    error: { code: 'core.notSupported', about: { what: 'Discovery', why: 'This build cannot follow an address yet.' } },
    found: nothingFound,
    choices: [],
    override: null,
  }
}
