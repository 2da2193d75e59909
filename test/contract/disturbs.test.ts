import { expect, it } from 'vitest'
import { contract } from '../../shared/contract/index.ts'
import { ChangeResult } from '../../shared/contract/changes.ts'

it('an undo asks again what any change disturbs: it may be the reverse of each', () => {
  const changes = Object.values(contract)
    .flatMap((subject): object[] => Object.values(subject))
    .filter((member) => 'output' in member && member.output === ChangeResult)
  const disturbed = new Set(changes.flatMap((member) => ('disturbs' in member ? (member.disturbs as readonly string[]) : []))) // as `change` gives them
  expect(disturbed.size).toBeGreaterThan(5)
  expect([...disturbed].filter((subject) => !contract.audit.undo.disturbs.includes(subject))).toEqual([])
})
