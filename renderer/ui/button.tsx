import type { ButtonHTMLAttributes, Ref } from 'react'
import { cx } from './cx.ts'
import { Icon, type IconName } from './icons/icon.tsx'
import styles from './button.module.css'

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled'> {
  readonly tone?: 'normal' | 'primary' | 'danger' | 'quiet' | 'link'
  readonly size?: 'normal' | 'large'
  readonly icon?: IconName
  /** Why it cannot be pressed now. A disabled control always says so. */
  readonly off?: string | false | undefined
  readonly ref?: Ref<HTMLButtonElement>
}

export function Button({ tone = 'normal', size = 'normal', icon, off, className, children, onClick, title, ...rest }: ButtonProps) {
  const isOff = typeof off === 'string'
  return (
    <button
      type="button"
      {...rest}
      className={cx(styles['button'], styles[tone], size === 'large' && styles['large'], isOff && styles['off'], className)}
      // Not `disabled`: it stays reachable by keyboard, so that its reason can be read.
      aria-disabled={isOff || undefined}
      title={isOff ? off : title}
      onClick={isOff ? (event) => event.preventDefault() : onClick}
    >
      {icon !== undefined && <Icon name={icon} size={14} />}
      {children}
    </button>
  )
}

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'tone' | 'icon'> {
  readonly icon: IconName
  /** Read out, and shown on hover. */
  readonly label: string
  readonly iconSize?: number
}

export function IconButton({ icon, label, iconSize = 14, className, off, onClick, size: _size, ...rest }: IconButtonProps) {
  const isOff = typeof off === 'string'
  return (
    <button
      type="button"
      {...rest}
      className={cx(styles['iconButton'], isOff && styles['off'], className)}
      aria-label={label}
      aria-disabled={isOff || undefined}
      title={isOff ? `${label}: ${off}` : label}
      onClick={isOff ? (event) => event.preventDefault() : onClick}
    >
      <Icon name={icon} size={iconSize} />
    </button>
  )
}
