import type { Feature, PaletteItem } from '../../app/actions.ts'
import { en } from '../../text/en.ts'
import { SettingsScreen } from './screen.tsx'
import { choiceTexts } from './setting.tsx'

export const settings: Feature = {
  id: 'settings',
  title: en.settings.title,
  icon: 'settings',
  place: 'start',
  rail: { section: 'Clusters', path: '/settings' },
  routes: [{ path: '/settings', screen: SettingsScreen, title: () => en.settings.title }],
  actions: [],
  palette: { kind: en.settings.paletteKind, prefix: '', useItems: () => choices },
}

const choices: readonly PaletteItem[] = Object.entries(choiceTexts).map(([name, { label }]) => ({
  id: `setting ${name}`,
  title: label,
  path: `//settings?find=${encodeURIComponent(label)}`,
}))
