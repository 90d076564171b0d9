/** A window that is hidden draws no frames; its page begins all the same. */
const LONGEST_MS = 100;

/** The shell of the page, or whatever it shows first, has been drawn. */
export async function shellDrawn(): Promise<void> {
  await new Promise<void>((resolve) => {
    setTimeout(resolve, LONGEST_MS);
    // What is called within a frame runs before it is drawn.
    requestAnimationFrame(() => setTimeout(resolve));
  });
}

/** There is something to show in its place. */
export function removeShell(): void {
  document.getElementById('shell')?.remove();
}
