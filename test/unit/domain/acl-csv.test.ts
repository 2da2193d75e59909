import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ACL_OPERATIONS, ACL_RESOURCES, aclProblems, CLUSTER_NAME, type AclBinding } from '../../../shared/domain/acl.ts'
import { ACL_COLUMNS, aclCells, aclDifference, readAcls } from '../../../shared/domain/acl-csv.ts'
import { toCsv } from '../../../renderer/ui/chart/export.ts'

const reads: AclBinding = {
  principal: 'User:ada',
  permission: 'allow',
  operation: 'Read',
  resource: 'topic',
  name: 'orders',
  pattern: 'literal',
  host: '*',
}

describe('ACLs as CSV', () => {
  it('what is exported is read again, whatever names it has', () => {
    const texts = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => text.trim() === text && !/[\r\n]/.test(text))
    const acls = fc
      .record({
        principal: texts.map((name) => `User:${name}`),
        permission: fc.constantFrom('allow' as const, 'deny' as const),
        operation: fc.constantFrom(...ACL_OPERATIONS),
        resource: fc.constantFrom(...ACL_RESOURCES),
        name: fc.oneof(texts, fc.constant(CLUSTER_NAME)),
        pattern: fc.constantFrom('literal' as const, 'prefixed' as const),
        host: fc.constantFrom('*', '10.0.0.1'),
      })
      .filter((acl) => aclProblems(acl).length === 0)
    fc.assert(
      fc.property(fc.uniqueArray(acls, { selector: (acl) => JSON.stringify(acl), maxLength: 8 }), (all) => {
        expect(readAcls(toCsv(ACL_COLUMNS, all.map(aclCells)))).toEqual({ acls: all, problems: [] })
      }),
    )
  })

  it('says by line what cannot be an ACL', () => {
    const { acls, problems } = readAcls(
      [
        'User:ada,ALLOW,read,Topic,orders,literal,*',
        'User:ada,allow,Read,topic,orders',
        'User:ada,maybe,Read,topic,orders,literal,*',
        'User:ada,allow,Fly,topic,orders,literal,*',
        'ada,allow,Read,topic,orders,literal,*',
        'User:ada,allow,Write,group,g,literal,*',
        'User:"ada,allow',
      ].join('\n'),
    )
    expect(acls).toEqual([reads])
    expect(problems.map(({ line, message }) => `${line}: ${message.slice(0, 40)}`)).toEqual([
      '2: It has 5 columns; it needs 7: principal,',
      '3: “maybe” is no permission: allow, deny.',
      '4: “Fly” is no operation: All, Read, Write,',
      '5: A type and a name, as User:alice.',
      '6: Write means nothing on this kind of reso',
      '7: A quotation mark is not closed, or stand',
    ])
  })

  it('is compared with what is there', () => {
    const [writes, deletes] = [{ ...reads, operation: 'Write' } as const, { ...reads, operation: 'Delete' } as const]
    expect(aclDifference([reads, writes], [reads, deletes])).toEqual({ missing: [deletes], extra: [writes], same: 1 })
  })
})
