/** An archive in the form of POSIX ustar. Names are ours: short, ASCII, without folders. */
export function tar(files: readonly { readonly name: string; readonly bytes: Uint8Array }[], seconds: number): Uint8Array {
  const parts = files.flatMap(({ name, bytes }) => [header(name, bytes.length, seconds), bytes, new Uint8Array(-bytes.length & 511)])
  // Two empty blocks end it.
  return Buffer.concat([...parts, new Uint8Array(1_024)])
}

function header(name: string, size: number, seconds: number): Uint8Array {
  const block = Buffer.alloc(512)
  const octal = (value: number, at: number, length: number): void =>
    void block.write(
      `${Math.floor(value)
        .toString(8)
        .padStart(length - 1, '0')}\0`,
      at,
      'ascii',
    )
  block.write(name, 0, 100, 'ascii')
  octal(0o600, 100, 8)
  octal(0, 108, 8)
  octal(0, 116, 8)
  octal(size, 124, 12)
  octal(seconds, 136, 12)
  block.write('        ', 148, 'ascii')
  block.write('0', 156, 'ascii')
  block.write('ustar\x0000', 257, 'latin1')
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'ascii')
  return block
}
