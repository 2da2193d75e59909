import { readFileSync } from 'node:fs'

export const secret = readFileSync('/etc/passwd')
export const where = process.cwd()
