import type { ComparedKind } from '../../../shared/contract/compare.ts'
import { inCluster, useApp } from '../../app/actions.ts'
import { en } from '../../text/en.ts'
import { count } from '../../ui/format/numbers.ts'
import type { Choice } from './side.tsx'
import styles from './style.module.css'

const t = en.compare

export interface KindProps {
  readonly compared: ComparedKind
  readonly left: Choice
  readonly right: Choice
  /** What stands over the values of each: its cluster, or its moment where both are of one. */
  readonly heads: { readonly left: string; readonly right: string }
}

/** What one kind of thing has on one side only, and what differs in what both have. */
export function Kind({ compared, left, right, heads }: KindProps) {
  const { kind, read, counts, onlyLeft, onlyRight, different } = compared
  const equal = read && counts.onlyLeft + counts.onlyRight + counts.different === 0
  return (
    <section className={styles['kind']} aria-label={t.kinds[kind]}>
      <header className={styles['kindHead']}>
        <h2>{t.kinds[kind]}</h2>
        {read && (
          <span className={styles['counts']}>
            {[
              t.onlyLeft(count(counts.onlyLeft)),
              t.onlyRight(count(counts.onlyRight)),
              t.different(count(counts.different)),
              t.same(count(counts.same)),
            ].join(' · ')}
          </span>
        )}
      </header>
      {!read && <p className={styles['quiet']}>{kind === 'acls' ? t.noAcls : t.notRead}</p>}
      {equal && <p className={styles['quiet']}>{t.equal}</p>}
      <Names title={t.onlyLeftTitle} names={onlyLeft} total={counts.onlyLeft} kind={kind} at={left} />
      <Names title={t.onlyRightTitle} names={onlyRight} total={counts.onlyRight} kind={kind} at={right} />
      {different.length > 0 && (
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">{t.column.name}</span>
              </th>
              <th scope="col">
                <span className="visually-hidden">{t.column.field}</span>
              </th>
              <th scope="col">{heads.left}</th>
              <th scope="col">{heads.right}</th>
            </tr>
          </thead>
          <tbody>
            {different.map(({ name, fields, moreFields }) =>
              fields.map(({ field, left: one, right: other }, n) => (
                <tr key={`${name} ${field}`} data-first={n === 0 || undefined}>
                  {n === 0 && (
                    <th scope="rowgroup" rowSpan={fields.length}>
                      <Link name={name} kind={kind} at={right} />
                    </th>
                  )}
                  <td className={styles['field']}>
                    {field}
                    {moreFields > 0 && n === fields.length - 1 && <div className={styles['quiet']}>{t.moreFields(count(moreFields))}</div>}
                  </td>
                  <td>{one ?? t.absent}</td>
                  <td>{other ?? t.absent}</td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      )}
      {counts.different > different.length && <p className={styles['quiet']}>{t.more(count(counts.different - different.length))}</p>}
    </section>
  )
}

interface NamesProps {
  readonly title: string
  readonly names: readonly string[]
  readonly total: number
  readonly kind: ComparedKind['kind']
  readonly at: Choice
}

const Names = ({ title, names, total, kind, at }: NamesProps) =>
  names.length === 0 ? null : (
    <div className={styles['names']}>
      <span className={styles['quiet']}>{title}</span>
      {names.map((name) => (
        <Link key={name} name={name} kind={kind} at={at} />
      ))}
      {total > names.length && <span className={styles['quiet']}>{t.more(count(total - names.length))}</span>}
    </div>
  )

function placeOfKind(kind: ComparedKind['kind'], name: string): string {
  if (kind === 'agents') return '/agents'
  return kind === 'acls' ? `/security?filter=${encodeURIComponent(name)}` : `/${kind}/${encodeURIComponent(name)}`
}

/** Opens the screen of it, on its side and at its moment. */
function Link({ name, kind, at }: { readonly name: string; readonly kind: ComparedKind['kind']; readonly at: Choice }) {
  const app = useApp()
  const place = placeOfKind(kind, name)
  const moment = at.at === 'live' ? '' : `?at=${at.at}`
  return (
    <button type="button" className={styles['link']} onClick={() => app.open(inCluster(at.cluster, `${place}${moment}`))}>
      {name}
    </button>
  )
}
