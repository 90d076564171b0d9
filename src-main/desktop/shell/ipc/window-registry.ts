import type { WebContents, WebFrameMain } from 'electron';
import { isOwnPage } from './page-origin.ts';

/** The windows of this program. Only they may call handlers and receive notices. */
export interface WindowRegistry {
  add(contents: WebContents): void;
  all(): readonly WebContents[];
  /** True when the frame is the top frame of one of our windows and shows one of our pages. */
  isOwnFrame(sender: WebContents, frame: WebFrameMain | null): boolean;
}

export function createWindowRegistry(): WindowRegistry {
  const known = new Set<WebContents>();
  return {
    add: (contents) => {
      known.add(contents);
      contents.once('destroyed', () => known.delete(contents));
    },
    all: () => [...known],
    // The frame is null once it has navigated away or was destroyed.
    isOwnFrame: (sender, frame) =>
      frame !== null &&
      known.has(sender) &&
      frame === sender.mainFrame &&
      frame.parent === null &&
      isOwnPage(frame.url),
  };
}
