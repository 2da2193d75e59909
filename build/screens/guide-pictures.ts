import { globSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { root } from '../machine.ts'

/** Pictures of the guide: in the repository and inside the app, so small ones. */
export const guidePictures = join(root, 'renderer/features/guide/pictures')

/** Less than a screen, so that its text can be read in the width of a page of the guide. */
export const guideFrame = { width: 1280, height: 800 }

const QUALITY = 70

/** As WebP, which Playwright itself does not make. */
export async function takeForGuide(page: Page, name: string, theme: string): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: QUALITY, optimizeForSpeed: false })
  writeFileSync(join(guidePictures, `${name}-${theme}.webp`), Buffer.from(data, 'base64'))
  await session.detach()
}

/** Those that no shot makes any more. */
export function dropOthers(names: readonly string[]): void {
  const kept = new Set(names.flatMap((name) => [`${name}-light.webp`, `${name}-dark.webp`]))
  for (const file of globSync('*.webp', { cwd: guidePictures })) if (!kept.has(file)) rmSync(join(guidePictures, file))
}
