import { spawn, type ChildProcess } from 'node:child_process'

export interface Display {
  /** What DISPLAY is set to. */
  readonly name: string
  readonly server: ChildProcess
}

/** Starts an X server on a free display, which Xvfb itself chooses and names on its fourth file. */
export function startDisplay(onStart: (server: ChildProcess) => void = () => {}): Promise<Display> {
  return new Promise((resolve, reject) => {
    const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    })
    onStart(server)
    server.on('error', reject)
    server.on('exit', () => reject(new Error('Xvfb ended before it had a display')))
    server.stdio[3]?.once('data', (chunk: Buffer) => resolve({ name: `:${chunk.toString().trim()}`, server }))
  })
}
