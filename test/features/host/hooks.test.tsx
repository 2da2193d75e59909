import { act, cleanup, render, renderHook, screen, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { HostProvider } from '../../../renderer/host/api.tsx'
import { useCommand, useQuery, useStream, useView, useViewRow } from '../../../renderer/host/hooks.ts'
import { DEFAULT_SETTINGS, type Settings } from '../../../shared/contract/settings.ts'
import { contract, type SamsaClient, type SamsaHandlers } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/errors/error.ts'
import { connect } from '../../../shared/rpc/connect.ts'
import { memoryPorts } from '../../../shared/rpc/memory-port.ts'
import { serve, type Serving } from '../../../shared/rpc/serve.ts'

/** Hooks over the real port, `serve` and `connect`; only a few members answer. */
interface SettingsRow {
  readonly id: 'settings'
  readonly settings: Settings
}
const row = (theme: Settings['theme']): SettingsRow => ({ id: 'settings', settings: { ...DEFAULT_SETTINGS, theme, density: 'compact' } })

let current: SettingsRow
let changed: Set<() => void>
let opened: number
let recoveries: number
let servings: Serving[]

const handlers = {
  host: {
    settings: () => {
      opened++
      return {
        watch(act: () => void, signal: AbortSignal) {
          changed.add(act)
          signal.addEventListener('abort', () => changed.delete(act))
        },
        read: () => ({ rows: new Map([['settings', current]]), about: { state: 'live', asOf: 1, errors: [], progress: null } }),
      }
    },
    saveSettings: () => ({}),
  },
  profiles: {
    recovery() {
      recoveries++
      return { state: 'ok', file: `read ${recoveries}`, kept: null, why: '', used: null, copies: [] }
    },
    connect: () => ({}),
    retryNow() {
      throw new AppError('core.busy', { what: 'tests', limit: 1 })
    },
    probe: async function* () {
      for (const id of ['a', 'b'])
        yield await Promise.resolve({ id, kind: 'broker', label: id, state: 'ok', ms: null, detail: '', error: null, suggestion: null })
    },
  },
} as unknown as SamsaHandlers // the members that these tests ask

function newClient(): SamsaClient {
  const { page, core } = memoryPorts()
  servings.push(serve(contract, handlers, core, { undeclaredOutput: 'refuse' }))
  return connect(contract, page)
}
const under = (client: SamsaClient) => ({
  wrapper: ({ children }: { readonly children: ReactNode }) => <HostProvider client={client}>{children}</HostProvider>,
})

beforeEach(() => {
  current = row('dark')
  changed = new Set()
  opened = 0
  recoveries = 0
  servings = []
})
afterEach(() => {
  cleanup()
  servings.forEach((serving) => serving.stop())
})

describe('useView', () => {
  it('shares one subscription and keeps what did not change', async () => {
    const { result, rerender } = renderHook(
      () => [useView('host', 'settings', {}), useView('host', 'settings', {}), useViewRow('host', 'settings', {}, 'settings')] as const,
      under(newClient()),
    )
    expect(result.current[0]).toMatchObject({ rows: [], about: { state: 'loading' }, error: null })
    await waitFor(() => expect(result.current[0].rows).toEqual([row('dark')]))
    expect(result.current[1]).toBe(result.current[0])
    expect(result.current[2]).toBe(result.current[0].rows[0])
    expect(opened).toBe(1)
    const before = result.current[0]
    rerender()
    expect(result.current[0]).toBe(before)
    current = row('light')
    act(() => changed.forEach((tell) => tell()))
    await waitFor(() => expect(result.current[2]?.settings.theme).toBe('light'))
    expect(result.current[0].byKey).not.toBe(before.byKey)
  })

  it('keeps its rows, stale, when the host is lost, and is live again over a new client', async () => {
    function Theme(): ReactNode {
      const view = useView('host', 'settings', {})
      return <p>{`${view.rows[0]?.settings.theme} ${view.about.state} ${view.error?.code}`}</p>
    }
    const drawn = render(<HostProvider client={newClient()}>{<Theme />}</HostProvider>)
    await screen.findByText('dark live undefined')
    act(() => servings[0]?.stop())
    await screen.findByText('dark stale rpc.hostLost')
    current = row('light')
    drawn.rerender(<HostProvider client={newClient()}>{<Theme />}</HostProvider>)
    await screen.findByText('light live undefined')
  })

  it('stops a moment after the last of its users left', async () => {
    const { result, unmount } = renderHook(() => useView('host', 'settings', {}), under(newClient()))
    await waitFor(() => expect(result.current.rows).toHaveLength(1))
    unmount()
    await waitFor(() => expect(changed.size).toBe(0), { timeout: 3_000 })
  })
})

describe('useQuery and useCommand', () => {
  it('asks again what a command disturbed, and shows catalogue errors', async () => {
    const { result } = renderHook(
      () => ({
        recovery: useQuery('profiles', 'recovery', {}),
        connect: useCommand('profiles', 'connect'),
        retry: useCommand('profiles', 'retryNow'),
      }),
      under(newClient()),
    )
    await waitFor(() => expect(result.current.recovery.data?.file).toBe('read 1'))
    await act(() => result.current.connect.run({ id: 'a' }))
    await waitFor(() => expect(result.current.recovery.data?.file).toBe('read 2'))
    expect(result.current.connect).toMatchObject({ pending: false, error: null })
    await act(() => expect(result.current.retry.run({ id: 'a' })).rejects.toBeInstanceOf(AppError))
    expect(result.current.retry.error).toMatchObject({ code: 'core.busy' })
    act(() => result.current.retry.reset())
    expect(result.current.retry.error).toBeNull()
  })
})

describe('useStream', () => {
  it('hands over each event and tells its end', async () => {
    const seen: string[] = []
    const input = { id: null, draft: { name: 'a', environment: 'test', access: 'observe', bootstrap: ['a:1'], security: { tls: null, sasl: null }, addressMap: [], clientId: '', brokerVersion: null, zooKeeperGroups: [], notes: '', mesos: null, schemaRegistry: null, proxy: { use: 'settings' } }, secrets: {} } as const // prettier-ignore
    const draft = { ...input.draft, bootstrap: [...input.draft.bootstrap], addressMap: [], zooKeeperGroups: [] }
    const { result } = renderHook(
      () => useStream('profiles', 'probe', { ...input, draft }, (step) => seen.push(step.id)),
      under(newClient()),
    )
    expect(result.current.state).toBe('running')
    await waitFor(() => expect(result.current.state).toBe('ended'))
    expect(seen).toEqual(['a', 'b'])
  })
})
