/**
 * One line about a defect: what kind and where, never the message, because libraries put addresses and credentials into theirs (C-08).
 */
export function defectLine(error: unknown, where: string): string {
  const name = error instanceof Error ? error.name : typeof error
  const frames = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at ')) : []
  return JSON.stringify({ level: 'error', where, name, frames: frames.slice(0, 8).map((frame) => frame.trim()) })
}
