import type { LucideIcon } from '@lucide/svelte';
import { mount, unmount } from 'svelte';
import type { Attachment } from 'svelte/attachments';

/** Lines of the icons drawn so far. */
const DRAWN = new Map<LucideIcon, DocumentFragment>();

/**
 * Fills an `<svg>` with the lines of an icon. The library's component computes them anew each time, which was a third
 * of the time a row of the history took; here each icon is drawn by it once, and copied.
 */
export function linesOf(icon: LucideIcon): Attachment<SVGSVGElement> {
  return (svg) => svg.replaceChildren((DRAWN.get(icon) ?? draw(icon)).cloneNode(true));
}

function draw(icon: LucideIcon): DocumentFragment {
  const place = document.createElement('div');
  const drawn = mount(icon, { target: place });
  const lines = document.createDocumentFragment();
  lines.append(...(place.querySelector('svg')?.cloneNode(true).childNodes ?? []));
  void unmount(drawn);
  DRAWN.set(icon, lines);
  return lines;
}
