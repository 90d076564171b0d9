/** What a hand does to a page, for scenes that are drawn outside a test. */

const PATIENCE_MS = 3_000;

/** Waits for an element. */
async function find(selector: string): Promise<HTMLElement> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = document.querySelector<HTMLElement>(selector);
    if (found !== null) return found;
    if (Date.now() > end) throw new Error(`no element ${selector}`);
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

/** The page has come to rest: what was asked is answered and drawn. */
export async function settle(frames = 6): Promise<void> {
  for (let frame = 0; frame < frames; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
}

export async function click(selector: string): Promise<void> {
  (await find(selector)).click();
  await settle();
}

export async function press(selector: string, key: string): Promise<void> {
  const element = await find(selector);
  element.focus();
  element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  await settle();
}

/** Waits for something that is brought first. */
export async function appear(selector: string): Promise<void> {
  await find(selector);
  await settle();
}

export async function typeInto(selector: string, text: string): Promise<void> {
  const input = (await find(selector)) as HTMLInputElement;
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  await new Promise((resolve) => setTimeout(resolve, 350));
}

/** Scrolls a list to a share of its length. */
export async function scrollTo(selector: string, share: number): Promise<void> {
  const list = await find(selector);
  await settle();
  list.scrollTop = (list.scrollHeight - list.clientHeight) * share;
  await settle();
}

/** Drags something over an element, without letting it go. */
export async function drag(
  selector: string,
  data: { readonly types: readonly string[]; readonly files: readonly File[] },
): Promise<void> {
  const element = await find(selector);
  await settle();
  for (const type of ['dragenter', 'dragover']) {
    const event = new DragEvent(type, { bubbles: true, cancelable: true });
    Object.defineProperty(event, 'dataTransfer', { value: { ...data, dropEffect: 'none' } });
    element.dispatchEvent(event);
  }
  await settle();
}
