import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { cellOf, place, rowNames, rowOf, useScreens } from './screen.tsx'

describe('Brokers', () => {
  const show = useScreens()

  it('lists brokers by id with state, work and disk', async () => {
    await show('/brokers')
    await rowOf('0')
    expect(rowNames('id')).toEqual(['0', '1', '2', '3', '4', '5'])
    expect(screen.getByText('5 of 6 up')).toBeDefined()
    expect(screen.getByText('6 brokers: 5 up, 1 down')).toBeDefined()
    const state = async (id: string): Promise<string> => (await rowOf(id)).querySelector('[data-column="state"]')?.textContent ?? ''
    expect(await state('2')).toBe('Upcontroller')
    expect(await state('4')).toBe('Uplog dir failed')
    expect(await state('5')).toBe('Down')
  })

  it('keeps the row of a broker that is down, with dashes for what is not known', async () => {
    await show('/brokers')
    const row = await rowOf('5')
    expect(row.querySelector('[data-column="size"]')?.textContent).toBe('—')
    expect(row.querySelector('[data-column="latency"]')?.textContent).toBe('—')
    expect(row.querySelector('[data-column="leaders"]')?.textContent).toBe('0')
    expect(row.querySelector('[data-column="outOfSync"]')?.textContent).toBe('214')
  })

  it('inspects the chosen broker beside the list, `i` closes it', async () => {
    const { user } = await show('/brokers')
    await user.click(await rowOf('5'))
    const inspector = await screen.findByRole('complementary', { name: 'Broker 5' })
    expect(inspector.textContent).toContain('Is not among the brokers that the cluster lists')
    expect(inspector.textContent).toContain('Nothing listens at agent-16.eu.example.org:31005')
    await user.keyboard('i')
    await waitFor(() => expect(screen.queryByRole('complementary', { name: 'Broker 5' })).toBeNull())
  })

  it.each([
    ['state:down', ['5']],
    ['rack:r2', ['2', '3']],
    ['controller:yes', ['2']],
    ['latency>100', ['3']],
  ])('filters by %s', async (filter, ids) => {
    await show(`/brokers?filter=${encodeURIComponent(filter)}`)
    await rowOf(ids[0] ?? '')
    expect(rowNames('id')).toEqual(ids)
  })

  it('opens a broker with Enter', async () => {
    const { user } = await show('/brokers?filter=id:3')
    await rowOf('3')
    await user.keyboard('j{Enter}')
    await waitFor(() => expect(place()).toBe('/brokers/3'))
  })

  it('says that it could not be read, and why', async () => {
    const { host } = await show('/brokers')
    host.world.brokers.set([])
    host.world.brokers.about({
      state: 'failed',
      errors: [{ code: 'kafka.noBroker', about: { tried: [{ address: 'k:9092', why: 'refused' }] } }],
    })
    expect(await screen.findByText('No broker can be reached')).toBeDefined()
    expect(screen.getByText('k:9092: refused')).toBeDefined()
  })
})

describe('Broker detail', () => {
  const show = useScreens()

  it('tells what the broker leads, holds and coordinates', async () => {
    const { user } = await show('/brokers/3')
    expect(await screen.findByRole('heading', { level: 1, name: 'Broker 3' })).toBeDefined()
    expect((await screen.findByText('Under-replicated of those')).nextElementSibling?.textContent).toBe('12')
    expect(screen.getByText('Groups coordinated').parentElement?.textContent).toBe('Groups coordinated8')
    await user.click(await screen.findByRole('button', { name: /^bi-loader/ }))
    await waitFor(() => expect(place()).toBe('/groups/bi-loader'))
  })

  it('lists its partitions with their role, and filters them', async () => {
    const { user } = await show('/brokers/3?tab=partitions')
    await rowOf('39')
    expect(screen.getByText('40 replicas, 14 of them led here')).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Only led here' }))
    expect(await screen.findByText('14 of 40')).toBeDefined()
    await user.click(within(await rowOf('39')).getByRole('button', { name: 'payments.settled' }))
    await waitFor(() => expect(place()).toBe('/topics/payments.settled'))
  })

  it('shows its configs', async () => {
    await show('/brokers/3?tab=config')
    expect(await cellOf('log.segment.bytes', 'value')).toBe('10737418241.0 GiB')
  })

  it('says that a broker is not known, also for a name that is no number', async () => {
    await show('/brokers/nine')
    expect(await screen.findByText('The cluster knows no broker nine.')).toBeDefined()
  })

  it('says why the disk is not known', async () => {
    const { host } = await show('/brokers/5')
    expect(await screen.findByText('Not read: the broker does not answer.')).toBeDefined()
    host.world.brokers.patch('5', { state: 'up' })
    expect(await screen.findByText(/Not read: needs Kafka 1.0/)).toBeDefined()
  })
})
