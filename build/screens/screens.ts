import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from '@playwright/test'
import { chromiumArguments, findChromium, root } from '../machine.ts'
import { servePreview } from '../../test/support/preview/server.ts'
import { pose } from './pose.ts'
import type { Shot } from './shot.ts'
import { dropOthers, guideFrame, takeForGuide } from './guide-pictures.ts'
import { shots } from './shots.ts'

/**
 * `npm run screens`: a picture of every screen in every state and both themes, over the scripted core, and one contact sheet a theme, in
 * `test-results/screens/`. `-- groups wall`: only those whose name has one of these words. `-- --readme`: those of the README, taken anew;
 * `-- --guide`: those of the guide.
 */

const output = join(root, 'test-results/screens')
const size = { width: 1440, height: 900 }
/** What pictures are taken for besides looking at them. */
const purposes = ['readme', 'guide'] as const
const themes = ['light', 'dark'] as const

interface Taken {
  readonly shot: Shot
  readonly file: string
  /** What the page complained of while it stood there. */
  readonly complaints: readonly string[]
}

const fileName = ({ name }: Shot): string => `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.png`

interface Setting {
  readonly origin: string
  readonly theme: string
  readonly frame: { readonly width: number; readonly height: number }
}

async function take(page: Page, { origin, theme, frame }: Setting, shot: Shot): Promise<Taken> {
  const complaints: string[] = []
  const onError = (error: Error): void => void complaints.push(error.message)
  page.on('pageerror', onError)
  await page.setViewportSize(shot.size ?? frame)
  complaints.push(...(await pose(page, origin, theme, shot)))
  // Pictures are drawn with the frame after their data; fonts come late once.
  // As text: this project knows no DOM.
  await page.evaluate('document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))')
  await page.waitForTimeout(250)
  const file = join(output, theme, fileName(shot))
  await page.screenshot({ path: file })
  page.off('pageerror', onError)
  return { shot, file, complaints }
}

/** All pictures of a theme on one sheet, each with its name. */
async function contactSheet(browser: Browser, theme: string, taken: readonly Taken[]): Promise<string> {
  const figures = taken.map(
    ({ shot, file }) =>
      `<figure><img src="data:image/png;base64,${readFileSync(file).toString('base64')}"><figcaption>${shot.name}</figcaption></figure>`,
  )
  const style = `body{margin:16px;font:13px sans-serif;background:${theme === 'dark' ? '#222;color:#ddd' : '#ddd;color:#222'};display:grid;grid-template-columns:repeat(4,1fr);gap:16px}figure{margin:0}img{width:100%;border:1px solid #8886}figcaption{padding:4px 0}`
  const page = await browser.newPage({ viewport: { width: 2_000, height: 1_000 } })
  await page.setContent(`<!doctype html><style>${style}</style>${figures.join('')}`)
  const file = join(output, `${theme}.png`)
  await page.screenshot({ path: file, fullPage: true })
  await page.close()
  return file
}

async function main(given: readonly string[]): Promise<number> {
  const purpose = purposes.find((each) => given.includes(`--${each}`)) ?? null
  const words = given.filter((word) => !word.startsWith('--'))
  const found = findChromium()
  if ('missing' in found) {
    console.error(`No pictures can be taken: ${found.missing}.`)
    return 1
  }
  const wanted = shots.filter(({ name, ...shot }) =>
    purpose ? shot[purpose] !== undefined : words.length === 0 || words.some((word) => name.toLowerCase().includes(word.toLowerCase())),
  )
  if (words.length === 0 && purpose === null) rmSync(output, { recursive: true, force: true })
  for (const theme of themes) mkdirSync(join(output, theme), { recursive: true })
  const frame = purpose === 'guide' ? guideFrame : size
  if (purpose === 'guide') dropOthers(wanted.map(({ guide }) => guide ?? ''))
  const server = await servePreview()
  const browser = await chromium.launch({ executablePath: found.path, args: [...chromiumArguments()] })
  let complained = 0
  try {
    const { origin } = server
    for (const theme of themes) {
      const page = await browser.newPage({ viewport: frame, colorScheme: theme, reducedMotion: 'reduce' })
      const taken: Taken[] = []
      for (const shot of wanted) {
        taken.push(await take(page, { origin, theme, frame }, shot))
        if (purpose === 'guide') await takeForGuide(page, shot.guide ?? '', theme)
      }
      await page.close()
      if (purpose === 'readme' && theme === 'light')
        for (const { shot, file } of taken) copyFileSync(file, join(root, 'build/readme', shot.readme ?? ''))
      console.log(await contactSheet(browser, theme, taken))
      for (const { shot, complaints } of taken) for (const text of complaints) console.error(`${theme}, ${shot.name}: ${text}`)
      complained += taken.reduce((sum, { complaints }) => sum + complaints.length, 0)
    }
    writeFileSync(join(output, 'README.txt'), 'Made by `npm run screens`.\n')
  } finally {
    await browser.close()
    await server.stop()
  }
  return complained === 0 ? 0 : 1
}

if (import.meta.main) process.exit(await main(process.argv.slice(2)))
