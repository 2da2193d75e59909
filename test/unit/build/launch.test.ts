import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chooseHost, readArguments, type HostFacts } from '../../../build/launch.ts'
import { root } from '../../../build/machine.ts'
import { usage as desktopUsage } from '../../../electron/main/arguments.ts'
import { usage } from '../../../electron/web/arguments.ts'
import { printedInstead } from '../../../shared/printed-instead.ts'
import { lagScenarios } from '../../emulators/scenarios/lag.ts'

const facts = (more: Partial<HostFacts>): HostFacts => ({
  browserAsked: false,
  electron: { path: '/opt/electron' },
  display: true,
  root: false,
  ...more,
})

describe('which host npm start opens', () => {
  it('the window when a binary and a display are there', () => {
    expect(chooseHost(facts({}))).toMatchObject({ host: 'desktop', why: expect.stringContaining('/opt/electron') as string })
  })

  it.each<[Partial<HostFacts>, string]>([
    [{ browserAsked: true }, '--browser'],
    [{ electron: { missing: 'no binary here' } }, 'no binary here'],
    [{ display: false }, 'no display'],
    [{ root: true }, 'another user'],
    // Fetching one would not help.
    [{ display: false, electron: { missing: 'no binary here' } }, 'no display'],
  ])('the browser otherwise, saying why: %o', (more, why) => {
    const choice = chooseHost(facts(more))
    expect(choice.host).toBe('browser')
    expect(choice.why).toContain(why)
  })
})

describe('arguments of npm start and npm run demo', () => {
  it('keeps what is for the host', () => {
    expect(readArguments(['start', '--port', '7000', '--browser'])).toEqual({
      task: 'start',
      browserAsked: true,
      kafka: 'emulated',
      scenario: null,
      rest: ['--port', '7000'],
    })
  })

  it.each([[['demo', '--kafka', 'real']], [['demo', '--kafka=real']]])('reads %o', (args) => {
    expect(readArguments(args)).toMatchObject({ task: 'demo', kafka: 'real', rest: [] })
  })

  it.each([
    [['demo', '--kafka', 'pretended']],
    [['demo', '--kafka']],
    [['start', '--kafka', 'real']],
    [['start', '--scenario', 'x']],
    [['demo', '--scenario']],
    [['demo', '--scenario', 'x', '--kafka', 'real']],
    [['other']],
    [[]],
  ])('refuses %o', (args) => {
    expect(readArguments(args)).toHaveProperty('problem')
  })
})

describe('npm start -- --help', () => {
  const help = (...args: readonly string[]) =>
    // Without packages and without a Node of 22: it is there before anything else is.
    spawnSync(process.execPath, [join(root, 'build/bootstrap.mjs'), ...args], { encoding: 'utf8', timeout: 20_000 })

  it.each(['start', 'demo'])('%s: says what there is and starts nothing', (task) => {
    const { status, stdout, stderr } = help(task, '--scenario', 'slow-member', '--help')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toMatch(/^npm start .*\nnpm run demo /)
    expect(stdout).not.toMatch(/Starting|Building|Installing/)
  })

  it.each(['start', 'demo'])('%s -h says the same, and --version the version of Samsa', (task) => {
    expect(help(task, '-h').stdout).toBe(help(task, '--help').stdout)
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    expect(help(task, '--version').stdout).toBe(`Samsa ${version}\n`)
  })

  it('is told by both hosts as well, in place of a start', () => {
    for (const text of [usage, desktopUsage]) {
      expect(text).toMatch(/\n {2}-h, --help .*\n {2}--version .*$/)
      expect(printedInstead(['--no-open', '--help'], text, '1.2.3')).toBe(text)
      expect(printedInstead(['-h'], text, '1.2.3')).toBe(text)
      expect(printedInstead(['--version'], text, '1.2.3')).toBe('Samsa 1.2.3')
      expect(printedInstead(['--data-folder', '/x'], text, '1.2.3')).toBeNull()
    }
  })

  it('names every option of the browser host, and every scenario', () => {
    const { stdout } = help('demo', '--help')
    const options = [...`${usage}\n${desktopUsage}`.matchAll(/^ {2}(?:-h, )?(--[a-z-]+)/gm)].map(([, option = '']) => option)
    expect(options.length).toBeGreaterThan(4)
    for (const option of options) expect(stdout, option).toContain(option)
    expect(lagScenarios.length).toBeGreaterThan(4)
    for (const { name } of lagScenarios) expect(stdout, name).toMatch(new RegExp(`[ ,]${name}(,|\\n)`))
  })
})
