import * as z from 'zod'

/** Where a window stood and how large it was, as it is kept over restarts. */
export const WindowPlace = z.strictObject({
  x: z.int(),
  y: z.int(),
  width: z.int().min(200).max(20_000),
  height: z.int().min(200).max(20_000),
  maximized: z.boolean(),
  fullScreen: z.boolean().default(false),
  /** Electron's zoom level: 0 is 100 %. */
  zoom: z.number().min(-8).max(8),
})
export type WindowPlace = z.infer<typeof WindowPlace>
