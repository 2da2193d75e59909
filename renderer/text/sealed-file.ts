/** Files that are given away: what is in them, and the pass phrase they may be sealed with. */
export const sealedFile = {
  inside: 'What is inside',
  making: 'Putting it together…',
  passphrase: 'Pass phrase',
  passphraseNote: 'At least 12 characters. Without it nobody opens the file, nor can it be recovered.',
  tooShort: 'At least 12 characters',
  open: 'Open',
}
