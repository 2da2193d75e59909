import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface OpenedLink {
  /** Deletes the file; the link in it has been used, or is too old. */
  forget(): Promise<void>
}

/**
 * Opens the system's browser through a file that only this user can read, because a link given on a command line shows its token to
 * everyone who lists processes (B-04).
 */
export async function openBrowser(link: string, run: (command: string, file: string) => void = start): Promise<OpenedLink> {
  // mkdtemp makes the folder with mode 0700.
  const folder = await mkdtemp(join(tmpdir(), 'samsa-'))
  const file = join(folder, 'open.html')
  await writeFile(file, `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=${link}"><title>Samsa</title>\n`, {
    mode: 0o600,
    flag: 'wx',
  })
  run(process.platform === 'darwin' ? 'open' : process.platform === 'win32' ? 'explorer' : 'xdg-open', file)
  return { forget: () => rm(folder, { recursive: true, force: true }) }
}

export const hasDisplay = (environment: Readonly<Record<string, string | undefined>> = process.env): boolean =>
  process.platform !== 'linux' || Boolean(environment['DISPLAY'] ?? environment['WAYLAND_DISPLAY'])

function start(command: string, file: string): void {
  const child = spawn(command, [file], { detached: true, stdio: 'ignore' })
  // No browser to be found: the printed link is still there.
  child.on('error', () => {})
  child.unref()
}
