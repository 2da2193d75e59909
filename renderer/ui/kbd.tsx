import { isMac } from './keys.ts'
import styles from './kbd.module.css'

/** `Mod+K`, `g o`, `Enter`: as the keys are called on this machine. */
export function Kbd({ keys }: { readonly keys: string }) {
  return (
    <span className={styles['keys']}>
      {keys.split(' ').map((key, at) => (
        <kbd key={at} className={styles['key']}>
          {key
            .replace('Mod', isMac() ? '⌘' : 'Ctrl')
            .replace('ArrowLeft', '←')
            .replace('ArrowRight', '→')
            // Between keys that are held together; the key + is itself.
            .replaceAll(/(?<=.)\+(?=.)/g, ' ')}
        </kbd>
      ))}
    </span>
  )
}
