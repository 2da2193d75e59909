import {
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type Ref,
  type PointerEvent,
  type WheelEvent,
} from 'react'
import { usePalette, type Palette } from './palette.ts'
import { forgetWidths, type Pen } from './pen.ts'
import styles from './chart.module.css'

export type Draw = (pen: Pen) => void

/** Something that changes without React: a time cursor, a live ring. */
export interface DrawSource {
  subscribe(changed: () => void): () => void
}

export interface Point {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface CanvasProps {
  /** What the picture shows, for screen readers; its figures are in the table twin. */
  readonly label: string
  readonly height: number | 'fill'
  /** Axes and data. Drawn when it is another function, or the size or theme changed: keep it by `useCallback`. */
  readonly draw: Draw
  /** Draws again without React, for example while scrolling. */
  readonly source?: DrawSource
  /** Above it, drawn alone: hover, cursor. */
  readonly over?: Draw
  readonly overSource?: DrawSource
  onMove?(point: Point): void
  onDown?(point: Point): void
  onUp?(point: Point): void
  onLeave?(): void
  onClick?(point: Point, event: { readonly newTab: boolean }): void
  onWheel?(event: WheelEvent, point: Point): void
  onKey?(event: KeyboardEvent): void
  /** The drawn canvas, for saving it as a picture. */
  readonly picture?: Ref<HTMLCanvasElement | null>
  readonly pointer?: boolean
}

/** Two canvases on each other, sized to the box in device pixels; each draws at most once a frame. */
export function Canvas(props: CanvasProps) {
  const {
    label,
    height,
    draw,
    source,
    over,
    overSource,
    onMove,
    onDown,
    onUp,
    onLeave,
    onClick,
    onWheel,
    onKey,
    picture,
    pointer = false,
  } = props
  const box = useRef<HTMLDivElement>(null)
  const base = useRef<HTMLCanvasElement>(null)
  const top = useRef<HTMLCanvasElement>(null)
  useImperativeHandle<HTMLCanvasElement | null, HTMLCanvasElement | null>(picture, () => base.current, [])
  const palette = usePalette()
  const size = useBoxSize(box)
  usePainter(base, draw, size, palette, source)
  usePainter(top, over ?? null, size, palette, overSource)
  const point = (event: { clientX: number; clientY: number }): Point => {
    const at = box.current?.getBoundingClientRect()
    return { x: event.clientX - (at?.left ?? 0), y: event.clientY - (at?.top ?? 0), ...size }
  }
  return (
    <div
      ref={box}
      role="img"
      aria-label={label}
      tabIndex={onKey ? 0 : undefined}
      className={styles['canvas']}
      data-pointer={pointer || undefined}
      style={height === 'fill' ? undefined : { height }}
      onPointerMove={onMove && ((event: PointerEvent) => onMove(point(event)))}
      onPointerDown={onDown && ((event: PointerEvent) => event.button === 0 && onDown(point(event)))}
      onPointerUp={onUp && ((event: PointerEvent) => onUp(point(event)))}
      onPointerLeave={onLeave && (() => onLeave())}
      onClick={onClick && ((event) => onClick(point(event), { newTab: event.ctrlKey || event.metaKey }))}
      onWheel={onWheel && ((event) => onWheel(event, point(event)))}
      onKeyDown={onKey}
    >
      <canvas ref={base} />
      {over && <canvas ref={top} className={styles['overlay']} />}
    </div>
  )
}

interface Size {
  readonly width: number
  readonly height: number
}

function useBoxSize(box: { readonly current: HTMLElement | null }): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 })
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const read = (): void =>
      setSize((old) => {
        const next = { width: element.clientWidth, height: element.clientHeight }
        return old.width === next.width && old.height === next.height ? old : next
      })
    read()
    if (typeof ResizeObserver === 'undefined') return
    const watch = new ResizeObserver(read)
    watch.observe(element)
    return () => watch.disconnect()
  }, [box])
  return size
}

function usePainter(
  canvas: { readonly current: HTMLCanvasElement | null },
  draw: Draw | null,
  { width, height }: Size,
  palette: Palette,
  source?: DrawSource,
): void {
  const asked = useRef(0)
  const paint = useCallback(() => {
    asked.current = 0
    if (canvas.current && draw && width > 0 && height > 0) paintNow(canvas.current, draw, { width, height }, palette)
  }, [canvas, draw, width, height, palette])
  const ask = useCallback(() => {
    if (asked.current === 0) asked.current = requestAnimationFrame(paint)
  }, [paint])
  useEffect(() => {
    ask()
    return () => {
      cancelAnimationFrame(asked.current)
      asked.current = 0
    }
  }, [ask])
  useEffect(() => source?.subscribe(ask), [source, ask])
  useEffect(() => {
    // Text drawn before the font is there would stay in another one.
    let left = false
    void document.fonts?.ready.then(() => {
      if (left) return
      forgetWidths()
      ask()
    })
    return () => {
      left = true
    }
  }, [ask])
}

function paintNow(canvas: HTMLCanvasElement, draw: Draw, size: Size, palette: Palette): void {
  const scale = globalThis.devicePixelRatio || 1
  const width = Math.round(size.width * scale)
  const height = Math.round(size.height * scale)
  // Setting the size clears and throws away the backing store: only when it changed.
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width
    canvas.height = height
  }
  const c = canvas.getContext('2d')
  if (!c) return
  c.setTransform(scale, 0, 0, scale, 0, 0)
  c.clearRect(0, 0, size.width, size.height)
  c.textRendering = 'geometricPrecision'
  draw({ c, ...size, palette })
}
