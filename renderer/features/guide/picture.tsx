import { cx } from '../../ui/cx.ts'
import styles from './style.module.css'

/** Made by `npm run screens -- --guide`: path → URL. */
const files = import.meta.glob<string>('./pictures/*.webp', { eager: true, query: '?url', import: 'default' })

const themes = ['light', 'dark'] as const

/** Its size, so that nothing moves when it arrives. */
const size = { width: 1280, height: 800 }

/** A picture of the app in the theme that is on; the other is not loaded. */
export function Picture({ name, alt }: { readonly name: string; readonly alt: string }) {
  return (
    <figure className={styles['picture']}>
      {themes.map((theme) => (
        <img key={theme} className={cx(styles[theme])} src={files[`./pictures/${name}-${theme}.webp`]} alt={alt} loading="lazy" {...size} />
      ))}
      <figcaption>{alt}</figcaption>
    </figure>
  )
}
