/**
 * The body of a notification as the system takes it. Servers of Linux read markup in it, and Electron hands it on as
 * it is (https://specifications.freedesktop.org/notification-spec/latest/markup.html). A title has none.
 */
export function notificationBody(text: string, platform: NodeJS.Platform): string {
  if (platform !== 'linux') return text;
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
