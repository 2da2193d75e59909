import { copyFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { PROFILES_VERSION } from '../../../electron/core/profiles/profile-file.ts'
import { openProfiles } from '../../support/profile-store.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const corpus = fileURLToPath(new URL('../../support/corpus/golden/', import.meta.url))

describe('F-05 every stored version opens', () => {
  it('there is a file of each version up to the present one', async () => {
    const versions = Array.from({ length: PROFILES_VERSION }, (_, n) => `profiles.v${n + 1}.json`)
    expect((await readdir(corpus)).sort()).toEqual(versions)
  })

  it('version 1', async () => {
    const folder = await tempFolder()
    await copyFile(join(corpus, 'profiles.v1.json'), join(folder, 'profiles.json'))
    const { profiles } = await openProfiles(folder)
    expect(profiles.state()).toMatchObject({ state: 'ready', problems: [] })
    expect(profiles.list()).toMatchObject([
      {
        id: '0d7c1c0e-58a1-4b7e-9b57-0d1f0e6f7a11',
        name: 'orders-eu',
        environment: 'production',
        access: 'observe',
        bootstrap: ['kafka-1.eu.example.org:9093', '[2001:db8::7]:9093'],
        security: { tls: { caUse: 'replace', serverName: 'kafka.example.org' }, sasl: { mechanism: 'SCRAM-SHA-512', user: 'samsa' } },
        addressMap: [{ from: 'agent-*:31000', to: '10.1.2.3:31000' }],
        brokerVersion: null,
        lastConnectedAt: 1795521600000,
      },
      { name: 'Übung „lokal“', environment: 'test', security: { tls: null, sasl: null }, brokerVersion: '0.8.2', lastConnectedAt: null },
    ])
    await profiles.remove('0d7c1c0e-58a1-4b7e-9b57-0d1f0e6f7a11')
    expect((await openProfiles(folder)).profiles.list()).toHaveLength(1)
  })

  it('version 2: where Mesos and the scheduler are; in older files they are nowhere', async () => {
    const folder = await tempFolder()
    await copyFile(join(corpus, 'profiles.v1.json'), join(folder, 'profiles.json'))
    expect((await openProfiles(folder)).profiles.list().map((p) => p.mesos)).toEqual([null, null])
    await copyFile(join(corpus, 'profiles.v2.json'), join(folder, 'profiles.json'))
    const { profiles } = await openProfiles(folder)
    expect(profiles.state()).toMatchObject({ state: 'ready', problems: [] })
    expect(profiles.list().map((p) => p.mesos)).toEqual([
      {
        masters: ['http://master-1.eu.example.org:5050', 'http://master-2.eu.example.org:5050'],
        accepted: [],
        mastersLogin: { kind: 'basic', user: 'samsa' },
        agentsVia: 'direct',
        marathon: { url: 'https://dcos.example.org/service/marathon', login: { kind: 'token' } },
        scheduler: { url: 'http://agent-14.eu.example.org:31500', login: { kind: 'none' } },
        framework: null,
        ca: '',
        caUse: 'add',
        plainCredentials: false,
      },
      null,
    ])
  })

  it('version 3: folders; in older files there are none', async () => {
    const folder = await tempFolder()
    await copyFile(join(corpus, 'profiles.v2.json'), join(folder, 'profiles.json'))
    expect((await openProfiles(folder)).profiles.list().map((p) => p.folder)).toEqual(['', ''])
    await copyFile(join(corpus, 'profiles.v3.json'), join(folder, 'profiles.json'))
    const { profiles } = await openProfiles(folder)
    expect(profiles.state()).toMatchObject({ state: 'ready', problems: [] })
    expect(profiles.list().map((p) => p.folder)).toEqual(['Europe', ''])
  })

  it('version 4: groups with offsets in ZooKeeper; in older files there are none', async () => {
    const folder = await tempFolder()
    await copyFile(join(corpus, 'profiles.v3.json'), join(folder, 'profiles.json'))
    expect((await openProfiles(folder)).profiles.list().map((p) => p.zooKeeperGroups)).toEqual([[], []])
    await copyFile(join(corpus, 'profiles.v4.json'), join(folder, 'profiles.json'))
    const { profiles } = await openProfiles(folder)
    expect(profiles.state()).toMatchObject({ state: 'ready', problems: [] })
    expect(profiles.list().map((p) => p.zooKeeperGroups)).toEqual([[], ['billing-mirror', 'audit_2015.a']])
  })
  it('version 5: a schema registry; in older files there is none', async () => {
    const folder = await tempFolder()
    await copyFile(join(corpus, 'profiles.v4.json'), join(folder, 'profiles.json'))
    expect((await openProfiles(folder)).profiles.list().map((p) => p.schemaRegistry)).toEqual([null, null])
    await copyFile(join(corpus, 'profiles.v5.json'), join(folder, 'profiles.json'))
    const { profiles } = await openProfiles(folder)
    expect(profiles.state()).toMatchObject({ state: 'ready', problems: [] })
    const login = { kind: 'basic', user: 'samsa' }
    const registry = { url: 'https://registry.eu.example.org/schemas', login, ca: '', caUse: 'add', plainCredentials: false }
    expect(profiles.list().map((p) => p.schemaRegistry)).toEqual([registry, null])
  })

  it('version 6: a proxy; in older files it is as in the settings', async () => {
    const folder = await tempFolder()
    await copyFile(join(corpus, 'profiles.v5.json'), join(folder, 'profiles.json'))
    expect((await openProfiles(folder)).profiles.list().map((p) => p.proxy)).toEqual([{ use: 'settings' }, { use: 'settings' }])
    await copyFile(join(corpus, 'profiles.v6.json'), join(folder, 'profiles.json'))
    const { profiles } = await openProfiles(folder)
    expect(profiles.state()).toMatchObject({ state: 'ready', problems: [] })
    const except = ['*.near.example.org', '10.0.0.0/8']
    const own = { use: 'manual', address: 'proxy.eu.example.org:3128', user: 'samsa', except }
    expect(profiles.list().map((p) => p.proxy)).toEqual([own, { use: 'settings' }])
  })
})
