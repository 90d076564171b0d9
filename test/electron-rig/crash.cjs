/**
 * Loaded into real Electron before the program (`electron -r`): crashes the first page once it was drawn, and says when
 * its successor shows something.
 */
const { app } = require('electron');

app.once('browser-window-created', (_event, { webContents }) => {
  webContents.once('did-finish-load', () => {
    webContents.once('render-process-gone', () => {
      webContents.once('did-finish-load', async () => {
        const shows = () => webContents.executeJavaScript(`document.querySelector('#app > *') !== null`);
        while (!(await shows()));
        console.log('the page is back');
      });
    });
    webContents.forcefullyCrashRenderer();
  });
});
