/** The installer's `appId`: Windows joins windows, taskbar, badges and notifications of a program by it. */
export const APP_ID = 'app.chatdrop.desktop';
