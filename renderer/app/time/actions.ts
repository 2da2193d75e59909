import { en } from '../../text/en.ts'
import type { Action } from '../actions.ts'
import type { Time } from './use-time.ts'

const t = en.time

/** Keys of the time bar, on every screen of a cluster. */
export function timeActions(now: () => Time, isRecording: () => boolean, open: (layer: 'time' | 'pin') => void): readonly Action[] {
  const recorded: Action['when'] = ({ profile }) => (profile === null ? en.app.why.noCluster : now().reach === null ? t.why.nothing : true)
  return [
    { id: 'time-exact', title: t.actions.exact, icon: 'clock', keys: 't', when: recorded, run: () => open('time') },
    { id: 'time-back', title: t.actions.back, keys: '[', when: recorded, run: () => now().step(-1) },
    { id: 'time-on', title: t.actions.on, keys: ']', when: recorded, run: () => now().step(1) },
    { id: 'time-event-back', title: t.actions.eventBack, keys: '{', when: recorded, run: () => now().stepEvent(-1) },
    { id: 'time-event-on', title: t.actions.eventOn, keys: '}', when: recorded, run: () => now().stepEvent(1) },
    {
      id: 'time-pin',
      title: t.actions.pin,
      keys: 'P',
      when: (context) => (isRecording() ? t.why.recording : recorded(context)),
      run: () => open('pin'),
    },
    {
      id: 'time-live',
      title: t.actions.live,
      keys: '\\',
      when: ({ profile }) => (profile === null ? en.app.why.noCluster : now().at === 'live' ? t.why.live : true),
      run: () => now().goTo('live'),
    },
  ]
}
