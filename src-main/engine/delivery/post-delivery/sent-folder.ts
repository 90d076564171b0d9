/** `Sent/{yyyy}-{mm}` for a moment of local time. */
export function sentFolder(template: string, at: number): string {
  const date = new Date(at);
  return template
    .replaceAll('{yyyy}', String(date.getFullYear()))
    .replaceAll('{mm}', String(date.getMonth() + 1).padStart(2, '0'));
}
