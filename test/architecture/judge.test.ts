import { describe, expect, it } from 'vitest'
import { cycles, homeSightings, importFindings, mockFindings, tooNewFindings } from './judge.ts'
import { readSource } from './sources.ts'

/** The checks themselves, on planted breaches: each must be seen. */

const imports = (file: string, code: string): string[] => importFindings(readSource(file, code)).map(({ what }) => what)
const sees = (file: string, code: string): string[] => [...new Set(homeSightings(readSource(file, code)).map(({ home }) => home))]

describe('imports', () => {
  it.each([
    ['shared/domain/lag.ts', "import * as z from 'zod'"],
    ['shared/domain/lag.ts', "import type { X } from '../contract/topics.ts'"],
    ['shared/domain/lag.ts', "export { x } from '../../electron/core/start.ts'"],
    ['electron/core/clients/mesos/agent.ts', "import axios from 'axios'"],
    ['electron/core/state/store.ts', "import { x } from '../clients/http.ts'"],
    ['electron/core/api/topics.ts', "import { startCore } from '../start.ts'"],
    ['electron/core/workers/parse-entry.ts', "import net from 'node:net'"],
    ['electron/core/start.ts', "import { app } from 'electron'"],
    ['electron/preload/preload.ts', "import { contract } from '../../shared/contract/index.ts'"],
    ['electron/web/main.ts', "import { x } from '../core/clients/http.ts'"],
    ['renderer/features/topics/screen.tsx', "import { x } from '../groups/index.ts'"],
    ['renderer/features/topics/screen.tsx', "const x = await import('uplot')"],
    ['renderer/features/topics/screen.tsx', "type T = import('zustand').StoreApi<1>"],
    ['renderer/ui/button.tsx', "import { x } from '../host/hooks.ts'"],
    ['renderer/ui/button.tsx', "import { world } from '../../test/emulators/world.ts'"],
    ['electron/elsewhere/file.ts', 'export const x = 1'],
  ])('refuses in %s: %s', (file, code) => {
    expect(imports(file, code)).toHaveLength(1)
  })

  it.each([
    ['electron/core/clients/http.ts', "import axios from 'axios'"],
    ['electron/core/clients/kafka/channel.ts', "import Connection from 'kafkajs/src/network/connection.js'"],
    ['renderer/features/topics/columns.tsx', "import { x } from './parts/x.tsx'"],
    ['renderer/ui/menu.tsx', "import { Menu } from '@base-ui/react/menu'"],
  ])('allows in %s: %s', (file, code) => {
    expect(imports(file, code)).toEqual([])
  })

  it('refuses an import that it cannot read', () => {
    expect(() => readSource('shared/domain/lag.ts', 'const x = await import(name)')).toThrow('plain text')
  })
})

describe('circles', () => {
  it('finds one of three files, and a file that imports itself', () => {
    const sources = [
      readSource('shared/a.ts', "import './b.ts'"),
      readSource('shared/b.ts', "import './c.ts'"),
      readSource('shared/c.ts', "import './a.ts'; import './d.ts'"),
      readSource('shared/d.ts', "import './d.ts'"),
      readSource('shared/e.ts', "import './a.ts'"),
    ]
    expect(cycles(sources).map((circle) => circle.toSorted())).toEqual([['shared/d.ts'], ['shared/a.ts', 'shared/b.ts', 'shared/c.ts']])
  })
})

describe('homes', () => {
  it.each([
    ['windows', 'electron/main/x.ts', 'new electron.BrowserWindow({})'],
    ['windows', 'electron/main/x.ts', 'new needs.Window({})'],
    ['ipcMain', 'electron/main/x.ts', "import { ipcMain } from 'electron'"],
    ['ipcMainUse', 'electron/main/x.ts', "ipcMain.handle('x', f)"],
    ['worker', 'electron/core/x.ts', 'new Worker(file)'],
    ['writeFile', 'electron/core/x.ts', "import { writeFile } from 'node:fs/promises'"],
    ['writeFile', 'electron/core/x.ts', "fs.writeFileSync('x', 'y')"],
    ['unverified', 'electron/core/x.ts', 'connect({ rejectUnauthorized: false })'],
    ['unverified', 'electron/core/x.ts', 'connect({ rejectUnauthorized: asked })'],
    ['certificateError', 'electron/main/x.ts', "app.on('certificate-error', f)"],
    ['objectAssign', 'electron/core/x.ts', 'Object.assign({}, parsed)'],
    ['parse', 'electron/core/x.ts', 'JSON.parse(body)'],
    ['openExternal', 'electron/main/x.ts', 'needs.shell.openExternal(url)'],
    ['markup', 'renderer/ui/x.tsx', 'const x = <p dangerouslySetInnerHTML={{ __html: y }} />'],
    ['require', 'electron/core/x.ts', "require('kafkajs')"],
  ])('sees %s in %s: %s', (home, file, code) => {
    expect(sees(file, code)).toContain(home)
  })

  it('sees nothing in ordinary code', () => {
    expect(sees('electron/core/x.ts', "Object.assign(new Error('x'), { code: 'E' }); new Map(); parse(JSON.stringify(1))")).toEqual([])
  })
})

describe('newer than Node 20', () => {
  it.each(["import 'node:sqlite'", 'Promise.withResolvers()', 'Object.groupBy(x, f)', 'new DisposableStack()', 'using x = open()'])(
    'sees %s',
    (code) => {
      expect(tooNewFindings(readSource('electron/core/x.ts', code))).toHaveLength(1)
    },
  )

  it('leaves own names alone', () => {
    expect(tooNewFindings(readSource('electron/core/x.ts', 'text.escape(x); rows.groupBy(f)'))).toEqual([])
  })
})

describe('module mocks', () => {
  it.each(['vi.mock("./x.ts")', 'vi.doMock("./x.ts", f)'])('sees %s', (code) => {
    expect(mockFindings(readSource('test/unit/x.test.ts', code))).toHaveLength(1)
  })
})
