import * as z from 'zod'

/** Where a window stood and how large it was, as it is kept over restarts. Older saves have more in them. */
export const WindowPlace = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(200).max(20_000),
  height: z.int().min(200).max(20_000),
  maximized: z.boolean(),
  fullScreen: z.boolean().default(false),
})
export type WindowPlace = z.infer<typeof WindowPlace>
