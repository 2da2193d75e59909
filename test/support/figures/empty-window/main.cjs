/** The least that an app of Electron can be: one window, one line of text. What it takes is not Samsa's. */
const { app, BrowserWindow, protocol } = require('electron')

protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }])
void app.whenReady().then(() => {
  const page = '<!doctype html><title>empty</title><h1>Nothing</h1>'
  protocol.handle('app', () => new Response(page, { headers: { 'content-type': 'text/html' } }))
  const window = new BrowserWindow({ show: false, width: 1440, height: 900 })
  window.once('ready-to-show', () => window.show())
  void window.loadURL('app://ui/')
})
