import { startProxyEmulator } from '../../emulators/proxy/emulator.ts'
import { startRegistryEmulator } from '../../emulators/registry/emulator.ts'
import { expect, test } from '../../support/hosts.ts'
import { addressesOf, fillProfile, openEditor, probePanel } from './steps.ts'

test('settings are changed by keyboard: a proxy with a login, which counts at once; how often is read, which stays', async ({
  app,
  demo,
}, info) => {
  const login = { user: 'ada', password: 'proxy-secret' }
  const proxy = await startProxyEmulator({ login })
  const registry = await startRegistryEmulator()
  const only = registry.url.replace('127.0.0.1', 'registry.only-there')
  try {
    // A registry that only the proxy can name: not found at first.
    await openEditor(app)
    await fillProfile(app, { name: 'behind', bootstrap: addressesOf(demo) })
    await app.locator('#registry').getByLabel('Address').fill(only)
    await app.getByRole('button', { name: 'Test', exact: true }).click()
    await expect(probePanel(app)).toContainText('The name registry.only-there is not known')
    expect(proxy.log).toEqual([])
    await app.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(app).toHaveTitle('Clusters · Samsa')

    await app.keyboard.press('ControlOrMeta+,')
    await expect(app).toHaveTitle('Settings · Samsa')
    const proxies = app.getByRole('radiogroup', { name: 'Proxy' })
    await proxies.getByRole('radio', { checked: true }).focus()
    await app.keyboard.press('ArrowLeft')
    await expect(proxies.getByRole('radio', { name: 'By hand' })).toBeChecked()
    const address = app.getByLabel('Address', { exact: true })
    await address.focus()
    await app.keyboard.type('not an address')
    await app.keyboard.press('Tab')
    await expect(app.getByText(/^Write host:port of an HTTP proxy/)).toBeVisible()
    await app.keyboard.press('Shift+Tab')
    await app.keyboard.press('ControlOrMeta+A')
    await app.keyboard.type(proxy.address)
    await app.keyboard.press('Tab')
    await app.keyboard.type(login.user)
    await app.keyboard.press('Tab')
    await app.keyboard.type(login.password)
    await app.keyboard.press('Enter')
    await expect(app.getByRole('button', { name: 'Save the proxy' })).toHaveAttribute('aria-disabled', 'true')
    await expect(app.getByText(/^Kept/).first()).toBeVisible()
    await app.getByRole('region', { name: 'Network' }).scrollIntoViewIfNeeded()
    await info.attach('settings, network', { body: await app.screenshot(), contentType: 'image/png' })

    const often = app.getByRole('radiogroup', { name: 'Offsets of what is open' })
    await often.getByRole('radio', { checked: true }).focus()
    await app.keyboard.press('ArrowLeft')
    await expect(often.getByRole('radio', { name: '2 s' })).toBeChecked()
    await app.reload()
    await expect(often.getByRole('radio', { name: '2 s' })).toBeChecked()
    await expect(proxies.getByRole('radio', { name: 'By hand' })).toBeChecked()

    await app.getByRole('button', { name: 'Clusters', exact: true }).click()
    await app.locator('[data-card]').getByRole('button', { name: 'More about behind' }).click()
    await app.getByRole('menuitem', { name: /^Edit/ }).click()
    await app.getByRole('button', { name: 'Test', exact: true }).click()
    await expect(probePanel(app)).toContainText('It has schemas of')
    expect(proxy.log.map(({ target }) => target.replace(/:.*/, ''))).toContain('registry.only-there')
    // The brokers were reached without it.
    expect(proxy.log.filter(({ target }) => addressesOf(demo).includes(target))).toEqual([])
  } finally {
    await registry.stop()
    await proxy.stop()
  }
})
