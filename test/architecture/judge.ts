import { folderRules, featureRule, tooNew, type FolderRule, type HomeName } from './rules.ts'
import { lineOf, type Source } from './sources.ts'
import { parseSync, Visitor, type Expression } from 'oxc-parser'

export interface Finding {
  readonly file: string
  readonly line: number
  readonly what: string
}

export function ruleFor(file: string): FolderRule | null {
  const feature = /^renderer\/features\/([^/]+)\//.exec(file)?.[1]
  if (feature !== undefined) return featureRule(feature)
  const fitting = folderRules.filter(({ folder }) => file.startsWith(folder))
  return fitting.toSorted((a, b) => b.folder.length - a.folder.length)[0] ?? null
}

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')

function allowsPackage(rule: FolderRule, specifier: string): boolean {
  if (specifier.startsWith('node:')) return rule.packages.includes('node:*') || rule.packages.includes(specifier)
  return rule.packages.includes(packageOf(specifier))
}

/** Imports that the table does not allow. */
export function importFindings({ file, imports }: Source): Finding[] {
  const rule = ruleFor(file)
  if (rule === null) return [{ file, line: 1, what: 'no rule says what this file may import (test/architecture/rules.ts)' }]
  return imports.flatMap(({ specifier, file: target, line }) => {
    const refuse = (what: string): Finding[] => [{ file, line, what }]
    if (target === null) return allowsPackage(rule, specifier) ? [] : refuse(`${rule.folder} may not import ${specifier}`)
    if (target.startsWith('test/') || target.startsWith('build/')) return refuse(`product code may not import ${target}`)
    const allowed = [...(rule.folder.endsWith('/') ? [rule.folder] : []), ...rule.may].some((prefix) => target.startsWith(prefix))
    return allowed ? [] : refuse(`${rule.folder} may not import ${target}`)
  })
}

/** Circles of imports, each as its files in order, found by Tarjan's strongly connected components. */
export function cycles(sources: readonly Source[]): string[][] {
  const next = new Map(sources.map(({ file, imports }) => [file, imports.flatMap((one) => (one.file === null ? [] : [one.file]))]))
  const index = new Map<string, number>()
  const low = new Map<string, number>()
  const open: string[] = []
  const circles: string[][] = []
  const visit = (file: string): void => {
    const own = index.size
    index.set(file, own)
    low.set(file, own)
    open.push(file)
    for (const target of next.get(file) ?? []) {
      if (!next.has(target)) continue
      if (!index.has(target)) visit(target)
      if (open.includes(target)) low.set(file, Math.min(low.get(file) ?? own, low.get(target) ?? own))
    }
    if (low.get(file) !== own) return
    const circle = open.splice(open.indexOf(file))
    if (circle.length > 1 || next.get(file)?.includes(file)) circles.push(circle)
  }
  for (const { file } of sources) if (!index.has(file)) visit(file)
  return circles
}

export interface Sighting extends Finding {
  readonly home: HomeName
}

const writes = /^(writeFile|writeFileSync|appendFile|appendFileSync|createWriteStream|rename|renameSync|copyFile|copyFileSync)$/

/** `a`, `x.a` and `x.y.a` are all `a`. */
function lastName(node: Expression): string {
  if (node.type === 'Identifier') return node.name
  return node.type === 'MemberExpression' && node.property.type === 'Identifier' ? node.property.name : ''
}

/** Things that have one home, wherever they are seen. */
export function homeSightings({ file, text }: Source): Sighting[] {
  const seen: Sighting[] = []
  const see = (home: HomeName, node: { readonly start: number }): void => {
    seen.push({ home, file, line: lineOf(text, node.start), what: text.slice(node.start, node.start + 60).split('\n')[0] ?? '' })
  }
  const { program, module } = parseSync(file, text)
  for (const { moduleRequest, entries } of module.staticImports) {
    if (!/^node:fs(\/promises)?$/.test(moduleRequest.value)) continue
    for (const entry of entries) if (writes.test(entry.importName.name ?? '')) see('writeFile', moduleRequest)
  }
  new Visitor({
    Identifier(node) {
      if (node.name === 'ipcMain') see('ipcMain', node)
      if (node.name === 'require' || node.name === 'createRequire') see('require', node)
    },
    JSXIdentifier(node) {
      if (node.name === 'dangerouslySetInnerHTML') see('markup', node)
    },
    Literal(node) {
      if (node.value === 'certificate-error') see('certificateError', node)
    },
    NewExpression(node) {
      const name = lastName(node.callee)
      if (name === 'Worker') see('worker', node)
      // Also where Electron's classes are passed in.
      if (/(Window|View)$/.test(name) && name !== 'DataView' && file.startsWith('electron/')) see('windows', node)
    },
    CallExpression(node) {
      if (text.slice(node.callee.start, node.callee.end) !== 'Object.assign') return
      if (node.arguments.slice(1).some(({ type }) => type !== 'ObjectExpression')) see('objectAssign', node)
    },
    Property(node) {
      if (node.key.type !== 'Identifier') return
      if (node.key.name === 'rejectUnauthorized' && !(node.value.type === 'Literal' && node.value.value === true)) see('unverified', node)
      if (node.key.name === 'dangerouslySetInnerHTML') see('markup', node)
    },
    MemberExpression(node) {
      const [object, property] = [lastName(node.object), lastName(node)]
      if (object === 'ipcMain') see('ipcMainUse', node)
      if (object === 'JSON' && property === 'parse') see('parse', node)
      if (object === 'shell' && property === 'openExternal') see('openExternal', node)
      if (/^(fs|fsp|promises)$/.test(object) && writes.test(property)) see('writeFile', node)
    },
  }).visit(program)
  return seen
}

/** What Node 20 does not have, seen in a file. `escape` is RegExp.escape, `groupBy` that of Object or Map. */
export function tooNewFindings({ file, text, imports }: Source): Finding[] {
  const found: Finding[] = imports
    .filter(({ specifier }) => tooNew.modules.some((module) => module === specifier))
    .map(({ specifier, line }) => ({ file, line, what: `${specifier} is newer than Node 20` }))
  const builtIns = ['Promise', 'Array', 'Object', 'Map', 'fs', 'process', 'Error', 'RegExp']
  new Visitor({
    MemberExpression(node) {
      if (node.property.type !== 'Identifier' || node.object.type !== 'Identifier') return
      const name = node.property.name
      if (builtIns.includes(node.object.name) && tooNew.members.some((member) => member === name))
        found.push({ file, line: lineOf(text, node.start), what: `${node.object.name}.${name} is newer than Node 20` })
    },
    Identifier(node) {
      if (tooNew.names.some((name) => name === node.name))
        found.push({ file, line: lineOf(text, node.start), what: `${node.name} is newer than Node 20` })
    },
    VariableDeclaration(node) {
      if (node.kind === 'using' || node.kind === 'await using')
        found.push({ file, line: lineOf(text, node.start), what: '`using` is newer than Node 20' })
    },
  }).visit(parseSync(file, text).program)
  return found
}

/** Module mocks: fakes go in at a port, never at a module. */
export function mockFindings({ file, text }: Source): Finding[] {
  const found: Finding[] = []
  new Visitor({
    MemberExpression(node) {
      if (node.object.type === 'Identifier' && /^(vi|vitest|jest)$/.test(node.object.name) && node.property.type === 'Identifier') {
        if (/^(mock|doMock|hoisted|unmock|doUnmock)$/.test(node.property.name))
          found.push({
            file,
            line: lineOf(text, node.start),
            what: `${node.object.name}.${node.property.name}: pass the fake in at a parameter`,
          })
      }
    },
  }).visit(parseSync(file, text).program)
  return found
}

export const print = (findings: readonly Finding[]): string[] => findings.map(({ file, line, what }) => `${file}:${line} ${what}`)
