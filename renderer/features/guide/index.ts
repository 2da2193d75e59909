import { useMemo } from 'react'
import type { Feature, PaletteItem } from '../../app/actions.ts'
import { en } from '../../text/en.ts'
import { pages } from './pages.ts'
import { GLOSSARY, GuideScreen } from './screen.tsx'

const titleOf = (id: string | undefined): string =>
  id === GLOSSARY ? en.glossary.title : (pages.find((page) => page.id === id)?.title ?? en.guide.title)

export const guide: Feature = {
  id: 'guide',
  title: en.guide.title,
  icon: 'guide',
  place: 'start',
  rail: { section: 'Clusters', path: '/guide' },
  routes: [
    { path: '/guide', screen: GuideScreen, title: () => en.guide.title },
    { path: '/guide/:page', screen: GuideScreen, title: ({ page }) => titleOf(page) },
  ],
  actions: [{ id: 'guide', title: en.guide.open, icon: 'guide', when: () => true, run: ({ app }) => app.open('//guide') }],
  palette: { kind: en.guide.kind, prefix: '?', useItems: useGuideItems },
}

function useGuideItems(): readonly PaletteItem[] {
  return useMemo(() => pages.map(({ id, title }) => ({ id: `guide ${id}`, title, path: `//guide/${id}` })), [])
}
