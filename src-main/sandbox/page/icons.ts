import { Html } from './html.ts';

/** A speech bubble with an arrow dropping into it. */
export const MARK = new Html(
  '<svg viewBox="0 0 24 24" aria-hidden="true"><path fill="currentColor" d="M4 3h16a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2h-9l-5 4v-4H4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2Z"/>' +
    '<path fill="none" stroke="var(--page)" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" d="M12 6v8m-3.2-3.2L12 14l3.2-3.2"/></svg>',
);

/** The same for the browser's tab, which knows none of the page's colours. */
export const TAB_ICON = `data:image/svg+xml,${encodeURIComponent(
  MARK.text
    .replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"')
    .replace('currentColor', '#0a6e78')
    .replace('var(--page)', '#ffffff'),
)}`;

export const DOWNLOAD = new Html(
  '<svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><path d="M12 4v11m-4.5-4.5L12 15l4.5-4.5M5 20h14"/></svg>',
);
