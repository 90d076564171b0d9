import { createLocalizer } from '#desktop/shell/app/localizer.ts';

export const localizer = createLocalizer('en');
